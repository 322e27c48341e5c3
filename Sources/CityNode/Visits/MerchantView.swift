public import Benefits
public import Office
public import Store

/// What the people of one merchant may see: the visits, refusals and takings of its own venues.
///
/// It is made from who is signed in, and there is no way to make it for a venue. A venue that a request names is looked
/// up among the merchant's own, so another's is not found, as one that does not exist.
public struct MerchantView: Sendable {
  /// The longest period that is looked at.
  public static let longestPeriod = 366
  /// The most venues of a merchant that are offered for choice.
  public static let venueLimit = MerchantDraft.venueLimit

  /// The merchant's venues, by id; those that the registry has no more are among them, for their past is theirs.
  public let venues: [VenueID]
  private let store: CityStore
  private let civil: CivilCalendar

  /// What a member of staff may see; nil for somebody who belongs to no merchant.
  public init?(for staff: StaffMember, store: CityStore, civil: CivilCalendar) async throws {
    guard staff.may(.readOwnSales), let merchant = staff.merchant else { return nil }
    let own = try await store.merchant(merchant)?.venues ?? []
    venues = Array(own.sorted().prefix(Self.venueLimit))
    self.store = store
    self.civil = civil
  }

  /// One of the own venues in a period; nil for a venue that is not among them. Without a name, the first.
  public func sales(at named: String?, _ period: SalesPeriod) -> MerchantSales? {
    guard let venue = named.map({ name in venues.first { $0.text == name } }) ?? venues.first else {
      return nil
    }
    return MerchantSales(venue: venue, period: period, store: store, civil: civil)
  }
}

/// Days that are looked at together.
public struct SalesPeriod: Hashable, Sendable {
  /// The first day.
  public let from: CivilDate
  /// The last day.
  public let until: CivilDate

  /// Takes days in their order; nil where they are too many or none.
  public init?(from: CivilDate, until: CivilDate) {
    let days = until.daysSinceEpoch - from.daysSinceEpoch + 1
    guard (1...MerchantView.longestPeriod).contains(days) else { return nil }
    self.from = from
    self.until = until
  }

  /// One day.
  public init(_ day: CivilDate) {
    from = day
    until = day
  }
}

/// A merchant's venue in a period.
public struct MerchantSales: Sendable {
  /// Which venue.
  public let venue: VenueID
  /// When.
  public let period: SalesPeriod
  private let store: CityStore
  private let instants: Range<Instant>

  fileprivate init(venue: VenueID, period: SalesPeriod, store: CityStore, civil: CivilCalendar) {
    self.venue = venue
    self.period = period
    self.store = store
    instants =
      civil.start(
        of: period.from)..<civil.start(of: CivilDate(daysSinceEpoch: period.until.daysSinceEpoch + 1))
  }

  /// The newest visits before a place, newest first.
  public func visits(before place: ListPlace?, limit: Int = CityStore.salesPage) async throws -> [SoldVisit] {
    try await store.sales(at: venue, in: instants, before: place, limit: limit)
  }

  /// The newest visits that were taken back in the period.
  public func takenBack() async throws -> [SoldVisit] { try await store.takenBack(at: venue, in: instants) }

  /// The newest refusals before a place, newest first.
  public func refusals(before place: ListPlace?, limit: Int = CityStore.salesPage) async throws
    -> [CheckRecord]
  {
    try await store.refusals(at: venue, in: instants, before: place, limit: limit)
  }

  /// How many refusals there were, by reason.
  public func refusalCounts() async throws -> [Reason: Int] {
    try await store.refusalCounts(at: venue, in: instants)
  }

  /// What the period comes to.
  public func takings() async throws -> Takings { try await store.takings(at: venue, in: instants) }

  /// The labels of the venue's terminals, revoked ones too; of no other venue's.
  public func terminals() async throws -> [TerminalID: String] {
    let own = try await store.terminals().filter { $0.venue == venue }
    return Dictionary(uniqueKeysWithValues: own.map { ($0.id, $0.label) })
  }
}
