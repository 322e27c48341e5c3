import Benefits
import Settlement
import Signing
import Wire

/// What must hold when everything is quiet; each names what it found.
struct Invariants {
  let world: World

  /// Everything that does not hold.
  func broken() -> [String] {
    var broken: [String] = []
    for city in world.cities.values.sorted(by: { $0.id < $1.id }) {
      for (pair, books) in city.pairs.sorted(by: { $0.key < $1.key }) {
        broken += quiet(books).map { "\(city.id) \(pair): \($0)" }
        broken += sums(books).map { "\(city.id) \(pair): \($0)" }
        if books.side == .host, let other = world.cities[pair.home]?.pairs[pair] {
          broken += mirror(books, other).map { "\(pair): \($0)" }
        }
      }
    }
    return broken + ledgers() + rounds()
  }

  /// What the books come to: the same after a step that was done before.
  var fingerprint: [String] {
    world.cities.values.sorted { $0.id < $1.id }.flatMap { city in
      ["\(city.id) \(city.journal.entries.count)"]
        + city.pairs.sorted { $0.key < $1.key }.map { pair, books in
          "\(pair) \(books.claims.hash) \(books.receipts.hash) \(books.statements.map(\.hash))"
        }
    }
  }

  // MARK: A pair in one city

  /// Nothing is stuck: every line has ended, every window is settled, nothing is left to say.
  private func quiet(_ books: PairBooks) -> [String] {
    var broken: [String] = []
    for line in books.lines where line.finding != .matched && line.finding != .rejected {
      broken.append("line \(line.line.seq) (\(line.line.kind)) is \(line.finding?.code ?? "unanswered")")
    }
    for (month, window) in books.windows.sorted(by: { $0.key < $1.key }) where window.state != .settled {
      broken.append("window \(month) is \(window.state)")
    }
    for (_, dispute) in books.disputes where !dispute.state.isFinal {
      broken.append("a dispute is \(dispute.state)")
    }
    if !books.outbox.isEmpty { broken.append("\(books.outbox.count) messages are not answered") }
    if books.statements.count != books.windows.count { broken.append("a window has no statement") }
    return broken
  }

  /// The chains alone give the same account; each line is in one statement, to the dollar.
  private func sums(_ books: PairBooks) -> [String] {
    var broken: [String] = []
    do {
      guard let first = books.windows.keys.min() else { return ["there is no window"] }
      var audit = AccountAudit(first: first, expected: books.lines.count, digest: sha256)
      for line in books.lines {
        try audit.take(ClaimLineCodec.stored(ClaimColumns(line.line), bytes: line.bytes, hash: line.hash))
      }
      for entry in books.entries {
        try audit.take(StoredEntry(entry: entry.entry, bytes: entry.bytes, hash: entry.hash))
      }
      for (month, window) in books.windows {
        let audited = audit.windows[month]
        if audited?.totals.lines != window.lines || audited?.totals.shares != window.shares {
          broken.append("the window \(month) is not the sum of its lines")
        }
      }
    } catch {
      broken.append("the audit says \(error)")
    }
    var counted: [UUIDv7: Int] = [:]
    var net = Money.zero
    for (index, kept) in books.statements.enumerated() {
      if kept.statement.number != Int64(index + 1) { broken.append("statement \(index + 1) is missing") }
      for line in books.counted(by: kept.statement) { counted[line.line.id, default: 0] += 1 }
      net += kept.statement.net
    }
    if counted.values.contains(where: { $0 > 1 }) { broken.append("a line is counted twice") }
    let payable = books.lines.filter { $0.finding == .matched }
    for line in payable where line.line.kind != .close && counted[line.line.id] != 1 {
      // What ended after the last statement waits for the next one.
      if !isWaiting(line, books) { broken.append("line \(line.line.seq) is payable, and in no statement") }
    }
    for line in books.lines where line.finding == .rejected && counted[line.line.id] != nil {
      broken.append("line \(line.line.seq) is rejected, and was counted")
    }
    let owed = payable.filter { counted[$0.line.id] != nil }
      .reduce(Money.zero) { $0 + $1.line.shares.home - $1.line.unfunded }
    if owed != net { broken.append("the statements come to \(net.ntd), the lines to \(owed.ntd)") }
    return broken + claims(books)
  }

