import Benefits
import Testing

@Suite("Civil dates")
struct DateTests {
  @Test(
    "known dates have the known day number and weekday",
    arguments: [
      ("1970-01-01", 0, Weekday.thursday),
      ("1969-12-31", -1, .wednesday),
      ("2000-02-29", 11_016, .tuesday),
      ("1912-01-01", -21_185, .monday),
      ("2026-11-23", 20_780, .monday),
      ("2026-11-28", 20_785, .saturday),
      ("0001-01-01", -719_162, .monday),
      ("9999-12-31", 2_932_896, .friday),
    ])
  func known(iso: String, days: Int, weekday: Weekday) throws {
    let date = try #require(CivilDate(iso))
    #expect(date.daysSinceEpoch == days)
    #expect(date.weekday == weekday)
    #expect(date.description == iso)
  }

  @Test("every day from 1890 to 2110 agrees with a calendar that counts one day after another")
  func countedDayByDay() throws {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var (days, weekday) = (-29_219, 2)  // Wednesday, 1 January 1890
    for year in 1890...2110 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for month in 1...12 {
        let length = lengths[month - 1] + (isLeap && month == 2 ? 1 : 0)
        for day in 1...length {
          let date = try #require(CivilDate(year: year, month: month, day: day))
          try #require(date.daysSinceEpoch == days)
          try #require(date.weekday == Weekday.allCases[weekday])
          let back = CivilDate(daysSinceEpoch: days)
          try #require((back.year, back.month, back.day) == (year, month, day))
          (days, weekday) = (days + 1, (weekday + 1) % 7)
        }
        try #require(CivilDate(year: year, month: month, day: length + 1) == nil)
      }
    }
  }

  @Test("29 February exists in leap years only", arguments: [1904, 2000, 2024, 2400])
  func leapYears(year: Int) {
    #expect(CivilDate(year: year, month: 2, day: 29) != nil)
  }

  @Test("29 February does not exist in common years", arguments: [1900, 2023, 2100, 2200])
  func commonYears(year: Int) {
    #expect(CivilDate(year: year, month: 2, day: 29) == nil)
  }

  @Test(
    "nothing but YYYY-MM-DD of an existing day is a date",
    arguments: [
      "", "2026-1-01", "2026-01-1", "20260101", "2026/01/01", "2026-13-01", "2026-00-10", "2026-04-31",
      "2026-01-00", "0000-01-01", "+026-01-01", "2026-01-01 ", "2026-01-01T", "２０２６-01-01", "-026-01-01",
    ])
  func refused(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test("a substring is read like a string")
  func substring() {
    #expect(CivilDate("on 2026-11-23".dropFirst(3)) == CivilDate(year: 2026, month: 11, day: 23))
  }

  @Test("only Saturday and Sunday are the weekend")
  func weekend() {
    #expect(Weekday.allCases.filter(\.isWeekend) == [.saturday, .sunday])
  }
}

@Suite("Ages")
struct AgeTests {
  @Test(
    "a year of age is complete on the birthday, and for 29 February in a common year on 1 March",
    arguments: [
      ("1961-11-24", "2026-11-23", 64),
      ("1961-11-23", "2026-11-23", 65),
      ("1961-11-22", "2026-11-23", 65),
      ("1961-12-01", "2026-11-30", 64),
      ("2026-11-23", "2026-11-23", 0),
      ("1960-02-29", "2025-02-28", 64),
      ("1960-02-29", "2025-03-01", 65),
      ("1960-02-29", "2024-02-28", 63),
      ("1960-02-29", "2024-02-29", 64),
    ])
  func completed(birth: String, date: String, age: Int) throws {
    #expect(try #require(CivilDate(date)).age(bornOn: try #require(CivilDate(birth))) == age)
  }

  @Test("the predicates turn over on the birthday")
  func predicates() throws {
    let birth = try #require(CivilDate("1961-11-23"))
    let birthday = try #require(CivilDate("2026-11-23"))
    let eve = CivilDate(daysSinceEpoch: birthday.daysSinceEpoch - 1)
    #expect(BenefitClass.ageAtLeast(65).holds(bornOn: birth, at: eve) == false)
    #expect(BenefitClass.ageAtLeast(65).holds(bornOn: birth, at: birthday) == true)
    #expect(BenefitClass.ageBelow(65).holds(bornOn: birth, at: eve) == true)
    #expect(BenefitClass.ageBelow(65).holds(bornOn: birth, at: birthday) == false)
  }

  @Test("without a birth date no predicate is decided, and a named class never is")
  func undecided() throws {
    let date = try #require(CivilDate("2026-11-23"))
    #expect(BenefitClass.ageAtLeast(65).holds(bornOn: nil, at: date) == nil)
    #expect(BenefitClass.named(.senior).holds(bornOn: date, at: date) == nil)
  }
}
