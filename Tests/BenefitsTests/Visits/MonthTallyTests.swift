import Benefits
import Testing

@Suite("Counting the visits of a month")
struct MonthTallyTests {
  private func counts(_ visits: [(visit: SoldVisit, isKnown: Bool)]) -> MonthCounts {
    var tally = MonthTally(november) { offer, version in
      offer.text == "residents" && version == 1 ? [.named(.resident)] : []
    }
    for (visit, isKnown) in visits { tally.add(visit, isKnown: isKnown) }
    return tally.finished()
  }

  @Test("A visit counts under its offer with the classes it is for, under the law alone, or under nothing")
  func benefits() throws {
    let at = try instant(day: 23)
    let counts = counts([
      (sold(1, at: at), false), (sold(2, at: at, offer: "forgotten"), false),
      (sold(3, at: at, offer: nil, statutory: 40, due: 40), false),
      (sold(4, at: at, offer: nil, regular: 0, due: 0), false),
    ])
    let residents = VisitBenefit.offer(OfferID(unchecked: "residents"), for: [.named(.resident)])
    let forgotten = VisitBenefit.offer(OfferID(unchecked: "forgotten"), for: [])
    #expect(
      counts.benefits == [place("museum"): [residents: 1, forgotten: 1, .law: 1, VisitBenefit.none: 1]])
    #expect(counts.visits == 4 && counts.visits(at: place("museum")) == 4)
  }

  @Test("The hour and the day are the venue's, not UTC's")
  func hours() throws {
    let counts = counts([(sold(1, at: try instant(day: 23, hour: 1)), false)])
    #expect(counts.hours == [place("museum"): [WeekHour(.monday, 1): 1]])
  }

  @Test("New is a member's first visit, wherever in the month's order it was counted; all others return")
  func novelty() throws {
    let counts = counts([
      (sold(1, at: try instant(day: 3), venue: "garden", member: "a"), false),
      (sold(2, at: try instant(day: 2), venue: "museum", member: "a"), false),
      (sold(3, at: try instant(day: 4), venue: "museum", member: "a"), false),
      (sold(4, at: try instant(day: 4), venue: "museum", member: "b"), true),
      // The same pseudonym from another city is another person.
      (sold(5, at: try instant(day: 4), venue: "garden", member: "b", home: taitung), false),
      (sold(6, at: try instant(day: 4), venue: "garden", member: nil), false),
    ])
    #expect(counts.novelty[place("museum")] == [.new: 1, .returning: 2])
    #expect(counts.novelty[place("garden")] == [.new: 1, .returning: 1, .unknown: 1])
    #expect(counts.members == [.few: 1, .once: 2])
  }

  @Test("New members are those that had not come before, each once")
  func newMembers() throws {
    var tally = MonthTally(november) { _, _ in [] }
    for number in 1...3 { tally.add(sold(number, at: try instant(day: 5), member: "a"), isKnown: false) }
    tally.add(sold(4, at: try instant(day: 5), member: "b"), isKnown: true)
    #expect(tally.newMembers == [VisitingMember(home: taipei, subject: "a")])
  }

  @Test("Bands are 1, 2 to 4, and 5 and more")
  func bands() {
    let bands = [1, 2, 4, 5, 90].map { FrequencyBand(visits: $0) }
    #expect(bands == [.once, .few, .few, .often, .often])
  }
}

@Suite("Civil months")
struct CivilMonthTests {
  @Test("A month is read and written as YYYY-MM, and follows another over the year's end")
  func forms() throws {
    let december = try #require(CivilMonth("2026-12"))
    #expect(december.description == "2026-12" && december.next.description == "2027-01")
    #expect(december.first == CivilDate("2026-12-01") && CivilMonth(stored: december.number) == december)
    for text in ["2026-13", "2026-00", "2026-1", "26-11", "2026-11-01", "0000-01", ""] {
      #expect(CivilMonth(text) == nil, "\(text)")
    }
  }

  @Test("A month is closed 72 hours after its end in Taipei, to the microsecond")
  func closed() throws {
    let cutOff = CivilCalendar.taipei.cutOff(of: november)
    #expect(CivilCalendar.taipei.format(cutOff) == "2026-12-04T00:00:00+08:00")
    #expect(CivilCalendar.taipei.lastClosed(at: cutOff) == november)
    let before = cutOff - TimeSpan(microseconds: 1)
    #expect(CivilCalendar.taipei.lastClosed(at: before).description == "2026-10")
  }
}
