import Wire

extension VectorForge {
  /// Requests whose disclosures or JSON are refused.
  func refusedDisclosures() throws -> [VectorFile] {
    let two = [Self.check(11), Self.check(12)]
    let stray = Disclosure(element: Array(Self.check(19).utf8), salt: TokenDraft.salt(99)).text
    let refused = {
      (name: String, text: String, code: String, travel: @escaping (String, [String]) -> String) throws in
      try request(name, text, code, at: .token, checks: two, travel: travel)
    }
    return [
      try refused("undisclosed-check", "the second check is not disclosed", "disclosure_missing") {
        TokenDraft.join($0, [$1[0]])
      },
      try refused("doubled-disclosure", "a disclosure comes twice", "disclosure_duplicate") {
        TokenDraft.join($0, $1 + [$1[0]])
      },
      try refused("unused-disclosure", "a disclosure whose digest was not signed", "disclosure_unused") {
        TokenDraft.join($0, $1 + [stray])
      },
      try refused("padded-disclosure", "a disclosure with padding", "base64url_not_canonical") {
        TokenDraft.join($0, [$1[0], "\($1[1])="])
      },
      try request("decoy-digest", "a digest of which nothing is disclosed", "disclosure_missing", at: .token)
      {
        $0.clear = [#"{"...":"\#(Disclosure(element: [0x31], salt: TokenDraft.salt(98)).digest)"}"#]
      },
      try request("doubled-digest", "the same digest stands twice in checks", "digest_duplicate", at: .token)
      {
        $0.clear = [#"{"...":"\#($0.disclosures[0].digest)"}"#]
      },
      try request("sha-512", "another hash of the disclosures", "sd_alg_unsupported", at: .token) {
        $0.hash = "sha-512"
      },
      try request(
        "257-checks", "one check more than a request may hold", "too_many_disclosures", at: .token,
        checks: (11..<268).map { Self.check($0) }),
      try request(
        "doubled-member-in-check", "a member twice in a disclosed check", "disclosure_malformed",
        at: .token, checks: [String(Self.check(11).dropLast()) + #","at":1}"#]),
      try request("real-number", "a number with a fraction in the claims", "payload_not_json", at: .token) {
        $0[claim: "iat"] = "\(Self.now).5"
      },
      try request("exponent", "a number with an exponent in the claims", "payload_not_json", at: .token) {
        $0[claim: "iat"] = "1e9"
      },
      try request("doubled-claim", "aud comes twice in the claims", "payload_not_json", at: .token) {
        $0.claims.append(("aud", Self.quoted("https://card.hualien.example")))
      },
      try request("nul-in-claim", "an escaped NUL character in a claim", "payload_not_json", at: .token) {
        $0[claim: "note"] = #""a\u0000b""#
      },
    ]
  }

  /// Requests whose envelope is refused, in a signed response.
  func refusedRequests() throws -> [VectorFile] {
    let refused = {
      (name: String, text: String, code: String, edit: (inout TokenDraft) -> Void) throws in
      try request(name, text, code, at: .request, edit: edit)
    }
    let nested = Disclosure(
      member: "venue", Array(#""museum-of-prehistory""#.utf8), salt: TokenDraft.salt(97))
    return [
      try request("no-checks", "checks is empty", "malformed_request", at: .request, checks: []),
      try refused("check-in-the-clear", "a check that is not hidden", "malformed_request") {
        $0.clear = [Self.check(12)]
      },
      try request(
        "nested-disclosure", "a member of a check has a disclosure of its own", "malformed_request",
        at: .request
      ) {
        let hidden = #","_sd":["\#(nested.digest)"]}"#
        $0.items = [
          $0.items[0].replacing(#","venue":"museum-of-prehistory""#, with: "").dropLast() + hidden
        ]
      } travel: {
        TokenDraft.join($0, $1 + [nested.text])
      },
      try refused("jti-uuid-v4", "jti is a UUID of version 4", "malformed_request") {
        $0[claim: "jti"] = #""6f1c1a52-0b1e-4b6a-9d5f-3f0a2c9be1aa""#
      },
      try refused("jti-in-capitals", "jti is not in lower case", "malformed_request") {
        $0[claim: "jti"] = Self.quoted(Self.id(1).uppercased())
      },
      try request(
        "check-id-unreadable", "a check's id is no UUIDv7, so nothing can be answered under it",
        "malformed_request", at: .request,
        checks: [Self.check(11).replacing(Self.id(11), with: "11")]),
      try refused("iat-missing", "no iat", "malformed_request") { $0[claim: "iat"] = nil },
      try refused("exp-text", "exp is a string", "malformed_request") {
        $0[claim: "exp"] = Self.quoted("\(Self.now + 59)")
      },
      try refused("aud-array", "aud is an array", "malformed_request") {
        $0[claim: "aud"] = "[\(Self.quoted(homeID))]"
      },
      try refused(
        "iss-trailing-slash", "iss is not the canonical spelling of an entity id", "malformed_request"
      ) {
        $0[claim: "iss"] = Self.quoted("\(hostID)/")
      },
      try refused("wrong-iss", "iss is another city than the one whose key signed", "wrong_issuer") {
        $0[claim: "iss"] = #""https://card.hualien.example""#
      },
      try refused("wrong-aud", "aud is another city than the reader", "wrong_audience") {
        $0[claim: "aud"] = #""https://card.hualien.example""#
      },
      try refused("lifetime-61-s", "exp is 61 s after iat", "lifetime_too_long") {
        $0[claim: "exp"] = "\(Self.now + 60)"
      },
      try refused("exp-is-iat", "exp is not after iat", "lifetime_too_long") {
        $0[claim: "exp"] = $0[claim: "iat"]
      },
      try refused("issued-in-future", "issued 61 s ahead of the reader's clock", "issued_in_future") {
        $0[claim: "iat"] = "\(Self.now + 61)"
        $0[claim: "exp"] = "\(Self.now + 121)"
      },
      try refused("expired", "expired 61 s ago by the reader's clock", "expired") {
        $0[claim: "iat"] = "\(Self.now - 121)"
        $0[claim: "exp"] = "\(Self.now - 61)"
      },
      try request(
        "doubled-check-id", "two checks have one id", "doubled_check_id", at: .request,
        checks: [Self.check(11), Self.check(11, card: Self.card("9000100000000025"))]),
    ]
  }

  /// Requests with a second check that fails alone.
  func refusedChecks() throws -> [VectorFile] {
    let refused = { (name: String, text: String, code: String, check: String) throws in
      var vector = try request("check-\(name)", text, code, at: .check, checks: [Self.check(11), check])
      vector.description += "; the first check is answered"
      return vector
    }
    let card = { (scheme: String, kind: String, number: String) in
      Self.check(12, card: Self.card(scheme: scheme, kind: kind, number))
    }
    let without = { (member: String) in Self.check(12).replacing(member, with: "") }
    return [
      try refused(
        "uid-lower-case", "a UID in lower case", "malformed_card", card("easycard", "uid", "04a224b2c35e80")),
      try refused(
        "uid-random", "a UID that the chip draws anew (08…)", "malformed_card",
        card("easycard", "uid", "08A224B2")),
      try refused("uid-5-bytes", "a UID of 5 bytes", "malformed_card", card("ipass", "uid", "04A224B2C3")),
      try refused(
        "number-with-spaces", "a printed number as it stands on the card", "malformed_card",
        card("easycard", "printed", "9000 1000 0000 0017")),
      try refused(
        "number-of-other-scheme", "an EasyCard number under the scheme ipass", "malformed_card",
        card("ipass", "printed", "9000100000000017")),
      try refused(
        "scheme-unknown", "an unknown scheme", "malformed_card",
        card("octopus", "printed", "9000100000000017")),
      try refused(
        "class-unknown", "a class that is not in the registry", "malformed_check",
        Self.check(12, asks: ["vip"])),
      try refused(
        "class-twice", "a class asked twice", "malformed_check",
        Self.check(12, asks: ["resident", "resident"])),
      try refused(
        "age-with-zero", "an age predicate in a second spelling", "malformed_check",
        Self.check(12, asks: ["age_ge_065"])),
      try refused(
        "33-classes", "more than 32 classes", "malformed_check",
        Self.check(12, asks: (1...33).map { "age_ge_\($0)" })),
      try refused(
        "venue-in-capitals", "a venue id in capitals", "malformed_check", Self.check(12, venue: "MOCA")),
      try refused(
        "venue-missing", "no venue", "malformed_check", without(#","venue":"museum-of-prehistory""#)),
      try refused(
        "at-121-s-ago", "shown 121 s ago", "at_out_of_range", Self.check(12, at: "\(Self.now - 121)")),
      try refused(
        "at-in-future", "shown 61 s ahead of the reader's clock", "at_out_of_range",
        Self.check(12, at: "\(Self.now + 61)")),
      try refused(
        "venue-unknown", "a venue that the host's registry does not list", "unknown_venue",
        Self.check(12, venue: "hualien-market")),
      try refused(
        "over-asking", "a class that nothing at the venue uses", "over_asking",
        Self.check(12, asks: ["low_income", "resident"])),
    ]
  }
}
