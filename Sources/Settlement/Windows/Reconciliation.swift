/// Both cities' totals of a window side by side, and their difference explained by reason down to zero.
public struct Reconciliation: Hashable, Sendable {
  /// What the host city claims: the lines in the own books.
  public let claimed: StatementTally
  /// What the home city says is payable: matched lines.
  public let matched: StatementTally
  /// What the host city's close line says that it claimed; nil while the window is open.
  public let closed: StatementTally?
  /// The lines that make the difference, by reason: a finding's code, or `unanswered`; in a fixed order.
  public let reasons: [Reason]

  /// One reason.
  public struct Reason: Hashable, Sendable {
    /// A finding's code, or `unanswered`.
    public let code: String
    /// The lines.
    public let tally: StatementTally

    /// Makes a reason.
    public init(code: String, tally: StatementTally) {
      self.code = code
      self.tally = tally
    }
  }

  /// Puts a window's lines side by side.
  /// - Parameters:
  ///   - tallies: The lines in the own books by the latest finding; under nil those without one.
  ///   - closed: The sums of the close line.
  public init(_ tallies: [Finding?: StatementTally], closed: StatementTally?) {
    claimed = tallies.values.reduce(.zero, +)
    matched = tallies[.some(.matched)] ?? .zero
    self.closed = closed
    reasons = Self.order.compactMap { finding in
      guard let tally = tallies[finding], tally != .zero else { return nil }
      return Reason(code: finding?.code ?? StatementSorter.unanswered, tally: tally)
    }
  }

  /// What the host city claims beyond what the home city says is payable.
  public var difference: StatementTally { claimed - matched }
  /// What the reasons leave over: always nothing, because each line has one finding.
  public var rest: StatementTally { difference - reasons.map(\.tally).reduce(.zero, +) }
  /// What the close line says beyond the lines in the own books: lines that are still on their way to the home city.
  public var onTheWay: StatementTally? { closed.map { $0 - claimed } }

  private static let order: [Finding?] =
    [nil, .awaiting] + ExceptionReason.allCases.map { Finding.exception($0) } + [.rejected]
}
