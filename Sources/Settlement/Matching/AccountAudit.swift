public import Benefits

/// A line as a store keeps it.
public struct StoredLine: Sendable {
  /// Its columns.
  public let columns: ClaimColumns
  /// The exact bytes.
  public let bytes: [UInt8]
  /// The hash that was stored with it; nil if none was.
  public let hash: [UInt8]?
  /// What a close line states, read from the bytes; nil for any other.
  public let close: WindowClose?

  /// Gathers a row.
  public init(columns: ClaimColumns, bytes: [UInt8], hash: [UInt8]?, close: WindowClose?) {
    self.columns = columns
    self.bytes = bytes
    self.hash = hash
    self.close = close
  }
}

/// An entry as a store keeps it.
public struct StoredEntry: Sendable {
  /// What it says.
  public let entry: ReceiptEntry
  /// The exact bytes.
  public let bytes: [UInt8]
  /// The hash that was stored with it; nil if none was.
  public let hash: [UInt8]?

  /// Gathers a row.
  public init(entry: ReceiptEntry, bytes: [UInt8], hash: [UInt8]?) {
    self.entry = entry
    self.bytes = bytes
    self.hash = hash
  }
}

/// Rebuilds a pair's whole account from its two chains alone, and reports the first thing that does not hold.
///
/// Rows stream through: first all lines in order, then all receipt entries. What stays is 48 bytes a line and an index
/// of ids, about 100 MB for a million lines.
public struct AccountAudit {
  /// The chain of claims so far.
  public private(set) var claims: ClaimHead
  /// The chain of receipts so far.
  public private(set) var receipts = ReceiptHead()
  /// What the windows come to, closed or not; one without lines is absent until it closes.
  public private(set) var windows: [CivilMonth: AuditedWindow] = [:]
  private var lines: [AuditedLine] = []
  private var places: [UUIDv7: Int32] = [:]
  private let digest: Digest

  /// Begins with empty chains.
  /// - Parameters:
  ///   - first: The pair's first window.
  ///   - expected: How many lines will come, so that memory is taken once.
  public init(first: CivilMonth, expected: Int = 0, digest: @escaping Digest) {
    claims = ClaimHead(first: first)
    self.digest = digest
    lines.reserveCapacity(expected)
    places.reserveCapacity(expected)
  }

  /// The next line.
  public mutating func take(_ row: StoredLine) throws(AccountFault) {
    let columns = row.columns
    let seq = columns.seq
    guard row.bytes.starts(with: columns.prefix), (columns.kind == .close) == (row.close != nil) else {
      throw .columns(seq: seq)
    }
    guard places[columns.id] == nil else { throw .idTwice(seq: seq) }
    let hash: [UInt8]
    let before = claims.seq
    do {
      hash = try claims.take(columns, bytes: row.bytes, close: row.close, digest: digest)
    } catch .gap {
      throw .lineGap(expected: before + 1, found: seq)
    } catch {
      throw .chain(seq: seq, error)
    }
    if let stored = row.hash, stored != hash { throw .lineHash(seq: seq) }
    places[columns.id] = Int32(lines.count)
    lines.append(AuditedLine(columns))
    windows[columns.window, default: AuditedWindow()].take(columns, totals: claims.open[columns.window])
  }

  /// The next receipt entry.
  public mutating func take(_ row: StoredEntry) throws(AccountFault) {
    let number = row.entry.number
    guard row.bytes.starts(with: row.entry.prefix) else { throw .entryColumns(number: number) }
    let before = receipts.number
    guard let hash = receipts.take(row.entry, bytes: row.bytes, digest: digest) else {
      throw .entryGap(expected: before + 1, found: number)
    }
    if let stored = row.hash, stored != hash { throw .entryHash(number: number) }
    guard let place = places[row.entry.line] else { throw .entryOfNoLine(number: number) }
    let finding = FindingCode(row.entry.finding)
    let line = lines[Int(place)]
    windows[line.window, default: AuditedWindow()].change(line, to: finding)
    lines[Int(place)].finding = finding
  }

  /// What was last found about a line: nil if there is no such line, or no finding about it.
  public func finding(of line: UUIDv7) -> Finding? {
    places[line].flatMap { lines[Int($0)].finding.finding }
  }
}

/// What a window comes to by its lines and their latest findings.
public struct AuditedWindow: Hashable, Sendable {
  /// Whether its close line is there.
  public private(set) var isClosed = false
  /// Lines, sums and hash, without the close line.
  public private(set) var totals = WindowTotals()
  /// How many lines have each latest finding, the close line among them.
  public private(set) var findings: [Finding: Int64] = [:]
  /// How many lines have none.
  public private(set) var unanswered: Int64 = 0
  /// The sum of the shares of matched lines.
  public private(set) var matched = Shares.zero
  /// The part of the matched home share for which there is no money yet.
  public private(set) var unfunded = Money.zero

  /// What the home city owes for the window, by the findings so far.
  public var payable: Money { matched.home - unfunded }

  fileprivate mutating func take(_ columns: ClaimColumns, totals: WindowTotals?) {
    if columns.kind == .close { isClosed = true } else if let totals { self.totals = totals }
    unanswered += 1
  }

  fileprivate mutating func change(_ line: AuditedLine, to finding: FindingCode) {
    if let before = line.finding.finding {
      findings[before, default: 0] -= 1
      if findings[before] == 0 { findings[before] = nil }
    } else {
      unanswered -= 1
    }
    if let after = finding.finding { findings[after, default: 0] += 1 }
    if line.finding.finding == .matched {
      matched -= line.shares
      unfunded -= line.unfunded
    }
    if finding.finding == .matched {
      matched += line.shares
      unfunded += line.unfunded
    }
  }
}

/// What the audit keeps of a line.
private struct AuditedLine {
  let shares: Shares
  let unfunded: Money
  private let month: Int32
  var finding = FindingCode(nil)

  init(_ columns: ClaimColumns) {
    shares = columns.shares
    unfunded = columns.unfunded
    month = Int32(columns.window.number)
  }

  var window: CivilMonth { CivilMonth(stored: Int(month)) ?? CivilMonth.range.lowerBound }
}

/// A finding in one byte.
private struct FindingCode {
  private static let all: [Finding] =
    [.matched, .awaiting, .rejected] + ExceptionReason.allCases.map(Finding.exception)
  private let index: UInt8

  init(_ finding: Finding?) {
    index = finding.flatMap { Self.all.firstIndex(of: $0) }.map { UInt8($0) } ?? .max
  }

  var finding: Finding? { Int(index) < Self.all.count ? Self.all[Int(index)] : nil }
}
