public import Benefits

/// A host city and a home city in that order: the host claims, the home city pays. Every chain, window and statement
/// belongs to one such pair; the other direction between the same cities is another.
public struct DirectedPair: Hashable, Comparable, Sendable {
  /// Where the cards were shown. It claims.
  public let host: CityID
  /// Which issued the cards. It answers, and pays its share.
  public let home: CityID

  /// Makes a pair, or gives nil for a city with itself: own cards at own venues are no claim.
  public init?(host: CityID, home: CityID) {
    guard host != home else { return nil }
    self.host = host
    self.home = home
  }

  private init(swapped host: CityID, _ home: CityID) {
    self.host = host
    self.home = home
  }

  /// The same cities the other way round.
  public var reversed: DirectedPair { DirectedPair(swapped: home, host) }

  /// The city of the pair that is not `city`; nil if `city` is neither.
  public func other(than city: CityID) -> CityID? {
    city == host ? home : city == home ? host : nil
  }

  /// By host, then by home city: one order for all who lock heads.
  public static func < (a: DirectedPair, b: DirectedPair) -> Bool { (a.host, a.home) < (b.host, b.home) }
}

extension DirectedPair: CustomStringConvertible {
  /// `taitung>taipei`: the host before the home city.
  public var description: String { "\(host)>\(home)" }
}
