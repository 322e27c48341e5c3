public import Benefits

/// Time-based one-time passwords (RFC 6238): six digits that change every 30 seconds, as any authenticator shows
/// them. HMAC-SHA-1 under the secret is brought in by who holds the secret.
public enum TOTP {
  /// HMAC-SHA-1 of a message under one secret: 20 bytes.
  public typealias Hash = (_ message: [UInt8]) throws -> [UInt8]

  /// How many digits a code has.
  public static let digits = 6
  /// How long a code is shown.
  public static let period = TimeSpan.seconds(30)
  /// How many steps a clock may be ahead or behind (RFC 6238 §5.2: one is for the network and the typing).
  public static let tolerance: Int64 = 1

  /// The number of the step in which `now` falls.
  public static func step(at now: Instant) -> Int64 { now.seconds / (period.microseconds / 1_000_000) }

  /// The code of a step (RFC 4226 §5.3).
  public static func code(of step: Int64, _ hmac: Hash) rethrows -> String {
    let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> Int64(56 - 8 * $0)) }
    let hash = try hmac(counter)
    let offset = Int(hash.last ?? 0) & 0xF
    let word = hash.dropFirst(offset).prefix(4).reduce(0 as UInt32) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    let code = String(word % 1_000_000)
    return String(repeating: "0", count: digits - code.count) + code
  }

  /// The step that `typed` is the code of, if that is near and later than the last one that was used: a code is taken
  /// once (RFC 6238 §5.2). Blanks are left out.
  public static func accept(
    _ typed: String, at now: Instant, after last: Int64?, _ hmac: Hash
  ) rethrows -> Int64? {
    let code = typed.filter { !$0.isWhitespace }
    let current = step(at: now)
    var found: Int64?
    for step in current - tolerance...current + tolerance where step > last ?? .min {
      // All are computed, whichever fits; the newest wins, so that an older one can't be used after it.
      if try self.code(of: step, hmac) == code { found = step }
    }
    return found
  }
}
