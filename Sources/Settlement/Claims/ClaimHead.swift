public import Benefits

/// Where a pair's chain of claims stands. The host city appends under its lock, the home city takes lines by it, and the
/// audit folds it over the whole chain: three uses, one set of rules.
public struct ClaimHead: Hashable, Sendable {
  /// The last line's place; 0 before the first.
  public private(set) var seq: Int64
  /// The last line's hash.
  public private(set) var hash: [UInt8]
  /// The earliest window that is open. Windows close in order, so every later one is open, too.
  public private(set) var firstOpen: CivilMonth
  /// What the open windows come to; one without lines is absent.
  public private(set) var open: [CivilMonth: WindowTotals]

  /// An empty chain. Its first window is the month in which the cities' first agreement with settlement begins.
  public init(first window: CivilMonth) {
    self.init(seq: 0, hash: ChainHash.start, firstOpen: window, open: [:])
  }

  /// A head as it was stored.
  public init(seq: Int64, hash: [UInt8], firstOpen: CivilMonth, open: [CivilMonth: WindowTotals]) {
    self.seq = seq
    self.hash = hash
    self.firstOpen = firstOpen
    self.open = open
  }

  /// The window of what happened at `service`, if it were appended now.
  public func window(for service: Instant) -> CivilMonth {
    max(CivilMonth(of: CivilCalendar.taipei.date(service)), firstOpen)
  }

  /// What a window that is open comes to.
  public func totals(of window: CivilMonth) -> WindowTotals { open[window] ?? WindowTotals() }

  /// Takes the next line.
  /// - Parameters:
  ///   - bytes: The exact bytes; the caller vouches that they say what `columns` and `close` say.
  ///   - close: What a close line states; nil for any other.
  /// - Returns: The line's hash.
  /// - Throws: the rule of the chain that the line breaks; then nothing has changed.
  @discardableResult
  public mutating func take(
    _ columns: ClaimColumns, bytes: [UInt8], close: WindowClose? = nil, digest: Digest
  ) throws(ChainFault) -> [UInt8] {
    guard columns.seq == seq + 1 else { throw .gap }
    guard columns.window >= firstOpen else { throw .windowClosed }
    let lineHash = ChainHash.line(bytes, after: hash, digest: digest)
    if let close {
      guard columns.window == firstOpen else { throw .windowOrder }
      try totals(of: columns.window).check(close)
      open[columns.window] = nil
      firstOpen = firstOpen.next
    } else {
      guard columns.window == window(for: columns.service) else { throw .windowWrong }
      open[columns.window, default: WindowTotals()].add(columns, hash: lineHash, digest: digest)
    }
    seq = columns.seq
    hash = lineHash
    return lineHash
  }
}

/// What the lines of a window come to.
public struct WindowTotals: Hashable, Sendable {
  /// How many there are.
  public private(set) var lines: Int64
  /// The sum of their shares.
  public private(set) var shares: Shares
  /// The hash over their hashes, in their order.
  public private(set) var hash: [UInt8]

  /// Totals as they were stored; of no line if nothing is named.
  public init(lines: Int64 = 0, shares: Shares = .zero, hash: [UInt8] = ChainHash.start) {
    self.lines = lines
    self.shares = shares
    self.hash = hash
  }

  /// What the close line of the window states.
  public var close: WindowClose { WindowClose(lines: lines, shares: shares, hash: hash) }

  mutating func add(_ columns: ClaimColumns, hash lineHash: [UInt8], digest: Digest) {
    lines += 1
    shares += columns.shares
    hash = ChainHash.window(lineHash, after: hash, digest: digest)
  }

  func check(_ close: WindowClose) throws(ChainFault) {
    guard close.lines == lines else { throw .closeCount }
    guard close.shares == shares else { throw .closeSums }
    guard close.hash == hash else { throw .closeHash }
  }
}

/// Which rule of the chain a line breaks; the raw values are stable. In order of precedence.
public enum ChainFault: String, Error, CaseIterable, Hashable, Sendable {
  /// Not the next number.
  case gap = "seq_gap"
  /// Its window has ended.
  case windowClosed = "window_closed"
  /// A close of a window before which another one is still open.
  case windowOrder = "window_order"
  /// Neither the month of its service date nor, where that has ended, the earliest open one.
  case windowWrong = "window_wrong"
  /// A close that counts other lines.
  case closeCount = "close_count_differs"
  /// A close with other sums.
  case closeSums = "close_sums_differ"
  /// A close over other lines.
  case closeHash = "close_hash_differs"
}
