import UnixSignals

/// Ctrl-C, SIGTERM and a closed terminal. The nodes are processes in groups of their own, which a terminal's
/// signals do not reach: this program must live long enough to stop them, from its first moment on.
enum Interrupt {
  /// Runs `work`, which a signal cancels.
  static func cancelling(_ work: @escaping @Sendable () async throws -> Void) async throws {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
    let task = Task { try await work() }
    let watch = Task { for await _ in signals { return task.cancel() } }
    defer { watch.cancel() }
    try await task.value
  }

  /// Waits until a signal cancels.
  static func wait() async {
    // A stream in which nothing ever comes ends when the task that reads it is cancelled.
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    defer { continuation.finish() }
    for await _ in stream {}
  }
}
