import Benefits
import TestSupport
import Testing

@Suite("The calendar of Taipei")
struct CalendarTests {
  let taipei = CivilCalendar.taipei

  @Test("the day changes at 16:00 UTC, to the microsecond")
  func midnight() throws {
    let date = try #require(CivilDate("2026-11-23"))
    let midnight = taipei.start(of: date)
    #expect(midnight == Instant(seconds: 1_795_363_200))  // 2026-11-22T16:00:00Z
    #expect(taipei.date(midnight) == date)
    #expect(taipei.date(midnight - TimeSpan(microseconds: 1)) == CivilDate("2026-11-22"))
    #expect(taipei.date(midnight + .hours(24) - TimeSpan(microseconds: 1)) == date)
    #expect(taipei.date(midnight + .hours(24)) == CivilDate("2026-11-24"))
  }

  @Test("the day changes at midnight before 1970 too")
  func beforeTheEpoch() throws {
    let date = try #require(CivilDate("1969-12-31"))
    let midnight = taipei.start(of: date)
    #expect(taipei.date(midnight) == date)
    #expect(taipei.date(midnight - TimeSpan(microseconds: 1)) == CivilDate("1969-12-30"))
  }

  @Test("an instant is written in local time with its offset")
  func written() {
    #expect(taipei.format(Instant(seconds: 0)) == "1970-01-01T08:00:00+08:00")
    #expect(taipei.format(Instant(microseconds: 1_795_413_909_999_999)) == "2026-11-23T14:05:09+08:00")
    #expect(taipei.format(Instant(microseconds: -1)) == "1970-01-01T07:59:59+08:00")
  }

  @Test("every instant lies within the day that it is said to be on")
  func withinItsDay() {
    let seed: UInt64 = 0x7A1B_E100
    var random = SeededRandom(seed: seed)
    for round in 0..<2_000 {
      let instant = Instant(
        microseconds: .random(in: -4_000_000_000_000_000...8_000_000_000_000_000, using: &random))
      let date = taipei.date(instant)
      let next = CivilDate(daysSinceEpoch: date.daysSinceEpoch + 1)
      #expect(
        taipei.start(of: date) <= instant && instant < taipei.start(of: next), "seed \(seed), round \(round)")
    }
  }

  @Test("whole seconds are rounded down, also before 1970")
  func seconds() {
    #expect(Instant(microseconds: 1_999_999).seconds == 1)
    #expect(Instant(microseconds: -1).seconds == -1)
    #expect(Instant(microseconds: -1_000_000).seconds == -1)
    #expect(Instant(microseconds: -1_000_001).seconds == -2)
  }

  @Test("spans add up")
  func spans() {
    #expect(TimeSpan.hours(1) == .minutes(60))
    #expect(TimeSpan.minutes(1) == .seconds(60))
    #expect(TimeSpan.seconds(1) == .milliseconds(1_000))
    #expect(Instant(seconds: 90) - Instant(seconds: 30) == .minutes(1))
    #expect(Instant(seconds: 30) - Instant(seconds: 90) < .seconds(0))
  }
}
