import Testing

@testable import Benefits

@Suite("What may be shown of a month")
struct PublishedMonthTests {
  private let residents = VisitBenefit.offer(OfferID(unchecked: "residents"), for: [.named(.resident)])
  private let students = VisitBenefit.offer(OfferID(unchecked: "students"), for: [.named(.student)])

  /// Visits of venues, all on a Monday at ten by residents of Taipei who had been here before.
  private func counts(_ visits: [String: Int], month: CivilMonth = november) -> MonthCounts {
    var counts = MonthCounts(month: month)
    for (name, count) in visits where count > 0 {
      counts.benefits[place(name)] = [residents: count]
      counts.homes[place(name)] = [taipei: count]
      counts.hours[place(name)] = [WeekHour(.monday, 10): count]
      counts.novelty[place(name)] = [.returning: count]
    }
    return counts
  }

  @Test("Where every count is large enough, everything is shown, zeros too")
  func large() {
    let month = PublishedMonths(counts(["museum": 40, "garden": 5]))
    #expect(month.visits.figure(.all) == .shown(45))
    #expect(month.visits.figure(.all, at: place("garden")) == .shown(5))
    #expect(month.offers.figure(residents, at: place("museum")) == .shown(40))
    #expect(month.groups.figure(residents.group) == .shown(45))
    #expect(month.homes.figure(taipei, at: place("garden")) == .shown(5))
    #expect(month.novelty.figure(.new) == .shown(0))
    #expect(month.weekdays.figure(.tuesday, at: place("museum")) == .shown(0))
    #expect(month.weekHours.figure(WeekHour(.monday, 10)) == .shown(45))
    #expect(month.pooled[november] == [])
  }

  @Test("A venue with few visits is counted together with the next smallest, and neither is shown alone")
  func pool() {
    let month = PublishedMonths(counts(["museum": 40, "garden": 9, "farm": 2]))
    #expect(month.visits.figure(.all) == .shown(51))
    #expect(month.visits.figure(.all, at: place("museum")) == .shown(40))
    for venue in ["garden", "farm"] {
      #expect(month.visits.figure(.all, at: place(venue)) == .withheld)
      #expect(month.offers.figure(residents, at: place(venue)) == .withheld)
    }
    #expect(month.pooled[november] == [place("farm"), place("garden")])
  }

  @Test("A month with fewer visits than the threshold shows nothing at all; one without any shows zeros")
  func tiny() {
    let four = PublishedMonths(counts(["museum": 4]))
    #expect(four.visits.figure(.all) == .withheld && four.weekdays.figure(.sunday) == .withheld)
    let none = PublishedMonths(MonthCounts(month: november))
    #expect(none.visits.figure(.all) == .shown(0) && none.novelty.figure(.new) == .shown(0))
  }

  @Test("Beside a small count another is withheld, and the zeros of its column with them")
  func complementary() {
    var counts = counts(["museum": 40])
    counts.benefits[place("museum")] = [residents: 38, students: 2]
    let month = PublishedMonths(counts)
    #expect(month.groups.figure(students.group, at: place("museum")) == .withheld)
    #expect(month.groups.figure(residents.group, at: place("museum")) == .withheld)
    #expect(month.groups.figure(residents.group) == .withheld)
    #expect(month.visits.figure(.all, at: place("museum")) == .shown(40))
    // Offers under a group that is withheld are not even listed.
    #expect(month.offers.rows.isEmpty && month.offers.figure(students, at: place("museum")) == .withheld)
  }

  @Test("Five visitors on five days could each be told by the sum, so nothing of the table is shown")
  func allOnes() {
    var counts = counts(["museum": 5])
    let groups = NamedClass.allCases.prefix(5).map {
      VisitBenefit.offer(OfferID(unchecked: "offer-\($0.rawValue)"), for: [.named($0)])
    }
    counts.benefits[place("museum")] = Dictionary(uniqueKeysWithValues: groups.map { ($0, 1) })
    let month = PublishedMonths(counts)
    #expect(month.groups.rows.isEmpty)
    #expect(month.groups.figure(groups[0].group, at: place("museum")) == .withheld)
    #expect(month.visits.figure(.all) == .shown(5))
  }

  @Test("Members are shown all or not at all, also where those who came again would follow from the new ones")
  func members() {
    func shown(_ members: [FrequencyBand: Int], new: Int) -> Figure {
      var counts = counts(["museum": 200])
      counts.members = members
      counts.novelty[place("museum")] = [.new: new, .returning: 200 - new]
      return PublishedMonths(counts).members.figure(.once)
    }
    #expect(shown([.once: 60, .few: 20, .often: 5], new: 60) == .shown(60))
    #expect(shown([.once: 60, .few: 20], new: 80) == .shown(60))
    #expect(shown([.once: 60, .few: 20, .often: 4], new: 60) == .withheld)
    #expect(shown([.once: 60, .few: 20], new: 77) == .withheld)
    #expect(shown([.once: 60, .few: 20], new: 3) == .withheld)
  }

  @Test("A year is the sum of what its months show, and says so where a month is withheld")
  func sums() throws {
    let december = november.next
    let large = PublishedMonths(counts(["museum": 40]))
    let both = large + PublishedMonths(counts(["museum": 7], month: december))
    #expect(both.months == [november, december])
    #expect(both.visits.figure(.all) == .shown(47))
    let partly = large + PublishedMonths(counts(["museum": 3], month: december))
    #expect(partly.visits.figure(.all) == .atLeast(40))
    #expect(partly.offers.figure(residents, at: place("museum")) == .atLeast(40))
    let neither =
      PublishedMonths(counts(["museum": 3])) + PublishedMonths(counts(["museum": 3], month: december))
    #expect(neither.visits.figure(.all) == .withheld)
  }
}
