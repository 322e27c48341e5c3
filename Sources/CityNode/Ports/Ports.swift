public import Benefits
import Foundation
import Signing

/// The node's clock and randomness. Everything unsure comes in here, so that tests and the simulation can
/// put their own in its place.
public struct NodePorts: Sendable {
  /// The time.
  public let now: @Sendable () -> Instant
  /// So many random bytes.
  public let random: @Sendable (Int) -> [UInt8]

  /// Makes ports.
  public init(now: @escaping @Sendable () -> Instant, random: @escaping @Sendable (Int) -> [UInt8]) {
    self.now = now
    self.random = random
  }

  /// The system's clock and libcrypto's random bytes.
  public static let system = NodePorts(now: Self.wallClock, random: Self.secureRandom)

  /// A new time-ordered id.
  public func newID() -> UUIDv7 {
    let bytes = random(16)
    let words = [bytes[..<8], bytes[8...]].map { $0.reduce(0 as UInt64) { $0 << 8 | UInt64($1) } }
    return UUIDv7(at: now(), randomness: (words[0], words[1]))
  }

  /// A number in 0..<1000, to spread what would otherwise happen at once.
  public func jitter() -> Int64 {
    let bytes = random(2)
    return (Int64(bytes[0]) << 8 | Int64(bytes[1])) % 1000
  }

  @Sendable private static func wallClock() -> Instant {
    var time = timespec()
    // clock_gettime(2): CLOCK_REALTIME is always there, and the call fails only for a bad address or clock.
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  @Sendable private static func secureRandom(_ count: Int) -> [UInt8] {
    do {
      return try SecureRandom.bytes(count)
    } catch {
      // Without randomness a node may sign nothing: a salt or an id that can be guessed is worse than a stop.
      preconditionFailure("no randomness: \(error)")
    }
  }
}
