import Benefits

// What can be read and yet makes no sense: conditions that can never hold, terms that never act. An offer that
// nobody can ever get was meant otherwise, and the one who wrote it would not find out at any counter.
extension PartnerReader {
  mutating func checkSense(of offer: Offer, at pointer: String) {
    checkTerms(of: offer, at: pointer)
    checkQuantities(of: offer, at: pointer)
    checkSlots(of: offer, at: pointer)
    checkWindows(of: offer, at: pointer)
    checkDays(of: offer, at: pointer)
  }

  private mutating func checkTerms(of offer: Offer, at pointer: String) {
    guard case .redeemable = offer.benefit else { return }
    // Nothing is taken off the price, so there is nothing that a city could bear or a budget could count.
    if offer.funding != .merchant { findings.report(.redeemableFunding, at: "\(pointer)/funding") }
    for (index, limit) in offer.limits.enumerated() where limit.measure == .amount {
      findings.report(.redeemableAmount, at: "\(pointer)/limits/\(index)")
    }
  }

  private mutating func checkQuantities(of offer: Offer, at pointer: String) {
    guard case .buyGet(let buy, let get) = offer.benefit, let most = offer.purchase.maximumQuantity,
      most < buy + get
    else { return }
    findings.report(
      .unreachable(
        "最多 \(most) 張，但每 \(buy + get) 張才有贈送",
        "at most \(most) tickets, yet it takes \(buy + get) for a free one"),
      at: "\(pointer)/maximum_quantity")
  }

  private mutating func checkSlots(of offer: Offer, at pointer: String) {
    let named = offer.purchase.events
    // An event that is not known was reported; its slots can't be.
    guard named.isSubset(of: events.map(\.id)) else { return }
    let known = Set(events.filter { named.isEmpty || named.contains($0.id) }.flatMap(\.slots))
    for slot in offer.availability.slots.subtracting(known).sorted() {
      findings.report(.slotUnknown(slot, known: known.sorted()), at: "\(pointer)/slots")
    }
  }

  private mutating func checkWindows(of offer: Offer, at pointer: String) {
    guard !opening.hours.isEmpty else { return }
    for (index, window) in offer.availability.windows.enumerated()
    where !opening.hours.contains(where: window.overlaps) {
      let hours = opening.hours.map(\.description).joined(separator: ", ")
      findings.report(
        .unreachable(
          "時段 \(window) 在開放時間 \(hours) 之外", "the window \(window) lies outside the opening hours \(hours)"),
        at: "\(pointer)/windows/\(index)")
    }
  }

  private mutating func checkDays(of offer: Offer, at pointer: String) {
    let when = offer.availability
    // A closed weekday may yet be open, on a public holiday.
    let closed = opening.openOnHolidays ? [] : opening.closedWeekdays
    let weekdays = when.weekdays.subtracting(closed)
    guard !weekdays.isEmpty else {
      findings.report(
        .unreachable("所列星期都是休館日", "the venue is closed on all of these weekdays"), at: "\(pointer)/weekdays")
      return
    }
    let days = OpenDays(weekdays: weekdays, without: when.blackouts + opening.closedDays)
    if let from = when.from, let until = when.until, from > until { return }
    guard days.contain(from: when.from, until: when.until) else {
      findings.report(
        .unreachable(
          "有效期間內沒有適用且開放的日子", "the period of validity holds no day that is covered and open"),
        at: "\(pointer)/\(when.blackouts.isEmpty ? "valid_until" : "blackouts")")
      return
    }
    let spans = events.filter { offer.purchase.events.contains($0.id) }.compactMap(\.days)
    let reached = spans.contains { span in
      days.contain(
        from: max(span.first, when.from ?? span.first), until: min(span.last, when.until ?? span.last))
    }
    guard spans.isEmpty || reached else {
      findings.report(
        .unreachable("所列活動的日子都不適用", "it holds on no day of the events that it names"),
        at: "\(pointer)/events")
      return
    }
  }
}

/// The days on which an offer holds and its venue is open, public holidays left aside.
struct OpenDays {
  private let weekdays: Set<Weekday>
  /// By first day.
  private let gaps: [DateSpan]

  init(weekdays: Set<Weekday>, without gaps: [DateSpan]) {
    self.weekdays = weekdays
    self.gaps = gaps.sorted { $0.first < $1.first }
  }

  /// Whether there is one from `from` to `until`; nil is without bound. Steps from gap to gap and never through
  /// more than a week, however long the time between.
  func contain(from: CivilDate?, until: CivilDate?) -> Bool {
    guard let from, let until else { return !weekdays.isEmpty }
    var day = from
    for gap in gaps where gap.last >= day {
      if gap.first > until { break }
      if holdsWeekday(from: day, before: gap.first) { return true }
      day = gap.last.next
    }
    return holdsWeekday(from: day, before: until.next)
  }

  private func holdsWeekday(from first: CivilDate, before end: CivilDate) -> Bool {
    let count = min(7, end.daysSinceEpoch - first.daysSinceEpoch)
    return (0..<max(0, count)).contains {
      weekdays.contains(CivilDate(daysSinceEpoch: first.daysSinceEpoch + $0).weekday)
    }
  }
}

extension CivilDate {
  /// The day after.
  var next: CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + 1) }
}
