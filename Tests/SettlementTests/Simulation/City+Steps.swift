import Benefits
import Settlement

/// What a city does by itself, and when a message comes.
extension City {
  /// The background round over everything; the letters go out once it is committed.
  mutating func round(at now: Instant, _ chance: inout Chance) throws -> [Letter] {
    var letters: [Letter] = []
    for pair in pairs.keys.sorted() where pairs[pair]?.hasWork(until: chance.lastMonth) == true {
      guard var books = pairs.removeValue(forKey: pair), let partner = pair.other(than: id) else { continue }
      if books.side == .host {
        try books.hostRound(at: now, &chance)
      } else {
        try books.homeRound(at: now, &chance)
      }
      func send(_ id: UUIDv7, _ message: PairMessage) {
        letters.append(Letter(to: partner, from: self.id, message: .pair(pair, id, message)))
      }
      for (id, message) in books.outbox.sorted(by: { $0.key < $1.key }) { send(id, message) }
      if books.side == .host, books.isWaiting { send(chance.id(at: now), books.claimsMessage()) }
      pairs[pair] = books
    }
    try settle(at: now, &chance)
    letters += try roundLetters(at: now, &chance)
    for (payment, order) in orders.sorted(by: { $0.key < $1.key }) {
      letters.append(Letter(to: order.to, from: id, message: .money(payment, order)))
    }
    return letters
  }

  /// Takes a letter in; gives the answers.
  mutating func receive(_ letter: Letter, at now: Instant, _ world: Truth) throws -> [Letter] {
    func answer(_ message: Message) -> [Letter] { [Letter(to: letter.from, from: id, message: message)] }
    switch letter.message {
    case .pair(let pair, let id, let message):
      guard let answered = try pairs[pair]?.receive(message, id, at: now, world) else { return [] }
      return answer(.pair(pair, id, answered))
    case .report(let month, let report):
      rounds[month, default: CityRound()].reports[letter.from] = report
      return []
    case .sheet(let sheet, let hash):
      try take(sheet: sheet, hash: hash)
      return []
    case .sheetSignature(let month, let hash):
      try take(signature: hash, of: letter.from, month, at: now)
      return []
    case .word(let month, let word, let hash, let signers):
      return try take(word: word, hash, signers: signers, from: letter.from, month)
        ? answer(.heard(month)) : []
    case .heard(let month):
      rounds[month]?.told.insert(letter.from)
      return []
    case .money(let payment, let order):
      try take(payment, order, at: now)
      return answer(.moneyTaken(payment))
    case .moneyTaken(let payment):
      orders[payment] = nil
      return []
    }
  }
}

extension PairBooks {
  /// Whether anything is still to be done here, so that a round need not look at what is over.
  func hasWork(until last: CivilMonth) -> Bool {
    !notices.isEmpty || side == .host && claims.firstOpen <= last || !outbox.isEmpty || isWaiting
      || disputes.values.contains { !$0.state.isFinal }
      || windows.values.contains { $0.state < .agreed }
  }

  /// Whether the host city has lines that the home city lacks, or findings to come.
  var isWaiting: Bool {
    guard side == .host else { return false }
    return acknowledged < claims.seq || windows.values.contains { $0.state < .agreed }
      || lines.contains { line in
        switch line.finding {
        case nil, .awaiting, .exception: true
        case .matched: false
        case .rejected: isCounted(line)
        }
      }
  }

  /// Takes a message of the other city; gives the answer, or nil where the message is to come again.
  mutating func receive(
    _ message: PairMessage, _ id: UUIDv7, at now: Instant, _ world: Truth
  ) throws -> PairMessage? {
    switch message {
    case .claims(let after, let hash, let lines, let receiptsAfter):
      return try take(claims: after, hash: hash, lines: lines, receiptsAfter: receiptsAfter, at: now, world)
    case .receipt(let claims, let page):
      try take(receipt: page, claims: claims, at: now)
      return nil
    case .evidence(let line):
      try take(evidence: line, at: now, world)
    case .moves(let moves):
      if taken.insert(id).inserted { try take(moves, at: now) }
    case .statement(let bytes):
      guard try take(draft: bytes, at: now, world) else { return nil }
    case .signature(let number, let hash):
      guard let index = statements.firstIndex(where: { $0.statement.number == number }) else { return nil }
      guard statements[index].hash == hash else { throw SimulationFault("\(pair): another hash is signed") }
      statements[index].signatures.insert(side.other)
      try agreeIfSigned(index, at: now)
    case .done(let id):
      outbox[id] = nil
      return nil
    }
    return .done(id)
  }

  private mutating func take(_ moves: [StatedMove], at now: Instant) throws {
    for move in moves {
      guard let dispute = disputes[move.line] else { continue }
      do {
        try say(move.move, about: move.line, in: dispute, by: side.other, at: now)
      } catch let fault as SettlementFault {
        // It came after the dispute had gone on; the receipts tell its sender.
        refusals[fault.code, default: 0] += 1
      }
    }
  }
}
