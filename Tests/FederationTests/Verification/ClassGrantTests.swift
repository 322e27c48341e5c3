import Benefits
import Federation
import Testing

@Suite("Class grants")
struct ClassGrantTests {
  @Test(
    "A grant's text is read as it is written",
    arguments: [
      "resident", "low_income", "student:2025-09-01..2026-07-31", "student:2025-09-01..",
      "student:..2026-07-31", "senior:2026-02-28..2026-02-28",
    ])
  func roundTrip(text: String) throws {
    #expect(try ClassGrant(text: text).orThrow().text == text)
  }

  @Test("Every class with every combination of days survives the round trip")
  func combinations() throws {
    let days = [nil, try date("2026-01-01"), try date("2026-12-31")]
    for name in NamedClass.allCases {
      for from in days {
        for until in days {
          let grant = ClassGrant(name: name, from: from, until: until)
          let sound = from.flatMap { first in until.map { first <= $0 } } ?? true
          #expect(ClassGrant(text: grant.text) == (sound ? grant : nil))
        }
      }
    }
  }

  @Test(
    "What is not a grant is refused",
    arguments: [
      "", "Resident", "age_ge_65", "age_lt_6", "resident:", "resident:2026-01-01", "resident ", " resident",
      "student:2026-07-31..2025-09-01", "student:2026-02-30..", "student:..2026-13-01",
      "student:2025-09-01...2026-07-31", "student:2025-09-01..2026-07-31..", "student:2025-9-1..",
      "student:2025-09-01..:x", ":2025-09-01..", "student::..",
    ])
  func refused(text: String) {
    #expect(ClassGrant(text: text) == nil)
  }

  @Test("Both days are included")
  func borders() throws {
    let grant = try ClassGrant(text: "student:2025-09-01..2026-07-31").orThrow()
    #expect(!grant.holds(on: try date("2025-08-31")))
    #expect(grant.holds(on: try date("2025-09-01")))
    #expect(grant.holds(on: try date("2026-07-31")))
    #expect(!grant.holds(on: try date("2026-08-01")))
    #expect(ClassGrant(name: .resident).holds(on: try date("1912-01-01")))
  }
}
