import Benefits
import CityNode
import Store

/// What a merchant asks to see: days, a venue by name, and where a list goes on.
struct SalesQuery {
  /// What the fields of the form held, right or wrong.
  let from: String
  let until: String
  let venue: String?
  /// The days; nil where they can't be read, are in the wrong order or too many.
  let period: SalesPeriod?
  /// Where the list goes on; nil from its beginning.
  let place: ListPlace?

  /// Reads a query. Without days it is this month up to today.
  init(_ fields: FormFields, today: CivilDate) {
    let month = CivilMonth(of: today).first
    from = fields["from"] ?? "\(month)"
    until = fields["until"] ?? "\(today)"
    venue = fields["venue"]
    if let first = CivilDate(from), let last = CivilDate(until) {
      period = SalesPeriod(from: first, until: last)
    } else {
      period = nil
    }
    place = fields["before"].flatMap(Self.place)
  }

  /// What is wrong with the days.
  static let fault = OfficePage.Notice(
    .bad, "請填兩個日期，先後順序正確，最多 \(MerchantView.longestPeriod) 天，例如 2026-11-01 到 2026-11-30。",
    "Give two dates in their order, at most \(MerchantView.longestPeriod) days apart, such as 2026-11-01 to 2026-11-30."
  )

  /// The same days and venue as a query.
  static func link(_ period: SalesPeriod, _ venue: VenueID, before place: ListPlace? = nil) -> String {
    let base = "from=\(period.from)&until=\(period.until)&venue=\(venue)"
    return place.map { "\(base)&before=\($0.at.microseconds)_\($0.id)" } ?? base
  }

  private static func place(_ text: String) -> ListPlace? {
    let parts = text.split(separator: "_")
    guard parts.count == 2, let at = Int64(parts[0]), let id = UUIDv7(parts[1]) else { return nil }
    return ListPlace(at: Instant(microseconds: at), id: id)
  }
}
