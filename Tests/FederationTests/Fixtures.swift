import Benefits
import Federation

/// 10:00 in Taipei, Monday 23 November 2026.
let morning = CivilCalendar.taipei.start(of: CivilDate(daysSinceEpoch: 20_780)) + .hours(10)
let second = TimeSpan.seconds(1)
let atom = TimeSpan(microseconds: 1)

let taipei = CityID(unchecked: "taipei")
let taitung = CityID(unchecked: "taitung")
let museum = VenueID(unchecked: "museum")
let farm = VenueID(unchecked: "farm")

/// A fixture that does not hold together.
struct BadFixture: Error {}

extension Optional {
  func orThrow() throws -> Wrapped {
    guard let self else { throw BadFixture() }
    return self
  }
}

func entity(_ host: String) throws -> EntityID { try EntityID("https://\(host)").orThrow() }

func id(_ number: Int) -> UUIDv7 { UUIDv7(at: morning, randomness: (0, UInt64(number))) }

func date(_ iso: String) throws -> CivilDate { try CivilDate(iso).orThrow() }

func question(
  _ number: Int, venue: VenueID = museum, asks: [BenefitClass] = [.named(.resident)], at: Instant = morning
) throws -> CheckQuestion {
  CheckQuestion(
    id: id(number), card: try CardIdentifier(text: "easycard:printed:1234567890123456"), venue: venue,
    asks: asks, at: at)
}
