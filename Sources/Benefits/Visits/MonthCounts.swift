/// The visits of one closed month, counted: what a node keeps of it for statistics. Small counts are in here, so it is
/// never shown; what may be is ``PublishedMonth``.
public struct MonthCounts: Hashable, Sendable {
  /// Which month.
  public let month: CivilMonth
  /// Visits by what made them cheaper, at each venue.
  public var benefits: [VenueID: [VisitBenefit: Int]] = [:]
  /// Visits by home city; nil for cards of which nobody knew the city.
  public var homes: [VenueID: [CityID?: Int]] = [:]
  /// Visits by the hour of the week.
  public var hours: [VenueID: [WeekHour: Int]] = [:]
  /// Visits by whether the member was here before.
  public var novelty: [VenueID: [Novelty: Int]] = [:]
  /// Members by how often they came, anywhere in the city.
  public var members: [FrequencyBand: Int] = [:]

  /// An empty month.
  public init(month: CivilMonth) { self.month = month }

  /// The venues that had visitors, in order.
  public var venues: [VenueID] { benefits.keys.sorted() }

  /// The visits of a venue.
  public func visits(at venue: VenueID) -> Int { (benefits[venue] ?? [:]).values.reduce(0, +) }

  /// All visits.
  public var visits: Int { benefits.keys.reduce(0) { $0 + visits(at: $1) } }
}
