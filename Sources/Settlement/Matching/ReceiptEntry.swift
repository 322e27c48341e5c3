public import Benefits

/// One entry of the home city's chain of receipts: its finding about one line.
public struct ReceiptEntry: Hashable, Sendable {
  /// Its place in the chain of receipts, from 1, without a gap.
  public let number: Int64
  /// The line.
  public let line: UUIDv7
  /// What the home city finds.
  public let finding: Finding
  /// When it found so.
  public let at: Instant

  /// Makes an entry.
  public init(number: Int64, line: UUIDv7, finding: Finding, at: Instant) {
    self.number = number
    self.line = line
    self.finding = finding
    self.at = at
  }
}
