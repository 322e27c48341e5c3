import Signing
import Wire

extension VectorForge {
  /// Requests that are accepted.
  func acceptedRequests() throws -> [VectorFile] {
    let three = [
      Self.check(11), Self.check(12, card: Self.card(kind: "uid", "04A224B2C35E80"), asks: ["student"]),
      Self.check(13, card: Self.card(scheme: "city", "TP00042917"), asks: []),
    ]
    return [
      try request("one-check", "one check, a printed EasyCard number, two classes"),
      try request(
        "three-checks", "three checks: printed number, UID, city card without classes", checks: three),
      try request(
        "256-checks", "as many checks as one request may hold", checks: (11..<267).map { Self.check($0) }),
      try request("unknown-members", "unknown claims, header members and members of a check are ignored") {
        $0[header: "trace"] = "7"
        $0[claim: "later"] = #"{"_version":2}"#
        $0.items = [String($0.items[0].dropLast()) + #","counter":"A"}"#]
      },
      try request("default-hash", "no _sd_alg: SHA-256 is the default (RFC 9901 §4.1.1)") { $0.hash = nil },
      try request("issued-ahead-within-skew", "issued 60 s ahead of the reader's clock") {
        $0[claim: "iat"] = "\(Self.now + 60)"
        $0[claim: "exp"] = "\(Self.now + 120)"
      },
      try request("expired-within-skew", "expired 60 s ago by the reader's clock") {
        $0[claim: "iat"] = "\(Self.now - 120)"
        $0[claim: "exp"] = "\(Self.now - 60)"
      },
    ]
  }

  /// Requests whose header, form or signature is refused.
  func refusedHeaders() throws -> [VectorFile] {
    let refused = {
      (name: String, text: String, code: String, edit: (inout TokenDraft) -> Void) throws in
      try request(name, text, code, at: .token, edit: edit)
    }
    let members = [
      ("jwk", #"{"kty":"EC"}"#), ("jku", #""https://keys.example/""#), ("x5c", "[]"), ("x5u", #""""#),
      ("crit", #"["exp"]"#), ("b64", "true"),
    ]
    return try [
      try refused("typ-of-response", "typ of another message", "typ_mismatch") {
        $0[header: "typ"] = Self.quoted(MessageType.verificationResponse)
      },
      try refused("typ-missing", "no typ", "typ_mismatch") { $0[header: "typ"] = nil },
      try refused("typ-in-capitals", "typ is compared byte by byte", "typ_mismatch") {
        $0[header: "typ"] = Self.quoted("CityCard-Verification-Request+sd-jwt")
      },
      try refused("alg-missing", "no alg", "alg_not_es256") { $0[header: "alg"] = nil },
      try refused("alg-es384", "another algorithm of the same family", "alg_not_es256") {
        $0[header: "alg"] = #""ES384""#
      },
      try request("alg-none", "alg none and no signature", "alg_not_es256", at: .token) {
        $0[header: "alg"] = #""none""#
      } travel: { jws, disclosures in
        TokenDraft.join(String(jws.prefix(through: jws.lastIndex(of: ".") ?? jws.startIndex)), disclosures)
      },
      try refused("alg-hs256", "alg HS256, as if the public key were a secret", "alg_not_es256") {
        $0[header: "alg"] = #""HS256""#
      },
      try refused("kid-missing", "no kid, though the set has one key", "kid_missing") {
        $0[header: "kid"] = nil
      },
      try refused("kid-number", "kid is no string", "kid_missing") { $0[header: "kid"] = "1" },
      try request(
        "kid-unknown", "signed with a key that the host did not publish", "kid_unknown", at: .token,
        key: stranger
      ) { $0[header: "kid"] = Self.quoted(stranger.kid) },
      try refused("header-doubled-member", "kid comes twice in the header", "header_not_json") {
        $0.header.append(("kid", Self.quoted(host.kid)))
      },
    ]
      + members.map { name, value in
        try refused("header-\(name)", "\(name) in the header", "header_member_refused") {
          $0[header: name] = value
        }
      }
  }

  /// Requests whose encoding or signature is refused.
  func refusedSignatures() throws -> [VectorFile] {
    let refused = {
      (name: String, text: String, code: String, change: @escaping ([String]) -> [String]) throws in
      let travel = { (jws: String, disclosures: [String]) in
        TokenDraft.join(change(parts(Array(jws.utf8))).joined(separator: "."), disclosures)
      }
      return try request(name, text, code, at: .token, travel: travel)
    }
    return [
      try refused("padded", "the signature part ends with = padding", "base64url_not_canonical") {
        [$0[0], $0[1], "\($0[2])=="]
      },
      try refused(
        "unused-bits", "unused bits at the end of the signature are not zero", "base64url_not_canonical"
      ) {
        // 64 bytes leave four bits of the last character unused: A, Q, g and w are the only canonical ones.
        let next = ["A": "B", "Q": "R", "g": "h", "w": "x"][String($0[2].suffix(1))] ?? "B"
        return [$0[0], $0[1], "\($0[2].dropLast())\(next)"]
      },
      try refused("standard-base64", "a character of standard base64", "base64url_not_canonical") {
        [$0[0], $0[1], "+\($0[2].dropFirst())"]
      },
      try refused("der-signature", "the signature is DER, not r then s in 64 bytes", "signature_length") {
        [$0[0], $0[1], Base64URL.text(Self.der(Base64URL.decode($0[2]) ?? []))]
      },
      try refused("tampered-payload", "aud was changed after signing", "signature_invalid") {
        let payload = String(decoding: Base64URL.decode($0[1]) ?? [], as: UTF8.self)
        return [$0[0], part(payload.replacing("card.taipei.", with: "card.taibei.")), $0[2]]
      },
      try refused("four-parts", "a fourth part", "not_three_parts") { $0 + [""] },
      try request(
        "wrong-key", "signed with another key under the host's kid", "signature_invalid", at: .token,
        key: stranger),
      try request(
        "no-tilde", "a plain JWS without disclosures", "not_sd_jwt", at: .token, travel: { jws, _ in jws }),
      try request(
        "key-binding", "a key binding JWT follows", "key_binding_refused", at: .token,
        travel: { TokenDraft.join($0, $1) + $0 }),
    ]
  }

  /// ECDSA-Sig-Value (RFC 3279 §2.2.3) of r then s.
  private static func der(_ signature: [UInt8]) -> [UInt8] {
    let integers = [signature.prefix(32), signature.suffix(32)].map { number -> [UInt8] in
      var bytes = Array(number.drop { $0 == 0 })
      if bytes.first.map({ $0 >= 0x80 }) ?? true { bytes.insert(0, at: 0) }
      return [0x02, UInt8(bytes.count)] + bytes
    }
    return [0x30, UInt8(integers[0].count + integers[1].count)] + integers[0] + integers[1]
  }
}
