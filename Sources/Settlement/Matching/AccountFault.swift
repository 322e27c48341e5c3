/// The first thing that does not hold in a pair's account, and where.
public enum AccountFault: Error, Hashable, Sendable {
  /// A line is missing, doubled, or out of its order.
  case lineGap(expected: Int64, found: Int64)
  /// A line's columns are not what its bytes say.
  case columns(seq: Int64)
  /// A line has the id of an earlier one.
  case idTwice(seq: Int64)
  /// A line's bytes do not have the hash that was stored.
  case lineHash(seq: Int64)
  /// A line breaks a rule of the chain.
  case chain(seq: Int64, ChainFault)
  /// A receipt entry is missing, doubled, or out of its order.
  case entryGap(expected: Int64, found: Int64)
  /// An entry's columns are not what its bytes say.
  case entryColumns(number: Int64)
  /// An entry's bytes do not have the hash that was stored.
  case entryHash(number: Int64)
  /// An entry about a line that is not there.
  case entryOfNoLine(number: Int64)

  /// The stable code.
  public var code: String {
    switch self {
    case .lineGap: ChainFault.gap.rawValue
    case .columns: "columns_differ"
    case .idTwice: "id_twice"
    case .lineHash: "hash_differs"
    case .chain(_, let fault): fault.rawValue
    case .entryGap: "receipt_gap"
    case .entryColumns: "receipt_columns_differ"
    case .entryHash: "receipt_hash_differs"
    case .entryOfNoLine: "receipt_for_no_line"
    }
  }

  /// The line's place in the chain of claims, or the entry's number in that of receipts.
  public var place: Int64 {
    switch self {
    case .lineGap(_, let found), .entryGap(_, let found): found
    case .columns(let seq), .idTwice(let seq), .lineHash(let seq), .chain(let seq, _): seq
    case .entryColumns(let number), .entryHash(let number), .entryOfNoLine(let number): number
    }
  }
}
