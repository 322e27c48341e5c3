import Wire

extension VectorForge {
  /// The request that the responses answer.
  func sentRequest() throws -> VectorFile {
    try request(
      "sent", "what the responses answer",
      checks: [
        Self.check(11), Self.check(12, card: Self.card("9000100000000025")),
        Self.check(13, card: Self.card("9000100000000033")),
      ])
  }

  private static var answers: [String] {
    [known(11), known(12, grants: [], unknown: ["age_ge_65"]), short(13, "card", "unrecognised")]
  }

  /// Responses that the host accepts, and evidence.
  func acceptedResponses(to sent: VectorFile) throws -> [VectorFile] {
    let faults = [
      "malformed_card", "malformed_check", "at_out_of_range", "unknown_venue", "over_asking", "limited",
    ]
    let answers = Self.answers
    var evidence = try response("evidence", "", to: sent, answers: answers)
    evidence.name = "evidence-of-one-visit"
    evidence.description = "the JWS and the first answer's disclosure: the other two visits stay hidden"
    evidence.message = .evidence
    evidence.now += 31_536_000
    evidence.check = Self.id(11)
    evidence.request = nil
    evidence.requestKeys = nil
    let pieces = evidence.token.split(separator: "~").map(String.init)
    evidence.token = TokenDraft.join(pieces[0], [pieces[1]])
    var draft = responseDraft(answers, to: sent.token)
    draft.items = [answers[0]]
    evidence.claims = try draft.disclosedClaims()
    var other = evidence
    other.name = "evidence-of-other-check"
    other.description = "the disclosure is of another answer than the check asked about"
    other.token = TokenDraft.join(pieces[0], [pieces[2]])
    other.expected = .init(code: "other_check", stage: .evidence)
    other.claims = nil
    return try [
      try response(
        "known", "known; known, and no birth date to judge an age by; unrecognised", to: sent,
        answers: answers),
      try response(
        "not-active", "suspended, lost and expired cards: no facts", to: sent,
        answers: zip([11, 12, 13], ["suspended", "lost", "expired"]).map {
          Self.known($0, card: $1, grants: [])
        }),
      evidence, other,
    ]
      + stride(from: 0, to: 6, by: 3).map { first in
        try response(
          "faults-\(first / 3 + 1)", faults[first..<first + 3].joined(separator: ", "), to: sent,
          answers: zip([11, 12, 13], faults[first...]).map { Self.short($0, "error", $1) })
      }
      + [
        "malformed_request", "wrong_issuer", "wrong_audience", "lifetime_too_long", "issued_in_future",
        "expired",
        "doubled_check_id", "replayed_other_bytes", "temporarily_unavailable",
      ].map { code in
        try response(
          "refusal-\(code.replacing("_", with: "-"))", "a signed refusal of the request as a whole",
          to: sent, answers: []
        ) {
          $0.list = nil
          $0[claim: "error"] = Self.quoted(code)
        } travel: { jws, _ in
          TokenDraft.join(jws, [])
        }
      }
  }

