import Benefits
public import Federation
public import Store

/// The own cardholders, found by any identifier of their cards.
public struct CardDirectory: Sendable {
  private let store: CityStore
  private let keys: NodeKeys

  /// A directory over the city's store.
  public init(store: CityStore, keys: NodeKeys) {
    self.store = store
    self.keys = keys
  }

  /// The card with this identifier; nil if the city does not know it.
  public func find(_ card: CardIdentifier) async throws -> DirectoryEntry? {
    try await store.card(keys.digest(of: card))?.entry
  }

  /// The cards with these identifiers, in order, in one round trip.
  public func find(_ cards: [CardIdentifier]) async throws -> [DirectoryEntry?] {
    try await store.cards(cards.map(keys.digest(of:))).map { $0?.entry }
  }
}
