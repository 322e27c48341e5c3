public import Benefits

/// What the cities say to each other about one line that is not payable. It is carried from window to window until it
/// ends, and blocks nothing.
public struct Dispute: Hashable, Sendable {
  /// The claim line.
  public let line: UUIDv7
  /// The home city's exception that began it.
  public let exception: ExceptionReason
  /// Where it stands.
  public var state: DisputeState
  /// Since when; deadlines count from here in working days.
  public var since: Instant

  /// Makes a dispute.
  public init(line: UUIDv7, exception: ExceptionReason, state: DisputeState, since: Instant) {
    self.line = line
    self.exception = exception
    self.state = state
    self.since = since
  }
}

/// Where a dispute stands, and with that whose turn it is.
public enum DisputeState: String, CaseIterable, Hashable, Sendable {
  /// The home city raised an exception. The host city accepts it, corrects the line, or disputes. On silence: accepted.
  case raised
  /// The host city disputes, with reason and evidence. The home city concedes or rebuts, once. On silence: conceded.
  case disputed
  /// The home city rebutted, with reason and evidence. The host city withdraws, or escalates. On silence: withdrawn.
  case rebutted
  /// Both cities' contacts decide together: the home city concedes, or the host city withdraws. On silence the line falls
  /// to whom the agreement names.
  case escalated
  /// Ended: the line is payable.
  case conceded
  /// Ended: the line is not payable.
  case withdrawn
  /// Ended: the host city voided the line meanwhile; both lines are payable and cancel each other.
  case voided

  /// Whether it has ended.
  public var isFinal: Bool { self == .conceded || self == .withdrawn || self == .voided }
}
