import Benefits
import Federation
import Signing
import StrictJSON
import Testing
import Wire

extension VectorFile {
  /// What comes of the token, by the entry points that a node uses.
  func outcome() throws -> Outcome {
    let keys = try JSONWebKeySet(self.keys)
    let now = Instant(seconds: self.now)
    let peer = try #require(EntityID(self.peer))
    let bytes = Array(token.utf8)
    do throws(JOSEError) {
      switch message {
      case .request:
        return try ofRequest(VerificationRequestCodec.decode(bytes, keys: keys), from: peer, at: now)
      case .response:
        return try ofResponse(VerificationResponseCodec.decode(bytes, keys: keys), at: now)
      case .evidence:
        return ofEvidence(
          try VerificationResponseCodec.decode(bytes, keys: keys, everythingDisclosed: false))
      case .statement:
        _ = try EntityStatementCodec.decode(bytes, of: peer, pinned: keys, at: now)
        return .ok
      }
    } catch {
      return Outcome(code: error.code, stage: .token)
    }
  }

  private func ofRequest(_ received: ReceivedRequest, from peer: EntityID, at now: Instant) -> Outcome {
    let questions: [ReceivedQuestion]
    do throws(RefusalCode) {
      guard let me = me.flatMap({ EntityID($0) }) else { throw .malformedRequest }
      let request = try received.content.get()
      try request.check(from: peer, to: me, at: now)
      questions = request.questions
    } catch {
      return Outcome(code: error.rawValue, stage: .request)
    }
    for question in questions {
      do throws(AnswerFault) {
        switch question {
        case .faulty(_, let fault): throw fault
        case .sound(let question): try rights.check(question, at: now)
        }
      } catch {
        return Outcome(code: error.rawValue, stage: .check)
      }
    }
    return .ok
  }

  private func ofResponse(_ received: ReceivedResponse, at now: Instant) throws(JOSEError) -> Outcome {
    let sent = try VerificationRequestCodec.decode(
      Array((request ?? "").utf8), keys: try JSONWebKeySet(requestKeys ?? .null))
    guard case .success(let request) = sent.content else {
      Issue.record("the request of a response's vector must be sound")
      return .ok
    }
    do throws(ResponseFault) {
      try received.response.check(answers: request, hash: sent.hash, at: now)
    } catch {
      return Outcome(code: error.rawValue, stage: .response)
    }
    return .ok
  }

  private func ofEvidence(_ received: ReceivedResponse) -> Outcome {
    guard case .answers(let answers) = received.response.content, answers.count == 1,
      answers[0].id.description == check
    else { return Outcome(code: "other_check", stage: .evidence) }
    return .ok
  }

  /// The rights that `registry` gives, each venue's classes through one offer.
  private var rights: AskingRights {
    guard case .object(let registry) = registry else {
      return AskingRights(venues: [], home: Self.home, scope: [])
    }
    let venues = registry.members.compactMap { member -> Venue? in
      guard let id = VenueID(member.name), case .array(let list) = member.value else { return nil }
      let classes = list.compactMap { value -> BenefitClass? in
        if case .string(let text) = value { BenefitClass(text) } else { nil }
      }
      let name = BilingualText(zh: member.name, en: member.name)
      let offer = Offer(
        id: OfferID(unchecked: "vector"), name: name, benefit: .free,
        audience: Audience(classes: Set(classes)))
      return Venue(
        id: id, city: CityID(unchecked: "taitung"), name: name, kind: .museum, sector: .public, statutory: [],
        tickets: [], offers: [offer])
    }
    return AskingRights(
      venues: venues, home: Self.home, scope: Set(venues.flatMap { $0.classesInUse(home: Self.home) }))
  }

  private static let home = CityID(unchecked: "taipei")

  /// The claims with everything that the token discloses, for the readers of a vector.
  func disclosedClaims() throws -> JSONValue {
    let keys = try JSONWebKeySet(self.keys)
    guard SDJWT.isForm(of: Array(token.utf8)) else {
      return .object(
        try CompactJWS.verify(
          Array(token.utf8), rules: .message(typ: MessageType.entityStatement), keys: keys
        ).claims())
    }
    let typ = message == .request ? MessageType.verificationRequest : MessageType.verificationResponse
    let token = try SDJWT.verify(
      Array(token.utf8), rules: .message(typ: typ, everythingDisclosed: message != .evidence), keys: keys)
    return .object(token.claims)
  }
}
