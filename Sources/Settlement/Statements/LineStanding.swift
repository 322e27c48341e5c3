public import Benefits

/// How a line counts in the statement of its window.
public enum LineStanding: Hashable, Sendable {
  /// The home city matched it.
  case payable
  /// Nobody answered it in time, or the evidence that was asked for never came to a finding: it counts as matched.
  case bySilence
  /// It does not count, for this finding's code.
  case excluded(String)

  /// The standing that the latest finding gives; nil is no finding at all.
  public init(_ finding: Finding?) {
    switch finding {
    case .matched: self = .payable
    case nil, .awaiting: self = .bySilence
    case .exception(let reason): self = .excluded(reason.rawValue)
    case .rejected: self = .excluded(Finding.rejected.code)
    }
  }
}

/// A line as a statement sees it.
public struct StatementLine: Hashable, Sendable {
  /// The line.
  public let id: UUIDv7
  /// Its place in the chain.
  public let seq: Int64
  /// What it adds.
  public let shares: Shares
  /// The part of the home city's share without money.
  public let unfunded: Money
  /// The latest finding in the receipts that the statement rests on; nil where there is none.
  public let finding: Finding?

  /// Makes a line.
  public init(id: UUIDv7, seq: Int64, shares: Shares, unfunded: Money, finding: Finding?) {
    self.id = id
    self.seq = seq
    self.shares = shares
    self.unfunded = unfunded
    self.finding = finding
  }

  /// What it adds to the net, or would add.
  public var amount: Money { shares.home - unfunded }
  /// What it adds to the sums.
  public var tally: StatementTally { StatementTally(lines: 1, shares: shares, unfunded: unfunded) }
}

/// Which list of a statement an entry belongs to.
public enum StatementListKind: String, CaseIterable, Hashable, Sendable {
  case carriedIn = "carried_in"
  case excluded
  case dropped
  case bySilence = "by_silence"
  case unfunded
}

/// Sorts the lines of a statement, one at a time and in the order of their chain, so that no set of lines is held.
public struct StatementSorter: Sendable {
  /// All lines of the window so far.
  public private(set) var claimed = StatementTally.zero
  /// Those that count.
  public private(set) var payable = StatementTally.zero

  /// Begins with nothing.
  public init() {}

  /// Takes a line of the window; gives the list entries that it makes.
  public mutating func take(_ line: StatementLine) -> [(StatementListKind, StatementEntry)] {
    claimed += line.tally
    let standing = LineStanding(line.finding)
    if case .excluded(let reason) = standing {
      return [(.excluded, StatementEntry(line: line.id, amount: line.amount, reason: reason))]
    }
    payable += line.tally
    var entries: [(StatementListKind, StatementEntry)] = []
    if standing == .bySilence {
      let reason = line.finding?.code ?? Self.unanswered
      entries.append((.bySilence, StatementEntry(line: line.id, amount: line.amount, reason: reason)))
    }
    if let entry = unfunded(line) { entries.append((.unfunded, entry)) }
    return entries
  }

  /// Takes a line that an earlier statement of the pair excluded and none has carried in or dropped. One that is still
  /// under dispute makes no entry: it waits for a later statement.
  public func takeExcluded(_ line: StatementLine) -> [(StatementListKind, StatementEntry)] {
    switch line.finding {
    case .matched:
      let entry = StatementEntry(line: line.id, amount: line.amount, reason: Finding.matched.code)
      return [(.carriedIn, entry)] + (unfunded(line).map { [(.unfunded, $0)] } ?? [])
    case .rejected:
      return [(.dropped, StatementEntry(line: line.id, amount: line.amount, reason: Finding.rejected.code))]
    case nil, .awaiting, .exception: return []
    }
  }

  /// The reason in the list of lines that count by silence where the home city said nothing at all.
  public static let unanswered = "unanswered"
  /// The reason in the list of lines without money.
  public static let pendingBudget = "pending_budget"

  private func unfunded(_ line: StatementLine) -> StatementEntry? {
    guard line.unfunded != .zero else { return nil }
    return StatementEntry(line: line.id, amount: line.unfunded, reason: Self.pendingBudget)
  }
}
