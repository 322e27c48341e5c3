import Benefits
import Synchronization

/// Lets a retry of a check that is still under way wait for its outcome, so that one visit asks the home city
/// once and is one line in the cardholder's log, however often an impatient terminal sends it.
///
/// Within one process: among several, the commit queue still gives all of them the one recorded decision.
final class ChecksUnderWay: Sendable {
  /// The most retries that wait for one check.
  static let limit = 256

  private struct Key: Hashable {
    let id: UUIDv7
    let fingerprint: Fingerprint
  }

  private typealias Outcome = Result<CheckRecord, any Error>
  private let waiting = Mutex<[Key: [CheckedContinuation<Outcome?, Never>]]>([:])

  /// The outcome of `body`, or of the same check's that is under way already.
  func share(
    _ id: UUIDv7, _ fingerprint: Fingerprint, _ body: () async throws -> CheckRecord
  ) async throws -> CheckRecord {
    let key = Key(id: id, fingerprint: fingerprint)
    if let shared = await join(key) { return try shared.get() }
    let outcome: Outcome
    do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
    let retries = waiting.withLock { $0.removeValue(forKey: key) ?? [] }
    for retry in retries { retry.resume(returning: outcome) }
    return try outcome.get()
  }

  /// Waits for the check under way; nil if there was none and the caller's is the one now.
  private func join(_ key: Key) async -> Outcome? {
    await withCheckedContinuation { caller in
      let answer = waiting.withLock { waiting -> Outcome?? in
        guard let retries = waiting[key] else {
          waiting[key] = []
          return .some(nil)
        }
        guard retries.count < Self.limit else { return .failure(Problem(.busy)) }
        waiting[key, default: []].append(caller)
        return nil
      }
      if let answer { caller.resume(returning: answer) }
    }
  }
}
