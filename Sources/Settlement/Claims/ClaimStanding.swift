public import Benefits

/// A claim of the chain with what later lines have made of it.
public struct ClaimStanding: Hashable, Sendable {
  /// The claim line.
  public let id: UUIDv7
  /// Its place in the chain.
  public let seq: Int64
  /// Its window.
  public let window: CivilMonth
  /// When the card was honoured.
  public let service: Instant
  /// The agreement's version in force then.
  public let agreement: AgreementReference
  /// Its shares, together with those of its corrections and void.
  public private(set) var shares: Shares
  /// The unfunded part of the home city's share, likewise.
  public private(set) var unfunded: Money
  /// Whether a void took it back.
  public private(set) var isVoided: Bool

  /// A standing as it was stored.
  public init(
    id: UUIDv7, seq: Int64, window: CivilMonth, service: Instant, agreement: AgreementReference,
    shares: Shares,
    unfunded: Money = .zero, isVoided: Bool = false
  ) {
    self.id = id
    self.seq = seq
    self.window = window
    self.service = service
    self.agreement = agreement
    self.shares = shares
    self.unfunded = unfunded
    self.isVoided = isVoided
  }

  /// The standing of a line that was just appended; nil if the line is no claim.
  public init?(_ line: ClaimLine) {
    guard case .claim(let claim) = line.entry else { return nil }
    self.init(
      id: line.id, seq: line.seq, window: line.window, service: claim.service, agreement: claim.agreement,
      shares: claim.shares, unfunded: claim.unfunded)
  }

  /// Takes a later line about the claim.
  public mutating func take(_ line: ClaimLine) {
    guard line.claimID == id, line.id != id else { return }
    shares += line.shares
    unfunded += line.unfunded
    if line.kind == .void { isVoided = true }
  }
}

extension Shares {
  /// Whether any party would bear less than nothing.
  public var isNegativeForAny: Bool { merchant < .zero || host < .zero || home < .zero }
}
