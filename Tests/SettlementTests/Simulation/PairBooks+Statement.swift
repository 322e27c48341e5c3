import Benefits
import Settlement
import Wire

/// How a statement is made of the books, and what it does to them.
extension PairBooks {
  /// The statement of a window on the receipts up to `number`; nil where the close line is not here yet.
  func statement(of month: CivilMonth, receipts number: Int64) -> Statement? {
    guard let close = closeLine(of: month) else { return nil }
    let findings = findings(upTo: number)
    var sorter = StatementSorter()
    var lists: [StatementListKind: StatementListBuilder] = [:]
    func add(_ added: [(StatementListKind, StatementEntry)]) {
      for (kind, entry) in added { lists[kind, default: StatementListBuilder()].append(entry) }
    }
    for line in waiting.sorted().map({ lines[$0] }) { add(sorter.takeExcluded(stated(line, findings))) }
    for line in lines where line.line.window == month && line.line.kind != .close {
      add(sorter.take(stated(line, findings)))
    }
    func list(_ kind: StatementListKind) -> StatementList { lists[kind]?.list ?? .empty }
    return Statement(
      pair: pair, number: Int64(statements.count + 1), window: month,
      close: ChainPoint(number: close.line.seq, hash: close.hash),
      receipts: ChainPoint(
        number: number, hash: number == 0 ? ChainHash.start : entries[Int(number) - 1].hash),
      claimed: sorter.claimed, payable: sorter.payable, carriedIn: list(.carriedIn),
      excluded: list(.excluded), dropped: list(.dropped), bySilence: list(.bySilence),
      unfunded: list(.unfunded))
  }

  /// The places of lines that a statement excluded and none has carried in or dropped.
  var waiting: Set<Int> {
    var waiting: Set<Int> = []
    for kept in statements {
      for entry in kept.statement.excluded.entries {
        if let place = places[entry.line] { waiting.insert(place) }
      }
      for entry in kept.statement.carriedIn.entries + kept.statement.dropped.entries {
        if let place = places[entry.line] { waiting.remove(place) }
      }
    }
    return waiting
  }

  /// The lines that a statement counts.
  func counted(by statement: Statement) -> [BookLine] {
    let excluded = Set(statement.excluded.entries.map(\.line))
    return statement.carriedIn.entries.compactMap { self[$0.line] }
      + lines.filter {
        $0.line.window == statement.window && $0.line.kind != .close && !excluded.contains($0.line.id)
      }
  }

  /// Whether a statement counts the line.
  func isCounted(_ line: BookLine) -> Bool {
    statements.map(\.statement).contains { statement in
      statement.carriedIn.entries.contains { $0.line == line.line.id }
        || statement.window == line.line.window
          && !statement.excluded.entries.contains { $0.line == line.line.id }
    }
  }

  /// What an agreed statement comes to in the ledger, and whom the host city owes for it.
  func totals(of statement: Statement, hash: [UInt8]) -> (StatementTotals, [Creditor: Money]) {
    var (shares, unfunded, dues) = (Shares.zero, Money.zero, DueFold(owners: [:]))
    for line in counted(by: statement) {
      shares += line.line.shares
      unfunded += line.line.unfunded
      if let claim = original(of: line.line) { dues.add(line.line.kind, at: claim.venue, line.line.shares) }
    }
    let totals = StatementTotals(
      pair: pair, month: statement.window, hash: hash, shares: shares, unfunded: unfunded)
    return (totals, dues.dues.mapValues(\.owed))
  }

  private func findings(upTo number: Int64) -> [UUIDv7: Finding] {
    var findings: [UUIDv7: Finding] = [:]
    for entry in entries.prefix(Int(number)) { findings[entry.entry.line] = entry.entry.finding }
    return findings
  }

  private func stated(_ line: BookLine, _ findings: [UUIDv7: Finding]) -> StatementLine {
    StatementLine(
      id: line.line.id, seq: line.line.seq, shares: line.line.shares, unfunded: line.line.unfunded,
      finding: findings[line.line.id])
  }
}
