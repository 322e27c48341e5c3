import Benefits
import CityNode
import Synchronization

/// A node's clock in a test: it starts on Monday, 23 November 2026, 10:00 in Taipei, whatever day it is, runs as
/// the machine's does, and can be put forward or back.
final class TestClock: Sendable {
  /// A working day on which the founding registry's offers hold.
  static let start = Instant(seconds: 1_795_399_200)

  private let offset: Mutex<TimeSpan>

  /// A clock that shows ``start`` now.
  init() { offset = Mutex(Self.start - NodePorts.system.now()) }

  /// What it shows.
  var now: Instant { NodePorts.system.now() + offset.withLock { $0 } }

  /// Puts it forward; back for a negative span.
  func shift(by span: TimeSpan) { offset.withLock { $0 = $0 + span } }

  /// The ports of a node that lives by this clock.
  var ports: NodePorts { NodePorts(now: { self.now }, random: NodePorts.system.random) }
}
