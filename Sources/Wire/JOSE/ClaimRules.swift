public import Benefits
import Federation
public import StrictJSON

/// The rules for the claims that every message has (RFC 7519 §4.1): time and recipient.
public struct ClaimRules: Hashable, Sendable {
  /// How far two clocks may be apart.
  public static let skew = VerificationLimits.skew

  /// The instant at which `iat` and `exp` must hold; nil to leave time out.
  public var now: Instant?
  /// The longest time from `iat` to `exp`; nil for no limit. Looked at only together with `now`.
  public var maximumLifetime: TimeSpan?
  /// The exact `aud`; nil to leave it out.
  public var audience: String?

  /// Makes rules.
  public init(now: Instant?, maximumLifetime: TimeSpan? = nil, audience: String? = nil) {
    self.now = now
    self.maximumLifetime = maximumLifetime
    self.audience = audience
  }

  /// Checks `claims`.
  /// - Throws: `claim_malformed`, `iat_in_future`, `nbf_in_future`, `expired`, `lifetime_too_long`,
  ///   `aud_mismatch`.
  public func check(_ claims: JSONObject) throws(JOSEError) {
    if let now { try checkTime(of: claims, now: now) }
    if let audience, claims["aud"] != .string(audience) { throw JOSEError(.audience) }
  }

  private func checkTime(of claims: JSONObject, now: Instant) throws(JOSEError) {
    guard let issued = try Self.time("iat", of: claims) else { throw JOSEError(.claim, "iat is missing") }
    guard let expiry = try Self.time("exp", of: claims) else { throw JOSEError(.claim, "exp is missing") }
    guard issued <= now + Self.skew else { throw JOSEError(.issuedInFuture) }
    if let start = try Self.time("nbf", of: claims), start > now + Self.skew { throw JOSEError(.notYetValid) }
    guard now < expiry + Self.skew else { throw JOSEError(.expired) }
    guard issued <= expiry else { throw JOSEError(.lifetime) }
    if let maximumLifetime, expiry - issued > maximumLifetime { throw JOSEError(.lifetime) }
  }

  /// A `NumericDate` in whole seconds, up to the year 9999; nil if absent.
  private static func time(_ name: String, of claims: JSONObject) throws(JOSEError) -> Instant? {
    switch claims[name] {
    case nil: return nil
    case .integer(let seconds) where Instant.numericDates.contains(seconds): return Instant(seconds: seconds)
    default: throw JOSEError(.claim, "\(name) is not a time in whole seconds")
    }
  }
}
