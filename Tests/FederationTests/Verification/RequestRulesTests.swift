import Benefits
import Federation
import Testing

@Suite("Rules of a request's envelope")
struct RequestRulesTests {
  private let host: EntityID
  private let home: EntityID

  init() throws {
    host = try entity("card.taitung.example")
    home = try entity("card.taipei.example")
  }

  private func request(
    from issuer: EntityID? = nil, to audience: EntityID? = nil, issued: Instant = morning,
    life: TimeSpan = .seconds(60), ids: [Int] = [1, 2]
  ) throws -> VerificationRequest {
    VerificationRequest(
      issuer: issuer ?? host, audience: audience ?? home, id: id(0), issued: issued, expires: issued + life,
      questions: try ids.map { .sound(try question($0)) })
  }

  private func fault(_ request: VerificationRequest, at now: Instant = morning) -> RefusalCode? {
    do throws(RefusalCode) {
      try request.check(from: host, to: home, at: now)
      return nil
    } catch {
      return error
    }
  }

  @Test("A request between the two cities that is fresh and names every check once is sound")
  func sound() throws {
    #expect(fault(try request()) == nil)
    #expect(fault(try request(life: atom)) == nil)
  }

  @Test("Issuer and audience are exactly the two ends of the connection")
  func ends() throws {
    #expect(fault(try request(from: home)) == .wrongIssuer)
    #expect(fault(try request(from: try entity("card.taitung.example:443"))) == .wrongIssuer)
    #expect(fault(try request(to: host)) == .wrongAudience)
    #expect(fault(try request(to: try entity("card.taipei.example/node"))) == .wrongAudience)
  }

  @Test("A request lives more than nothing and at most sixty seconds")
  func life() throws {
    #expect(fault(try request(life: .seconds(60) + atom)) == .lifetimeTooLong)
    #expect(fault(try request(life: .zero)) == .lifetimeTooLong)
    #expect(fault(try request(life: .zero - second)) == .lifetimeTooLong)
  }

  @Test("Clocks may differ by sixty seconds, to the microsecond")
  func skew() throws {
    let request = try request()
    #expect(fault(request, at: morning - .seconds(60)) == nil)
    #expect(fault(request, at: morning - .seconds(60) - atom) == .issuedInFuture)
    #expect(fault(request, at: morning + .seconds(120)) == nil)
    #expect(fault(request, at: morning + .seconds(120) + atom) == .expired)
  }

  @Test("A request is remembered as long as it could be accepted")
  func remembered() throws {
    let request = try request()
    #expect(fault(request, at: request.remembered) == nil)
    #expect(fault(request, at: request.remembered + atom) == .expired)
  }

  @Test("Two checks with one id refuse the request, also where one is at fault")
  func doubled() throws {
    #expect(fault(try request(ids: [1, 2, 1])) == .doubledCheckID)
    let mixed = VerificationRequest(
      issuer: host, audience: home, id: id(0), issued: morning, expires: morning + second,
      questions: [.faulty(id: id(1), .malformedCard), .sound(try question(1))])
    #expect(fault(mixed) == .doubledCheckID)
  }

  @Test("Of several faults the first in the contract's order is given")
  func precedence() throws {
    let stranger = try entity("stranger.example")
    let long = TimeSpan.seconds(61)
    let (early, late) = (morning - .hours(1), morning + .hours(1))
    #expect(
      fault(try request(from: stranger, to: stranger, life: long, ids: [1, 1]), at: late) == .wrongIssuer)
    #expect(fault(try request(to: stranger, life: long, ids: [1, 1]), at: late) == .wrongAudience)
    #expect(fault(try request(life: long, ids: [1, 1]), at: late) == .lifetimeTooLong)
    #expect(fault(try request(ids: [1, 1]), at: early) == .issuedInFuture)
    #expect(fault(try request(ids: [1, 1]), at: late) == .expired)
    let order: [RefusalCode] = [
      .wrongIssuer, .wrongAudience, .lifetimeTooLong, .issuedInFuture, .expired, .doubledCheckID,
    ]
    #expect(RefusalCode.allCases.filter(order.contains) == order)
  }
}
