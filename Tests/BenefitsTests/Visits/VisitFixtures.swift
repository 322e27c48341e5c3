import TestSupport

@testable import Benefits

let november = CivilMonth("2026-11").orThrowing

extension Optional {
  fileprivate var orThrowing: Wrapped {
    guard let self else { preconditionFailure("a fixture is malformed") }
    return self
  }
}

func place(_ name: String) -> VenueID { VenueID(unchecked: name) }

/// Months of random visits, few and uneven, so that much has to be withheld.
struct RandomMonth {
  var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  /// Small numbers are the likeliest.
  private mutating func skewed(_ count: Int) -> Int { min(pick(0...count - 1), pick(0...count - 1)) }

  mutating func counts() -> MonthCounts {
    var counts = MonthCounts(month: november)
    let venues = (0..<pick(1...4)).map { place("venue-\($0)") }
    let groups = [[BenefitClass.named(.resident)], [.named(.student)], [.named(.senior), .ageAtLeast(65)]]
    let cities = ["taipei", "taitung", "hualien"].map { CityID(unchecked: $0) as CityID? } + [nil]
    let (days, hours) = (pick(1...4), pick(1...5))
    for _ in 0..<pick(1...90) {
      let venue = venues[skewed(venues.count)]
      let group = skewed(4)
      let offer = OfferID(unchecked: "\(venue)-offer-\(group)-\(skewed(3))")
      let benefit: VisitBenefit = group == 3 ? .law : .offer(offer, for: groups[group])
      counts.benefits[venue, default: [:]][benefit, default: 0] += 1
      counts.homes[venue, default: [:]][cities[skewed(4)], default: 0] += 1
      let hour = WeekHour(Weekday.allCases[skewed(days)], 9 + skewed(hours))
      counts.hours[venue, default: [:]][hour, default: 0] += 1
      counts.novelty[venue, default: [:]][Novelty.allCases[skewed(3)], default: 0] += 1
    }
    return counts
  }
}

/// A count of a month, by the table it is in.
struct Published: Hashable, CustomStringConvertible {
  let table: String
  let row: String
  let column: String
  var description: String { "\(table)[\(row), \(column)]" }
}

extension Disclosed<Published> {
  /// What is told by a month where small counts alone are withheld, and nothing beside them.
  static func smallWithheld(of counts: MonthCounts) -> Disclosed {
    Disclosed(counts) { _, count in !SuppressionRule.standard.isSmall(count) }
  }

  /// What a published month tells.
  init(_ counts: MonthCounts, published month: PublishedMonths) {
    let shows: (Figure) -> Bool = { if case .shown = $0 { true } else { false } }
    var figures: [Published: Figure] = [:]
    func add<Row>(_ name: String, _ table: PublishedTable<Row>, _ rows: [Row]) {
      for row in rows {
        for venue in counts.venues {
          figures[Published(table: name, row: "\(row)", column: venue.text)] = table.figure(row, at: venue)
        }
        figures[Published(table: name, row: "\(row)", column: "all")] = table.figure(row)
      }
    }
    add("groups", month.groups, Array(Set(counts.benefits.values.flatMap { $0.keys.map(\.group) })))
    add("offers", month.offers, counts.benefits.values.flatMap { $0.keys.filter(\.group.isOfOffers) })
    add("homes", month.homes, counts.homes.values.flatMap(\.keys))
    add("novelty", month.novelty, Novelty.allCases)
    add("weekdays", month.weekdays, Weekday.allCases)
    add("hours", month.hours, WeekHour.hours)
    for day in Weekday.allCases {
      for hour in WeekHour.hours {
        figures[Published(table: "week", row: "\(day)", column: "\(hour)")] = month.weekHours.figure(
          WeekHour(day, hour))
      }
    }
    for venue in counts.venues {
      figures[Published(table: "visits", row: "all", column: venue.text)] = month.visits.figure(
        .all, at: venue)
    }
    figures[Published(table: "visits", row: "all", column: "all")] = month.visits.figure(.all)
    self.init(counts) { cell, _ in figures[cell].map(shows) ?? false }
  }

  private init(_ counts: MonthCounts, shows: (Published, Int) -> Bool) {
    self.init()
    let venues = counts.venues
    let all = Published(table: "visits", row: "all", column: "all")
    func put(_ cell: Published, _ count: Int, atLeast: Int = 0) {
      add(cell, count, shown: shows(cell, count), atLeast: atLeast)
    }
    for venue in venues {
      put(Published(table: "visits", row: "all", column: venue.text), counts.visits(at: venue), atLeast: 1)
    }
    put(all, counts.visits, atLeast: 1)
    line(venues.map { Published(table: "visits", row: "all", column: $0.text) }, sum: all)
    func table<Row: Hashable>(_ name: String, _ values: [VenueID: [Row: Int]], _ rows: [Row], listed: Bool) {
      let names = Array(Set(rows.map { "\($0)" })).sorted()
      for venue in venues {
        for row in rows {
          put(Published(table: name, row: "\(row)", column: venue.text), values[venue]?[row] ?? 0)
        }
        line(
          names.map { Published(table: name, row: $0, column: venue.text) },
          sum: Published(table: "visits", row: "all", column: venue.text))
      }
      for row in rows {
        let sum = Published(table: name, row: "\(row)", column: "all")
        put(sum, venues.reduce(0) { $0 + (values[$1]?[row] ?? 0) }, atLeast: listed ? 1 : 0)
        line(venues.map { Published(table: name, row: "\(row)", column: $0.text) }, sum: sum)
      }
      line(names.map { Published(table: name, row: $0, column: "all") }, sum: all)
    }
    let groups = counts.benefits.mapValues { offers in
      offers.reduce(into: [BenefitGroup: Int]()) { $0[$1.key.group, default: 0] += $1.value }
    }
    table("groups", groups, Array(Set(groups.values.flatMap(\.keys))), listed: true)
    table("homes", counts.homes, Array(Set(counts.homes.values.flatMap(\.keys))), listed: true)
    table("novelty", counts.novelty, Novelty.allCases, listed: false)
    let days = counts.hours.mapValues { hours in
      hours.reduce(into: [Weekday: Int]()) { $0[$1.key.weekday, default: 0] += $1.value }
    }
    table("weekdays", days, Weekday.allCases, listed: false)
    let hours = counts.hours.mapValues { hours in
      hours.reduce(into: [Int: Int]()) { $0[$1.key.hour, default: 0] += $1.value }
    }
    table("hours", hours, WeekHour.hours, listed: false)
    // Each offer is of one venue, and under its group there.
    for (venue, offers) in counts.benefits {
      for (group, under) in Dictionary(grouping: offers, by: \.key.group) where group.isOfOffers {
        for (offer, count) in under {
          put(Published(table: "offers", row: "\(offer)", column: venue.text), count)
        }
        line(
          under.map { Published(table: "offers", row: "\($0.key)", column: venue.text) },
          sum: Published(table: "groups", row: "\(group)", column: venue.text))
      }
    }
    let week = counts.hours.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    for day in Weekday.allCases {
      for hour in WeekHour.hours {
        put(Published(table: "week", row: "\(day)", column: "\(hour)"), week[WeekHour(day, hour)] ?? 0)
      }
      line(
        WeekHour.hours.map { Published(table: "week", row: "\(day)", column: "\($0)") },
        sum: Published(table: "weekdays", row: "\(day)", column: "all"))
    }
    for hour in WeekHour.hours {
      line(
        Weekday.allCases.map { Published(table: "week", row: "\($0)", column: "\(hour)") },
        sum: Published(table: "hours", row: "\(hour)", column: "all"))
    }
  }
}