  /// Responses whose token or claims are refused.
  func malformedResponses(to sent: VectorFile) throws -> [VectorFile] {
    let answers = Self.answers
    let malformed = { (name: String, text: String, edit: (inout TokenDraft) -> Void) throws in
      try response(name, text, "claim_malformed", at: .token, to: sent, answers: answers, edit: edit)
    }
    let nested = Disclosure(
      member: "sub", Array(#""AAAAAAAAAAAAAAAAAAAAAA""#.utf8), salt: TokenDraft.salt(96))
    return [
      try response(
        "typ-of-request", "typ of another message", "typ_mismatch", at: .token, to: sent,
        answers: answers
      ) { $0[header: "typ"] = Self.quoted(MessageType.verificationRequest) },
      try response(
        "undisclosed-answer", "the last answer is not disclosed", "disclosure_missing", at: .token,
        to: sent, answers: answers, travel: { TokenDraft.join($0, Array($1.dropLast())) }),
      try response(
        "changed-answer", "an answer was changed after signing", "disclosure_unused", at: .token,
        to: sent, answers: answers,
        travel: { jws, disclosures in
          let forged = Disclosure(element: Array(Self.known(12).utf8), salt: TokenDraft.salt(1)).text
          return TokenDraft.join(jws, [disclosures[0], forged, disclosures[2]])
        }),
      try malformed("answer-in-the-clear", "an answer that is not hidden") {
        $0.clear = [$0.items.removeLast()]
      },
      try response(
        "nested-disclosure", "a member of an answer has a disclosure of its own", "claim_malformed",
        at: .token, to: sent, answers: answers
      ) {
        $0.items[2] = $0.items[2].dropLast() + #","_sd":["\#(nested.digest)"]}"#
      } travel: {
        TokenDraft.join($0, $1 + [nested.text])
      },
      try malformed("error-beside-answers", "a refusal with answers") { $0[claim: "error"] = #""expired""# },
      try malformed("error-beside-card", "an answer with both a fault and a card") {
        $0.items[0] = $0.items[0].dropLast() + #","error":"limited"}"#
      },
      try malformed("facts-of-nobody", "facts beside an unrecognised card") {
        $0.items[2] = $0.items[2].dropLast() + #","grants":["resident"]}"#
      },
      try malformed("card-state-unknown", "a state of the card that is not in the table") {
        $0.items[0] = Self.known(11, card: "valid")
      },
      try malformed("error-unknown", "a fault that is not in the table") {
        $0.items[0] = Self.short(11, "error", "no_such_fault")
      },
      try malformed("sub-short", "a pairwise subject of fewer than 16 bytes") {
        $0.items[0] = Self.known(11, sub: "42")
      },
      try malformed("until-missing", "no until") {
        $0.items[0] = $0.items[0].replacing(#","until":\#(Self.now + 600)"#, with: "")
      },
      try malformed("req-hash-padded", "req_hash with padding") {
        $0[claim: "req_hash"] = ($0[claim: "req_hash"] ?? "").dropLast() + #"=""#
      },
      try malformed("req-hash-missing", "no req_hash") { $0[claim: "req_hash"] = nil },
    ]
  }

  /// Responses that are sound, but not to this request.
  func refusedResponses(to sent: VectorFile) throws -> [VectorFile] {
    let answers = Self.answers
    let refused = {
      (name: String, text: String, code: String, edit: (inout TokenDraft) -> Void) throws in
      try response(name, text, code, at: .response, to: sent, answers: answers, edit: edit)
    }
    return [
      try refused("wrong-iss", "iss is not the city that was asked", "wrong_issuer") {
        $0[claim: "iss"] = #""https://card.hualien.example""#
      },
      try refused("wrong-aud", "aud is not the city that asked", "wrong_audience") {
        $0[claim: "aud"] = #""https://card.hualien.example""#
      },
      try refused("other-req-hash", "req_hash is of other bytes", "other_request") {
        $0[claim: "req_hash"] = Self.quoted(Base64URL.text([UInt8](repeating: 0, count: 32)))
      },
      try refused("other-req-jti", "req_jti is of another request", "other_request") {
        $0[claim: "req_jti"] = Self.quoted(Self.id(3))
      },
      try refused("req-jti-missing", "no req_jti, though the request's jti could be read", "other_request") {
        $0[claim: "req_jti"] = nil
      },
      try refused("older-than-request", "issued 61 s before the request", "not_fresh") {
        $0[claim: "iat"] = "\(Self.now - 62)"
      },
      try refused("issued-in-future", "issued 61 s ahead of the reader's clock", "not_fresh") {
        $0[claim: "iat"] = "\(Self.now + 61)"
      },
      try refused("expired", "expired 61 s ago by the reader's clock", "not_fresh") {
        $0[claim: "exp"] = "\(Self.now - 61)"
      },
      try refused("out-of-order", "two answers change places", "answers_do_not_match") {
        $0.items.swapAt(0, 1)
      },
      try refused("answer-too-few", "one answer is missing", "answers_do_not_match") {
        $0.items.removeLast()
      },
      try refused("answer-doubled", "one question is answered twice", "answers_do_not_match") {
        $0.items.append($0.items[2])
      },
      try refused("grant-not-asked", "a class is confirmed that was not asked", "unasked_grant") {
        $0.items[0] = Self.known(11, grants: ["disability", "resident"])
      },
      try refused("grant-and-unknown", "a class is confirmed and unknown at once", "unasked_grant") {
        $0.items[0] = Self.known(11, grants: ["age_ge_65"], unknown: ["age_ge_65"])
      },
      try refused("grant-for-suspended", "a suspended card has a class confirmed", "unasked_grant") {
        $0.items[0] = Self.known(11, card: "suspended")
      },
    ]
  }
}
