public import Benefits

extension VerificationRequest {
  /// The rules of the envelope, in ``RefusalCode``'s order of precedence. `peer` is the city whose key signed
  /// and whose certificate connected; `me` is this node.
  public func check(from peer: EntityID, to me: EntityID, at now: Instant) throws(RefusalCode) {
    guard issuer == peer else { throw .wrongIssuer }
    guard audience == me else { throw .wrongAudience }
    let life = expires - issued
    guard life > .zero, life <= VerificationLimits.requestLife else { throw .lifetimeTooLong }
    guard issued <= now + VerificationLimits.skew else { throw .issuedInFuture }
    guard now <= expires + VerificationLimits.skew else { throw .expired }
    guard Set(questions.map(\.id)).count == questions.count else { throw .doubledCheckID }
  }

  /// How long the request's id is remembered, so that no replay can come after it is forgotten.
  public var remembered: Instant { expires + VerificationLimits.skew }
}

/// Why a response to one's own request is not accepted. In order of precedence.
public enum ResponseFault: String, Error, CaseIterable, Hashable, Sendable {
  case wrongIssuer = "wrong_issuer"
  case wrongAudience = "wrong_audience"
  /// It answers another request, or other bytes.
  case otherRequest = "other_request"
  /// It is older than the request, from the future, or expired, by more than the clocks may differ.
  case notFresh = "not_fresh"
  /// Not one answer per question, in order, under the question's id.
  case answersDoNotMatch = "answers_do_not_match"
  /// A class was granted that was not asked.
  case unaskedGrant = "unasked_grant"
}

extension VerificationResponse {
  /// The rules by which a host accepts a response to the request that it sent (whose questions are sound,
  /// being its own). A refusal is accepted on the same terms; it has no answers.
  public func check(
    answers request: VerificationRequest, hash: [UInt8], at now: Instant
  ) throws(ResponseFault) {
    guard issuer == request.audience else { throw .wrongIssuer }
    guard audience == request.issuer else { throw .wrongAudience }
    guard requestID == request.id, requestHash == hash else { throw .otherRequest }
    guard request.issued <= issued + VerificationLimits.skew, issued <= now + VerificationLimits.skew,
      now <= expires + VerificationLimits.skew
    else { throw .notFresh }
    guard case .answers(let answers) = content else { return }
    guard answers.map(\.id) == request.questions.map(\.id) else { throw .answersDoNotMatch }
    for (answer, question) in zip(answers, request.questions) {
      guard case .known(let card) = answer.content, case .sound(let asked) = question else { continue }
      let spoken = Set(card.grants + card.unknown)
      guard spoken.isSubset(of: asked.asks), spoken.count == card.grants.count + card.unknown.count,
        card.state == .active || card.grants.isEmpty
      else { throw .unaskedGrant }
    }
  }
}
