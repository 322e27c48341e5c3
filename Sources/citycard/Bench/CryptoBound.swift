import Dispatch
import Signing
import Synchronization

/// How many checks a second this machine's processors could sign and verify one by one, if they did nothing else:
/// the bound that batches are there to pass. A check of another city's card takes two signatures and two
/// verifications.
struct CryptoBound: Sendable {
  /// Signatures a second, all threads together.
  let signs: Int
  /// Verifications a second, all threads together.
  let verifications: Int

  /// Two signatures and two verifications, one by one.
  var checks: Int { signs * verifications / (2 * (signs + verifications)) }

  /// Measures for `milliseconds` each, on `threads` threads at once.
  static func measure(threads: Int, milliseconds: Int) async throws -> CryptoBound {
    let key = try PrivateKey.generate()
    // As long as a message with one check.
    let message = [UInt8](repeating: 0x5A, count: 640)
    let signature = try key.sign(message)
    return CryptoBound(
      signs: await rate(threads, milliseconds) { (try? key.sign(message)) != nil },
      verifications: await rate(threads, milliseconds) { key.publicKey.isValid(signature, of: message) })
  }

  private static func rate(
    _ threads: Int, _ milliseconds: Int, _ body: @escaping @Sendable () -> Bool
  ) async -> Int {
    await withCheckedContinuation { caller in
      DispatchQueue.global().async {
        let total = Atomic<Int>(0)
        let clock = ContinuousClock()
        let start = clock.now
        let end = start + .milliseconds(milliseconds)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
          var count = 0
          while clock.now < end, body() { count += 1 }
          total.wrappingAdd(count, ordering: .relaxed)
        }
        let span = (clock.now - start) / Duration.milliseconds(1)
        caller.resume(returning: Int(Double(total.load(ordering: .relaxed)) * 1000 / span))
      }
    }
  }
}
