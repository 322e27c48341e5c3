public import Benefits
public import Federation
public import Settlement
import StrictJSON

/// Messages of evidence to and from bytes, and what a proof shows.
public enum EvidenceCodec {
  /// Signs a message. The caller has seen to ``Settlement/ClaimsLimits``.
  public static func encode(_ message: EvidenceMessage, signer: MessageSigner) throws -> [UInt8] {
    var payload = JSONWriter(capacity: 4096)
    payload.object {
      message.envelope.write(into: &$0)
      $0.array("proofs") { list in
        for proof in message.proofs {
          list.object {
            $0.member("line", proof.line.description)
            $0.member("response", proof.response)
            $0.member("disclosure", proof.disclosure)
          }
        }
      }
      $0.member("receipts_after", message.receiptsAfter)
    }
    return try CompactJWS.sign(
      payload: payload.bytes, typ: MessageType.claimsEvidence, kid: signer.kid, key: signer.key)
  }

  /// Checks form, header and signature against the keys of the host city, and reads the claims.
  /// - Throws: the rule that broke; then the sender is not proven and nothing in the body is believed.
  public static func decode(
    _ token: [UInt8], keys: JSONWebKeySet
  ) throws(JOSEError) -> ReceivedMessage<EvidenceMessage> {
    try ReceivedMessage(token, typ: MessageType.claimsEvidence, keys: keys) { fields throws(JSONFieldError) in
      var proofs: [ClaimProof] = []
      for element in try fields.array("proofs", count: 1...ClaimsLimits.proofs) {
        let proof = try element.object()
        proofs.append(
          ClaimProof(
            line: try proof.id("line"),
            response: try proof.string("response", bytes: 1...ClaimsLimits.proofBytes),
            disclosure: try proof.string("disclosure")))
      }
      return EvidenceMessage(
        envelope: try ClaimsEnvelope(fields), proofs: proofs,
        receiptsAfter: try fields.integer("receipts_after", in: 0...LineReading.places.upperBound))
    }
  }

  /// What a proof shows: the home city's answer to `check`, under its own signature.
  /// - Parameter keys: The home city's own keys, retired ones included: the answer was signed at its time.
  /// - Returns: nil if the signature does not hold, or it is no answer to this check of this host city.
  public static func answer(
    in proof: ClaimProof, to check: UUIDv7, host: EntityID, home: EntityID, keys: JSONWebKeySet
  ) -> KnownAnswer? {
    let body = Array("\(proof.response)~\(proof.disclosure)~".utf8)
    guard
      let received = try? VerificationResponseCodec.decode(body, keys: keys, everythingDisclosed: false),
      received.response.issuer == home, received.response.audience == host,
      case .answers(let answers) = received.response.content, answers.map(\.id) == [check]
    else { return nil }
    guard case .known(let card) = answers[0].content else {
      return KnownAnswer(response: received.response.id, venue: nil, isActive: false, grants: [])
    }
    return KnownAnswer(
      response: received.response.id, venue: nil, isActive: card.state == .active, grants: Set(card.grants))
  }
}
