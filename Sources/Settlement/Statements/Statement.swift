public import Benefits

/// What a window comes to: what both cities sign by its hash. Each city makes it from its own books, and both get the
/// same bytes; once signed it never changes, and whatever is found later is a later line.
public struct Statement: Hashable, Sendable {
  /// Whose.
  public let pair: DirectedPair
  /// From 1, without a gap.
  public let number: Int64
  /// The month; the one after the last statement's.
  public let window: CivilMonth
  /// The head of the claims that it rests on: the window's close line.
  public let close: ChainPoint
  /// The head of the receipts that it rests on.
  public let receipts: ChainPoint
  /// All lines of the window, as its close line sums them up.
  public let claimed: StatementTally
  /// The window's lines that count: matched, or by silence.
  public let payable: StatementTally
  /// Lines of earlier windows that were excluded, and are payable now.
  public let carriedIn: StatementList
  /// The window's lines that don't count, with their reasons.
  public let excluded: StatementList
  /// Lines of earlier windows that were excluded, and have ended as not payable.
  public let dropped: StatementList
  /// Among the payable lines: those that count because nobody answered them in time.
  public let bySilence: StatementList
  /// Among the payable lines: the parts for which the budget has no money yet. Not in the net.
  public let unfunded: StatementList

  /// Makes a statement.
  public init(
    pair: DirectedPair, number: Int64, window: CivilMonth, close: ChainPoint, receipts: ChainPoint,
    claimed: StatementTally, payable: StatementTally, carriedIn: StatementList, excluded: StatementList,
    dropped: StatementList, bySilence: StatementList, unfunded: StatementList
  ) {
    self.pair = pair
    self.number = number
    self.window = window
    self.close = close
    self.receipts = receipts
    self.claimed = claimed
    self.payable = payable
    self.carriedIn = carriedIn
    self.excluded = excluded
    self.dropped = dropped
    self.bySilence = bySilence
    self.unfunded = unfunded
  }

  /// What the home city owes the host city; negative where more was taken back than claimed.
  public var net: Money { payable.home + carriedIn.amount }
  /// Whether it says nothing: no line of the window, none of an earlier one.
  public var isEmpty: Bool { claimed.lines == 0 && carriedIn.count == 0 && dropped.count == 0 }
}

/// A place in one of the two chains.
public struct ChainPoint: Hashable, Sendable {
  /// The place, from 1; 0 before the first entry.
  public let number: Int64
  /// The chain's hash there, 32 bytes.
  public let hash: [UInt8]

  /// Makes a point.
  public init(number: Int64, hash: [UInt8]) {
    self.number = number
    self.hash = hash
  }
}

/// Lines counted and added up.
public struct StatementTally: Hashable, Sendable, AdditiveArithmetic {
  /// How many.
  public var lines: Int64
  /// The sum of their shares.
  public var shares: Shares
  /// The part of the home city's share for which the budget has no money.
  public var unfunded: Money

  /// Makes a tally.
  public init(lines: Int64 = 0, shares: Shares = .zero, unfunded: Money = .zero) {
    self.lines = lines
    self.shares = shares
    self.unfunded = unfunded
  }

  /// Nothing.
  public static let zero = StatementTally()
  /// What the home city owes for them.
  public var home: Money { shares.home - unfunded }

  /// The sums.
  public static func + (a: StatementTally, b: StatementTally) -> StatementTally {
    StatementTally(lines: a.lines + b.lines, shares: a.shares + b.shares, unfunded: a.unfunded + b.unfunded)
  }
  /// The differences.
  public static func - (a: StatementTally, b: StatementTally) -> StatementTally {
    StatementTally(lines: a.lines - b.lines, shares: a.shares - b.shares, unfunded: a.unfunded - b.unfunded)
  }
}

/// A list of a statement: always counted, added up and hashed; its entries are inline as long as they are few.
public struct StatementList: Hashable, Sendable {
  /// The most entries that are inline. Five full lists and the signatures around them stay below the 1 MiB that a body
  /// between cities may have; a longer list is bound by its hash, and either city has its entries in its own books.
  public static let inline = 1_000

  /// How many.
  public let count: Int64
  /// The sum of their amounts.
  public let amount: Money
  /// Over the entries in their order, 32 bytes; zeros for an empty list.
  public let hash: [UInt8]
  /// The entries, in the order of the claims' chain; empty where there are more than ``inline``.
  public let entries: [StatementEntry]

  /// Makes a list.
  public init(count: Int64, amount: Money, hash: [UInt8], entries: [StatementEntry]) {
    self.count = count
    self.amount = amount
    self.hash = hash
    self.entries = entries
  }

  /// No entry.
  public static let empty = StatementList(
    count: 0, amount: .zero, hash: [UInt8](repeating: 0, count: 32), entries: [])
}

/// One line in a list of a statement.
public struct StatementEntry: Hashable, Sendable {
  /// The line.
  public let line: UUIDv7
  /// What it adds to the net, or would add.
  public let amount: Money
  /// Why it is in the list: a finding's code; `pending_budget` for what is unfunded.
  public let reason: String

  /// Makes an entry.
  public init(line: UUIDv7, amount: Money, reason: String) {
    self.line = line
    self.amount = amount
    self.reason = reason
  }
}
