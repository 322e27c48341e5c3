public import Benefits

/// One line of a posting.
public struct PostingLine: Hashable, Sendable {
  /// Where.
  public let account: LedgerAccount
  /// On which side.
  public let side: LedgerSide
  /// How much: more than nothing.
  public let amount: Money

  /// Makes a line; ``Posting`` judges it.
  public init(_ side: LedgerSide, _ account: LedgerAccount, _ amount: Money) {
    self.account = account
    self.side = side
    self.amount = amount
  }

  /// The amount on one side, nothing on the other.
  public func amount(on side: LedgerSide) -> Money { side == self.side ? amount : .zero }
}

/// Why lines are no posting.
public enum PostingFault: Error, Hashable, Sendable {
  /// There is no line.
  case empty
  /// More than ``Posting/limit`` lines.
  case tooManyLines
  /// A line of nothing, or of less.
  case notPositive(LedgerAccount)
  /// An amount, or a sum, that no city's books can hold.
  case tooLarge
  /// Debits and credits differ.
  case unbalanced(debit: Money, credit: Money)

  /// The stable code.
  public var code: String {
    switch self {
    case .empty: "posting_empty"
    case .tooManyLines: "posting_too_long"
    case .notPositive: "posting_line_not_positive"
    case .tooLarge: "posting_too_large"
    case .unbalanced: "posting_unbalanced"
    }
  }
}

/// What one event does to the books: lines whose debits and credits are equal. There is no other way to make one, so
/// the books can't be out of balance.
public struct Posting: Hashable, Sendable {
  /// The lines, in the order in which they are shown.
  public let lines: [PostingLine]

  /// The most lines: one for each of a city's merchants (10,000), and room for the cities of a round on both sides.
  public static let limit = 16_384
  /// The largest sum of a posting, which no year of a city comes near and no sum of 64 bits overflows by.
  public static let largest = Money(1_000_000_000_000)

  /// Makes a posting.
  public init(_ lines: [PostingLine]) throws(PostingFault) {
    guard !lines.isEmpty else { throw .empty }
    guard lines.count <= Self.limit else { throw .tooManyLines }
    var (debit, credit) = (Money.zero, Money.zero)
    for line in lines {
      guard line.amount > .zero else { throw .notPositive(line.account) }
      guard line.amount <= Self.largest else { throw .tooLarge }
      debit += line.amount(on: .debit)
      credit += line.amount(on: .credit)
    }
    guard debit == credit else { throw .unbalanced(debit: debit, credit: credit) }
    guard debit <= Self.largest else { throw .tooLarge }
    self.lines = lines
  }

  private init(balanced lines: [PostingLine]) { self.lines = lines }

  /// The sum of one side, which is that of the other.
  public var total: Money { lines.reduce(.zero) { $0 + $1.amount(on: .debit) } }

  /// The same lines on the other side: what takes the posting back.
  public var reversal: Posting {
    Posting(balanced: lines.map { PostingLine($0.side.other, $0.account, $0.amount) })
  }
}

/// Lines that are gathered for a posting: amounts of the rules are signed, those of the books are not.
struct PostingDraft {
  private var lines: [PostingLine] = []

  /// Books `amount` on `side`; less than nothing goes to the other side, and nothing is left out.
  mutating func add(_ side: LedgerSide, _ account: LedgerAccount, _ amount: Money) {
    guard amount != .zero else { return }
    lines.append(
      amount > .zero
        ? PostingLine(side, account, amount) : PostingLine(side.other, account, .zero - amount))
  }

  /// The posting; nil where there is nothing to book.
  func posting() throws(PostingFault) -> Posting? { lines.isEmpty ? nil : try Posting(lines) }
}
