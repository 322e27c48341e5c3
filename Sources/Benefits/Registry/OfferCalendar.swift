/// What applies on which day of a month, at one venue: for those who keep the offers.
public struct OfferCalendar: Hashable, Sendable {
  /// One day of it.
  public struct Day: Hashable, Sendable {
    /// The day.
    public let date: CivilDate
    /// Whether people work.
    public let kind: DayKind
    /// The public holiday, if it is one.
    public let holiday: BilingualText?
    /// Whether the venue opens.
    public let isOpen: Bool
    /// The offers that hold at some time of the day, in the venue's order.
    public let offers: [OfferID]
    /// Those of which it is the first day of validity.
    public let begins: [OfferID]
    /// Those of which it is the last day of validity.
    public let ends: [OfferID]
  }

  /// The days of the month, in order.
  public let days: [Day]

  /// A month at `venue`; for cards of `home` alone unless that is nil.
  public init(of month: CivilMonth, at venue: Venue, home: CityID? = nil, holidays: Holidays) {
    let span = month.days
    let offers = venue.offers.filter { offer in home.map(offer.audience.covers(home:)) ?? true }
    days = (span.first.daysSinceEpoch...span.last.daysSinceEpoch).map { CivilDate(daysSinceEpoch: $0) }.map {
      day in
      Day(
        date: day, kind: holidays.kind(of: day), holiday: holidays.off[day],
        isOpen: venue.opening.isOpen(on: day, holidays: holidays),
        offers: offers.filter {
          $0.obstacle(on: day, opening: venue.opening, holidays: holidays) == nil
        }.map(\.id),
        begins: offers.filter { $0.availability.from == day }.map(\.id),
        ends: offers.filter { $0.availability.until == day }.map(\.id))
    }
  }
}
