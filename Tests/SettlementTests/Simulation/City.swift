import Benefits
import Federation
import Settlement
import Wire

/// What a city owes or is owed, and which windows it settles.
struct Owed {
  let obligation: Obligation
  let windows: [WindowKey]
  var isPaid = false
}

/// A window by its place.
struct WindowKey: Hashable {
  let pair: DirectedPair
  let month: CivilMonth
}

/// A payment on its way through the banks.
struct Order {
  let obligation: String
  let from: CityID
  let to: CityID
  let amount: Money
}

/// A round of netting as a city keeps it.
struct CityRound {
  var round: Round?
  /// The coordinator's: what each city reported.
  var reports: [CityID: [SheetStatement]] = [:]
  /// The coordinator's: who has its word.
  var told: Set<CityID> = []
  /// How the month was settled.
  var basis: RoundState?
}

/// What goes from city to city.
enum Message {
  case pair(DirectedPair, UUIDv7, PairMessage)
  case report(CivilMonth, [SheetStatement])
  case sheet(Sheet, [UInt8])
  case sheetSignature(CivilMonth, [UInt8])
  case word(CivilMonth, RoundWord, [UInt8], Set<CityID>)
  case heard(CivilMonth)
  case money(UUIDv7, Order)
  case moneyTaken(UUIDv7)
}

/// A message with its address.
struct Letter {
  let to: CityID
  let from: CityID
  let message: Message
}

/// One city: a value that is replaced as a whole when a step commits. What is not in it is lost in a crash.
struct City {
  let id: CityID
  /// By how much its clock is wrong.
  let skew: TimeSpan
  /// The cities that settle by one sheet, and who of them coordinates; empty where this city does not.
  let league: [CityID]
  var pairs: [DirectedPair: PairBooks] = [:]
  var journal = Journal()
  var owed: [String: Owed] = [:]
  var orders: [UUIDv7: Order] = [:]
  /// Payments that came before the city itself knew what for.
  var early: Set<String> = []
  var rounds: [CivilMonth: CityRound] = [:]
  var booked: Set<[UInt8]> = []

  init(_ id: CityID, skew: TimeSpan, league: [CityID]) {
    self.id = id
    self.skew = skew
    self.league = league
  }

  var coordinator: CityID? { league.first }

  // MARK: The ledger

  mutating func book(_ event: LedgerEvent, _ posting: Posting?, at now: Instant) throws {
    guard let posting else { return }
    let draft = JournalDraft(
      event: event, date: CivilCalendar.taipei.date(now), text: BilingualText(zh: "模擬", en: "Simulation"),
      posting: posting)
    try journal.append(draft, at: now)
  }

  /// Agreed statements go into the ledger, and become obligations.
  mutating func settle(at now: Instant, _ chance: inout Chance) throws {
    for pair in pairs.keys.sorted() {
      guard let books = pairs[pair] else { continue }
      for kept in books.statements where kept.isAgreed && !booked.contains(kept.hash) {
        let (totals, dues) = books.totals(of: kept.statement, hash: kept.hash)
        guard totals.net == kept.statement.net else {
          throw SimulationFault("\(pair): the lines come to another net than the statement")
        }
        let posting =
          try books.side == .host
          ? PostingRules.statement(totals, asHostOwing: dues) : PostingRules.statementAsHome(totals)
        try book(.statement(kept.hash), posting, at: now)
        booked.insert(kept.hash)
        let key = WindowKey(pair: pair, month: kept.statement.window)
        switch books.agreement.terms.mode {
        case .gross: try owe(Obligation.gross(kept.stated), settling: [key], at: now)
        case .bilateralNet: try net(pair, kept.statement.window, at: now)
        case .multilateralNet: continue
        }
      }
    }
    try settleRounds(at: now)
    try pay(at: now, &chance)
  }

  func stated(_ pair: DirectedPair, _ month: CivilMonth) -> BookStatement? {
    pairs[pair]?.statements.first { $0.statement.window == month && booked.contains($0.hash) }
  }

  /// Both directions of a month become one obligation, once both are agreed.
  mutating func net(_ pair: DirectedPair, _ month: CivilMonth, at now: Instant) throws {
    guard let one = stated(pair, month), let other = stated(pair.reversed, month),
      let partner = pair.other(than: id)
    else { return }
    let (claimed, owed) =
      pair.host == id ? (one.stated.net, other.stated.net) : (other.stated.net, one.stated.net)
    let (first, second) = pair < pair.reversed ? (pair, pair.reversed) : (pair.reversed, pair)
    try book(
      .net("\(first.host)+\(first.home):\(month)"),
      PostingRules.net(with: partner, claimed: claimed, owed: owed), at: now)
    try owe(
      Obligation.bilateralNet(one.stated, other.stated),
      settling: [WindowKey(pair: first, month: month), WindowKey(pair: second, month: month)], at: now)
  }

  mutating func owe(_ obligation: Obligation?, settling windows: [WindowKey], at now: Instant) throws {
    guard let obligation else { return try settled(windows, at: now) }
    guard owed[obligation.id] == nil else { return }
    owed[obligation.id] = Owed(obligation: obligation, windows: windows)
    if early.remove(obligation.id) != nil { try paid(obligation.id, at: now) }
  }

  private mutating func settled(_ windows: [WindowKey], at now: Instant) throws {
    for key in windows { try pairs[key.pair]?.move(key.month, .settle, at: now) }
  }

  mutating func paid(_ id: String, at now: Instant) throws {
    guard let kept = owed[id], !kept.isPaid else { return }
    owed[id]?.isPaid = true
    // A window that rests on several payments is settled by the last of them.
    let open = Set(owed.values.filter { !$0.isPaid }.flatMap(\.windows))
    try settled(kept.windows.filter { !open.contains($0) }, at: now)
  }

  private mutating func pay(at now: Instant, _ chance: inout Chance) throws {
    for (name, kept) in owed.sorted(by: { $0.key < $1.key })
    where kept.obligation.debtor == id && !kept.isPaid && chance.happens(40) {
      let payment = chance.id(at: now)
      try book(
        .payment(payment), PostingRules.paid(kept.obligation.amount, to: kept.obligation.creditor), at: now)
      orders[payment] = Order(
        obligation: name, from: id, to: kept.obligation.creditor, amount: kept.obligation.amount)
      try paid(name, at: now)
    }
  }

  /// The bank says that money came.
  mutating func take(_ payment: UUIDv7, _ order: Order, at now: Instant) throws {
    let event = LedgerEvent.payment(payment)
    guard journal[event] == nil else { return }
    try book(event, PostingRules.received(order.amount, from: order.from), at: now)
    if owed[order.obligation] == nil { early.insert(order.obligation) }
    try paid(order.obligation, at: now)
  }
}
