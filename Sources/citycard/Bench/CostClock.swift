import Benefits
import Foundation

/// Times steps by the processor time of this process, all of its threads together: what waits for the disk costs
/// nothing, as in the figures of the nodes.
struct CostClock {
  /// Each step is repeated for about so long.
  static let span = 200_000_000

  /// The mean of a step that serves `share` checks at once.
  func time(
    _ zh: String, _ en: String, share: Int = 1, _ step: () async throws -> Void
  ) async rethrows -> CostPart {
    // Once before, for what is only done the first time.
    try await step()
    let start = Self.nanoseconds
    var steps = 0
    var used = 0
    while used < Self.span, steps < 100_000 {
      try await step()
      steps += 1
      used = Self.nanoseconds - start
    }
    return CostPart(name: BilingualText(zh: zh, en: en), nanoseconds: used / (steps * share))
  }

  private static var nanoseconds: Int {
    var time = timespec()
    // clock_gettime(2): "CLOCK_PROCESS_CPUTIME_ID … measures CPU time consumed by this process (i.e., CPU time
    // consumed by all threads in the process)". The structure outlives the call, which only fills it.
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