  private func isWaiting(_ line: BookLine, _ books: PairBooks) -> Bool {
    books.waiting.contains { books.lines[$0].line.id == line.line.id }
  }

  /// What is payable of a claim is never less than nothing for anybody, and of a voided one is nothing.
  private func claims(_ books: PairBooks) -> [String] {
    var broken: [String] = []
    for line in books.lines where line.line.kind == .claim {
      let reversals = books.found(line.line.id)
      let payable = reversals.filter { $0.finding == .matched }
      let shares = payable.reduce(line.finding == .matched ? line.line.shares : .zero) { $0 + $1.line.shares }
      if shares.isNegativeForAny { broken.append("claim \(line.line.seq) is payable with \(shares)") }
      if payable.contains(where: { $0.line.kind == .void }), shares != .zero {
        broken.append("claim \(line.line.seq) is voided, and \(shares) of it payable")
      }
    }
    return broken
  }

  // MARK: A pair in both cities

  private func mirror(_ host: PairBooks, _ home: PairBooks) -> [String] {
    var broken: [String] = []
    if host.claims != home.claims { broken.append("the chains of claims differ") }
    if host.receipts != home.receipts { broken.append("the chains of receipts differ") }
    if host.meter.consumed.filter({ $0.value != .zero }) != home.meter.consumed.filter({ $0.value != .zero })
    {
      broken.append("the meters differ")
    }
    if host.statements.map(\.bytes) != home.statements.map(\.bytes) { broken.append("statements differ") }
    if host.lines.map(\.finding) != home.lines.map(\.finding) { broken.append("findings differ") }
    if host.disputes.mapValues(\.state) != home.disputes.mapValues(\.state) {
      broken.append("the ends of disputes differ")
    }
    return broken
  }

  // MARK: Money

  private func ledgers() -> [String] {
    var broken: [String] = []
    var bank = Money.zero
    let balances = world.cities.mapValues { $0.journal.trialBalance() }
    func balance(_ city: CityID, _ account: LedgerAccount) -> Money {
      balances[city]?[account].balance(of: account) ?? .zero
    }
    for (city, books) in balances {
      if !books.isBalanced { broken.append("\(city): the trial balance is not zero") }
      bank += balance(city, .bank)
      for other in balances.keys where other != city {
        if balance(city, .receivable(from: other)) != balance(other, .payable(to: city)) {
          broken.append("\(city) and \(other) do not mirror each other")
        }
        if balance(city, .receivable(from: other)) != .zero { broken.append("\(other) still owes \(city)") }
        if balance(city, .receivableUnfunded(from: other)) != balance(other, .payableUnfunded(to: city)) {
          broken.append("\(city) and \(other) do not mirror each other in what is unfunded")
        }
      }
    }
    if bank != .zero { broken.append("money was made: \(bank.ntd)") }
    return broken
  }

  /// A sheet takes effect in all cities or in none.
  private func rounds() -> [String] {
    var broken: [String] = []
    var bases: [CivilMonth: Set<RoundState?>] = [:]
    for city in world.cities.values {
      for (month, round) in city.rounds {
        bases[month, default: []].insert(round.basis)
        if let sheet = round.round?.sheet, sheet.positions.reduce(Money.zero, { $0 + $1.amount }) != .zero {
          broken.append("the sheet of \(month) does not sum to zero")
        }
      }
    }
    for (month, states) in bases where states.count != 1 || states.contains(nil) {
      broken.append("the round of \(month) ended as \(states)")
    }
    return broken
  }
}
