import Benefits
import Federation
import Testing

@Suite("Answers from the directory")
struct KnownCardTests {
  private let asks: [BenefitClass] = [
    .ageAtLeast(65), .named(.student), .named(.resident), .ageBelow(26), .named(.disability),
  ]

  private func entry(
    _ state: CardState = .active, birth: String? = nil, classes: [String] = []
  ) throws -> DirectoryEntry {
    DirectoryEntry(
      state: state, statusAsOf: morning - .hours(5), member: [1], birth: try birth.map { try date($0) },
      classes: try classes.map { try ClassGrant(text: $0).orThrow() })
  }

  private func card(_ entry: DirectoryEntry, at now: Instant = morning) -> KnownCard {
    KnownCard(entry, asks: asks, subject: "s", at: now, calendar: .taipei)
  }

  @Test("What is asked and held today is granted, in the order asked, and nothing that was not asked")
  func grants() throws {
    let card = card(
      try entry(
        birth: "1950-01-01",
        classes: ["resident", "low_income", "student:2026-11-23..2026-11-23", "disability:..2026-11-22"]))
    #expect(
      card
        == KnownCard(
          state: .active, subject: "s", grants: [.ageAtLeast(65), .named(.student), .named(.resident)],
          unknown: [], until: morning + .minutes(10), statusAsOf: morning - .hours(5)))
  }

  @Test("A class that was given twice is granted if either stretch covers today")
  func twoStretches() throws {
    let card = card(try entry(classes: ["student:..2026-01-31", "student:2026-09-01.."]))
    #expect(card.grants == [.named(.student)])
  }

  @Test("Without a birth date every age is unknown, not a no")
  func unknownAge() throws {
    let card = card(try entry(classes: ["resident"]))
    #expect(card.grants == [.named(.resident)])
    #expect(card.unknown == [.ageAtLeast(65), .ageBelow(26)])
  }

  @Test(
    "A card that is not active grants nothing and says nothing of ages",
    arguments: CardState.allCases.filter { $0 != .active })
  func inactive(state: CardState) throws {
    for birth in ["1950-01-01", nil] {
      let card = card(try entry(state, birth: birth, classes: ["resident", "student"]))
      #expect(card.state == state)
      #expect(card.grants.isEmpty && card.unknown.isEmpty)
    }
  }

  @Test("Age and class change at midnight in Taipei")
  func midnight() throws {
    let member = try entry(birth: "1961-11-24", classes: ["student:..2026-11-23"])
    let midnight = CivilCalendar.taipei.start(of: try date("2026-11-24"))
    #expect(card(member, at: midnight - atom).grants == [.named(.student)])
    #expect(card(member, at: midnight).grants == [.ageAtLeast(65)])
  }

  @Test("An answer holds ten minutes, and never past midnight in Taipei")
  func until() throws {
    let member = try entry()
    let midnight = CivilCalendar.taipei.start(of: try date("2026-11-24"))
    let cases: [(Instant, Instant)] = [
      (midnight - .minutes(11), midnight - .minutes(1)), (midnight - .minutes(10), midnight),
      (midnight - .minutes(9), midnight), (midnight - atom, midnight), (midnight, midnight + .minutes(10)),
    ]
    for (now, until) in cases { #expect(card(member, at: now).until == until) }
  }
}
