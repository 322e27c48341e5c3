import Benefits
import Federation
import Testing

@Suite("Rules by which a host accepts a response")
struct ResponseRulesTests {
  private let request: VerificationRequest
  private let hash = [UInt8](repeating: 7, count: 32)
  private let resident = BenefitClass.named(.resident)
  private let elder = BenefitClass.ageAtLeast(65)

  init() throws {
    request = VerificationRequest(
      issuer: try entity("card.taitung.example"), audience: try entity("card.taipei.example"), id: id(0),
      issued: morning, expires: morning + .seconds(60),
      questions: [
        .sound(try question(1, asks: [.named(.resident), .ageAtLeast(65)])), .sound(try question(2)),
      ])
  }

  private func known(
    _ grants: [BenefitClass] = [], unknown: [BenefitClass] = [], state: CardState = .active
  ) -> Answer.Content {
    .known(
      KnownCard(
        state: state, subject: "s", grants: grants, unknown: unknown, until: morning + .minutes(10),
        statusAsOf: morning))
  }

  private func fault(
    _ contents: [Answer.Content]? = nil, from issuer: EntityID? = nil, to audience: EntityID? = nil,
    requestID: UUIDv7? = id(0), hash: [UInt8]? = nil, issued: Instant = morning,
    life: TimeSpan = .seconds(60),
    ids: [Int] = [1, 2], refusal: RefusalCode? = nil, at now: Instant = morning
  ) -> ResponseFault? {
    let answers = zip(ids, contents ?? ids.map { _ in .unrecognised })
      .map { Answer(id: id($0), content: $1) }
    let response = VerificationResponse(
      issuer: issuer ?? request.audience, audience: audience ?? request.issuer, id: id(99), issued: issued,
      expires: issued + life, requestID: requestID, requestHash: hash ?? self.hash,
      content: refusal.map { .refusal($0) } ?? .answers(answers))
    do throws(ResponseFault) {
      try response.check(answers: request, hash: self.hash, at: now)
      return nil
    } catch {
      return error
    }
  }

  @Test("One answer per question, in order, within what was asked, is accepted")
  func sound() {
    #expect(fault() == nil)
    #expect(fault([known([resident, elder]), .fault(.limited)]) == nil)
    #expect(fault([known([resident], unknown: [elder]), known()]) == nil)
    #expect(fault([known(unknown: [elder], state: .lost), .unrecognised]) == nil)
  }

  @Test("The response comes from the city that was asked, to the one that asked")
  func ends() {
    #expect(fault(from: request.issuer) == .wrongIssuer)
    #expect(fault(to: request.audience) == .wrongAudience)
  }

  @Test("It answers this request and these bytes")
  func otherRequest() {
    #expect(fault(requestID: id(5)) == .otherRequest)
    #expect(fault(requestID: nil) == .otherRequest)
    #expect(fault(hash: [UInt8](repeating: 8, count: 32)) == .otherRequest)
    #expect(fault(hash: []) == .otherRequest)
  }

  @Test("Clocks may differ by sixty seconds, to the microsecond")
  func fresh() {
    let skew = VerificationLimits.skew
    #expect(fault(at: morning - skew) == nil)
    #expect(fault(at: morning - skew - atom) == .notFresh)
    #expect(fault(at: morning + .seconds(60) + skew) == nil)
    #expect(fault(at: morning + .seconds(60) + skew + atom) == .notFresh)
    #expect(fault(issued: morning - skew, at: morning) == nil)
    #expect(fault(issued: morning - skew - atom, at: morning) == .notFresh)
  }

  @Test("Answers that are missing, too many, in another order or under another id are not taken")
  func shape() {
    for ids in [[], [1], [2, 1], [1, 1], [1, 3], [1, 2, 3]] {
      #expect(fault(ids: ids) == .answersDoNotMatch, "\(ids)")
    }
  }

  @Test("Nothing is granted that was not asked, nor twice, nor by a card that is not active")
  func grants() {
    #expect(fault([.unrecognised, known([elder])]) == .unaskedGrant)
    #expect(fault([.unrecognised, known(unknown: [elder])]) == .unaskedGrant)
    #expect(fault([known([resident, resident]), .unrecognised]) == .unaskedGrant)
    #expect(fault([known([elder], unknown: [elder]), .unrecognised]) == .unaskedGrant)
    for state in CardState.allCases where state != .active {
      #expect(fault([known([resident], state: state), .unrecognised]) == .unaskedGrant, "\(state)")
    }
  }

  @Test("A refusal is accepted on the same terms, and has no answers to match")
  func refusal() {
    #expect(fault(ids: [], refusal: .temporarilyUnavailable) == nil)
    #expect(fault(requestID: nil, refusal: .malformedRequest) == .otherRequest)
    #expect(fault(refusal: .expired, at: morning + .hours(1)) == .notFresh)
  }

  @Test("Of several faults the first in the contract's order is given")
  func precedence() {
    let (late, bad) = (morning + .hours(1), [known([elder])])
    #expect(
      fault(bad, from: request.issuer, to: request.audience, hash: [], ids: [2], at: late) == .wrongIssuer)
    #expect(fault(bad, to: request.audience, hash: [], ids: [2], at: late) == .wrongAudience)
    #expect(fault(bad, hash: [], ids: [2], at: late) == .otherRequest)
    #expect(fault(bad, ids: [2], at: late) == .notFresh)
    #expect(fault(bad, ids: [2]) == .answersDoNotMatch)
    #expect(
      ResponseFault.allCases == [
        .wrongIssuer, .wrongAudience, .otherRequest, .notFresh, .answersDoNotMatch, .unaskedGrant,
      ])
  }
}
