// The tables that are not rows by venue: offers, of which each has one venue; the hours of the week; and members.

extension PublishedTable {
  /// A table of zeros, or one of which nothing is shown.
  static func bare(_ isEmpty: Bool) -> PublishedTable { isEmpty ? PublishedTable(lines: [:]) : .closed }

  /// A table of figures over all venues.
  fileprivate init(all figures: [Row: Figure]) {
    self.init(lines: figures.mapValues { PublishedTableLine(venues: [:], all: $0) })
  }
}

extension PublishedTable<VisitBenefit> {
  /// Each venue's offers: they add up to the counts of their groups there. Where that count is withheld, so are all of
  /// its offers; else the small ones and so many more that none follows from the rest. An offer is listed because it
  /// has visits, so where nothing but that may be told, it is not listed.
  static func offers(
    _ counts: [VenueID: [VisitBenefit: Int]], under groups: PublishedTable<BenefitGroup>,
    in columns: VenueColumns, _ rule: SuppressionRule
  ) -> PublishedTable {
    var lines: [VisitBenefit: PublishedTableLine] = [:]
    var isComplete = columns.pooled.isEmpty
    for venue in columns.shown {
      for (group, offers) in Dictionary(grouping: counts[venue] ?? [:], by: \.key.group)
      where group.isOfOffers {
        let ordered = offers.sorted { ($0.value, "\($0.key)") < ($1.value, "\($1.key)") }
        guard case .shown = groups.figure(group, at: venue),
          let withheld = withheld(of: ordered.map(\.value), rule)
        else {
          isComplete = false
          continue
        }
        for (index, (offer, count)) in ordered.enumerated() {
          let figure = index < withheld ? Figure.withheld : .shown(count)
          lines[offer] = PublishedTableLine(venues: [venue: figure], all: figure)
        }
      }
    }
    return PublishedTable(lines: lines, elsewhere: isComplete ? .shown(0) : .withheld)
  }

  /// How many of the smallest counts to withhold, where the sum of all is shown: none, or at least two, which add up to
  /// what is not small, and of which one can be smaller by a visit and still be listed. Nil where that can't be.
  private static func withheld(of ascending: [Int], _ rule: SuppressionRule) -> Int? {
    guard ascending.contains(where: rule.isSmall) else { return 0 }
    var sum = 0
    for (index, count) in ascending.enumerated() {
      sum += count
      let next = index + 1 < ascending.count ? ascending[index + 1] : Int.max
      if index > 0, sum >= rule.threshold, count > 1, !rule.isSmall(next) { return index + 1 }
    }
    return nil
  }
}

extension PublishedTable<WeekHour> {
  /// The hours of the week, over all venues: they add up to the days and the hours, and what is withheld of these in
  /// their own tables is withheld here with all that belongs to it.
  static func weekHours(
    _ counts: [VenueID: [WeekHour: Int]], _ weekdays: ProtectedTable?, _ hours: ProtectedTable?,
    _ rule: SuppressionRule
  ) -> PublishedTable {
    guard let weekdays, let hours else { return .closed }
    let sums = counts.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    let days = Weekday.allCases
    let table = ProtectedTable(
      days.map { day in WeekHour.hours.map { sums[WeekHour(day, $0)] ?? 0 } },
      closedRows: Set(days.indices.filter { !weekdays.showsMargin($0) }),
      closedColumns: Set(WeekHour.hours.filter { !hours.showsMargin($0) }), rule)
    guard let table else { return .closed }
    var figures: [WeekHour: Figure] = [:]
    for (row, day) in days.enumerated() {
      for hour in WeekHour.hours {
        figures[WeekHour(day, hour)] = table.shows(row, hour) ? .shown(table.counts[row][hour]) : .withheld
      }
    }
    return PublishedTable(all: figures)
  }
}

extension ProtectedTable {
  fileprivate func showsMargin(_ row: Int) -> Bool { margin.map { shows(row, $0) } ?? true }
}

extension PublishedTable<FrequencyBand> {
  /// The members of a month, all bands or none: with the visits and the new members, which are shown elsewhere, a band
  /// that is missing would follow from the others.
  static func members(_ counts: MonthCounts, _ rule: SuppressionRule) -> PublishedTable {
    let all = counts.members.values.reduce(0, +)
    let new = counts.novelty.values.reduce(0) { $0 + ($1[.new] ?? 0) }
    guard (counts.members.values + [all, new, all - new]).allSatisfy({ !rule.isSmall($0) }) else {
      return .closed
    }
    return PublishedTable(
      all: Dictionary(
        uniqueKeysWithValues: FrequencyBand.allCases.map { ($0, .shown(counts.members[$0] ?? 0)) }))
  }
}
