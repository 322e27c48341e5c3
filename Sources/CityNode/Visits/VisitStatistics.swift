public import Benefits
import Federation
import Logging
import Store
import Synchronization
import Wire

/// Use at a glance: counts closed months, each once, and shows of them what may be shown.
public final class VisitStatistics: Sendable {
  /// The most months that are kept as they are shown; an older one is protected anew when it is asked for.
  public static let cacheLimit = 60
  /// The most revisions of a venue that are read for the classes of its offers.
  static let revisionLimit = 1000

  private let city: CityID
  private let store: CityStore
  private let registry: RegistryHolder
  private let civil: CivilCalendar
  private let ports: NodePorts
  private let logger: Logger
  private let rule = SuppressionRule.standard
  private let shown = Mutex<[CivilMonth: PublishedMonths]>([:])

  init(
    city: CityID, store: CityStore, registry: RegistryHolder, civil: CivilCalendar, ports: NodePorts,
    logger: Logger
  ) {
    self.city = city
    self.store = store
    self.registry = registry
    self.civil = civil
    self.ports = ports
    self.logger = logger
  }

  /// The months that are counted; nil before the first.
  public func countedMonths() async throws -> ClosedRange<CivilMonth>? { try await store.countedMonths() }

  /// What may be shown of the counted months of a range, together; nil where none is counted. A month never changes once
  /// it is counted, so what is kept here never grows old.
  public func published(_ range: ClosedRange<CivilMonth>) async throws -> PublishedMonths? {
    guard let counted = try await store.countedMonths(), counted.overlaps(range) else { return nil }
    let months = range.clamped(to: counted)
    let wanted = Array(sequence(first: months.lowerBound) { $0 < months.upperBound ? $0.next : nil })
    let known = shown.withLock { $0 }
    let missing = wanted.filter { known[$0] == nil }
    var fresh: [CivilMonth: PublishedMonths] = [:]
    if let first = missing.first, let last = missing.last {
      for counts in try await store.monthCounts(first...last) {
        fresh[counts.month] = known[counts.month] ?? PublishedMonths(counts, rule)
      }
    }
    keep(fresh)
    let all = wanted.compactMap { known[$0] ?? fresh[$0] }
    return all.dropFirst().reduce(all.first) { sum, month in sum.map { $0 + month } }
  }

  private func keep(_ months: [CivilMonth: PublishedMonths]) {
    shown.withLock { shown in
      shown.merge(months) { first, _ in first }
      for old in shown.keys.sorted().dropLast(Self.cacheLimit) { shown[old] = nil }
    }
  }

  // MARK: Counting

  /// Counts the closed months that are not yet counted, oldest first; says how many.
  @discardableResult
  public func countClosedMonths() async throws -> Int {
    let last = civil.lastClosed(at: ports.now())
    var month: CivilMonth
    if let counted = try await store.countedMonths() {
      month = counted.upperBound.next
    } else if let first = try await store.firstVisit() {
      month = CivilMonth(of: civil.date(first))
    } else {
      return 0
    }
    guard month <= last else { return 0 }
    let classes = try await audiences()
    var count = 0
    while month <= last {
      try Task.checkCancellation()
      try await self.count(month, classes)
      month = month.next
      count += 1
    }
    return count
  }

  private func count(_ month: CivilMonth, _ classes: [OfferVersion: [BenefitClass]]) async throws {
    var tally = MonthTally(month, civil: civil) { offer, version in
      classes[OfferVersion(offer: offer, version: version)] ?? []
    }
    try await store.eachVisit(of: month, in: civil.instants(of: month), cutOff: civil.cutOff(of: month)) {
      tally.add($0, isKnown: $1)
    }
    let counts = tally.finished()
    try await store.keep(counts, newMembers: tally.newMembers, at: ports.now())
    logger.info("counted a month's visits", metadata: ["month": "\(month)"])
  }

  private struct OfferVersion: Hashable {
    let offer: OfferID
    let version: Int
  }

  /// Whom each offer is for that was ever in force, by the documents that were published.
  private func audiences() async throws -> [OfferVersion: [BenefitClass]] {
    var found: [OfferVersion: [BenefitClass]] = [:]
    func add(_ venues: [Venue]) {
      for offer in venues.flatMap(\.offers) {
        found[OfferVersion(offer: offer.id, version: offer.version)] = offer.audience.classes.sorted()
      }
    }
    let shelf = RegistryShelf(store: store)
    for revision in try await store.revisions(of: nil, limit: Self.revisionLimit) {
      guard revision.published != nil, let hash = revision.document,
        let bytes = try await shelf.documents([hash])[hash]
      else { continue }
      // One by one: what was published long ago need not go with what is today.
      add(PartnerFolder.read(files: [(name: "\(revision.venue).json", bytes: bytes)], city: city).venues)
    }
    add(registry.current.venues(of: city))
    return found
  }
}
