public import Benefits

/// One month of a directed pair: the unit that is closed, reconciled, stated and paid.
public struct Window: Hashable, Sendable {
  /// Whose.
  public let pair: DirectedPair
  /// Which month.
  public let month: CivilMonth
  /// Where it stands.
  public var state: WindowState
  /// Since when.
  public var since: Instant
  /// Its lines so far, closed or not.
  public var lines: Int64
  /// The sum of their shares.
  public var shares: Shares

  /// Makes a window.
  public init(
    pair: DirectedPair, month: CivilMonth, state: WindowState, since: Instant, lines: Int64 = 0,
    shares: Shares = .zero
  ) {
    self.pair = pair
    self.month = month
    self.state = state
    self.since = since
    self.lines = lines
    self.shares = shares
  }
}

/// Where a window stands. Each state has an owner, a deadline and a next step (``WindowStep``), so that nothing is ever
/// stuck; the order of the cases is the order in which a window passes through them.
public enum WindowState: String, CaseIterable, Hashable, Comparable, Sendable {
  /// Lines may be appended to it.
  case open
  /// The host city's close line ended it; the home city answers what it has not answered.
  case closed
  /// Every line has a finding, or the deadline gave it one. A statement can be drafted.
  case reconciled
  /// The statement is drafted, and both cities have its bytes; signatures are missing.
  case stated
  /// Both cities signed the same hash, or the deadline accepted it for its matched lines. Owed.
  case agreed
  /// Paid, netted to nothing, or empty. Final.
  case settled

  /// Earlier before later.
  public static func < (a: WindowState, b: WindowState) -> Bool { index(a) < index(b) }
  private static func index(_ state: WindowState) -> Int { allCases.firstIndex(of: state) ?? 0 }
}
