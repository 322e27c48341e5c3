import Benefits
import Federation
import Testing

@Suite("What a host may ask")
struct AskingRightsTests {
  private let resident = BenefitClass.named(.resident)
  private let student = BenefitClass.named(.student)
  private let disability = BenefitClass.named(.disability)
  private let companion = BenefitClass.named(.companion)

  private func offer(_ name: String, _ classes: Set<BenefitClass>, homes: Set<CityID> = []) -> Offer {
    Offer(
      id: OfferID(unchecked: name), name: BilingualText(zh: name, en: name), benefit: .free,
      audience: Audience(classes: classes, homeCities: homes))
  }

  private func venue(_ id: VenueID, statutory: Set<StatutoryRule> = [], offers: [Offer] = []) -> Venue {
    Venue(
      id: id, city: taitung, name: BilingualText(zh: "館", en: "venue"), kind: .museum, sector: .public,
      statutory: statutory, tickets: [], offers: offers)
  }

  /// The museum has the law on disability and an offer for residents of Taipei; the farm one for students of
  /// Taitung alone.
  private func rights(scope: Set<BenefitClass>? = nil) -> AskingRights {
    AskingRights(
      venues: [
        venue(museum, statutory: [.disability], offers: [offer("of", [resident], homes: [taipei])]),
        venue(farm, offers: [offer("fs", [student], homes: [taitung])]),
      ], home: taipei, scope: scope ?? [resident, student, disability, companion])
  }

  private func fault(
    _ question: CheckQuestion, scope: Set<BenefitClass>? = nil, at now: Instant = morning
  ) -> AnswerFault? {
    do throws(AnswerFault) {
      try rights(scope: scope).check(question, at: now)
      return nil
    } catch {
      return error
    }
  }

  @Test("What an offer or the law uses at the venue may be asked, in any part")
  func within() throws {
    for asks in [[], [resident], [resident, disability, companion], [companion]] {
      #expect(fault(try question(1, asks: asks)) == nil, "\(asks)")
    }
    #expect(fault(try question(1, venue: farm, asks: [])) == nil)
  }

  @Test("One class more is over-asking, also where another venue or another city's offer uses it")
  func overAsking() throws {
    for asks in [[student], [resident, student], [.ageAtLeast(65)], [.ageBelow(6)]] {
      #expect(fault(try question(1, asks: asks)) == .overAsking, "\(asks)")
    }
    #expect(fault(try question(1, venue: farm, asks: [student])) == .overAsking)
    #expect(fault(try question(1, venue: farm, asks: [disability])) == .overAsking)
  }

  @Test("The agreement's scope narrows what offers and law use")
  func scope() throws {
    #expect(fault(try question(1, asks: [disability]), scope: [resident]) == .overAsking)
    #expect(fault(try question(1, asks: [resident]), scope: [resident]) == nil)
    #expect(fault(try question(1, asks: []), scope: []) == nil)
  }

  @Test("A venue that the host does not list gets nothing, not even a question without classes")
  func unknownVenue() throws {
    #expect(fault(try question(1, venue: VenueID(unchecked: "nowhere"), asks: [])) == .unknownVenue)
  }

  @Test("A check is of this moment: two minutes back, one minute ahead, to the microsecond")
  func time() throws {
    let question = try question(1)
    #expect(fault(question, at: morning + .seconds(120)) == nil)
    #expect(fault(question, at: morning + .seconds(120) + atom) == .atOutOfRange)
    #expect(fault(question, at: morning - .seconds(60)) == nil)
    #expect(fault(question, at: morning - .seconds(60) - atom) == .atOutOfRange)
  }

  @Test("Of several faults the first in the contract's order is given")
  func precedence() throws {
    let nowhere = VenueID(unchecked: "nowhere")
    #expect(fault(try question(1, venue: nowhere, asks: [student]), at: morning + .hours(1)) == .atOutOfRange)
    #expect(fault(try question(1, venue: nowhere, asks: [student])) == .unknownVenue)
    let order: [AnswerFault] = [.atOutOfRange, .unknownVenue, .overAsking]
    #expect(AnswerFault.allCases.filter(order.contains) == order)
  }
}
