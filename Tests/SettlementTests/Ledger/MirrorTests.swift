import Benefits
import Office
import Settlement
import TestSupport
import Testing

/// The books of some cities, moved by random events that both sides of each apply.
private struct Cities {
  let names: [CityID]
  var journals: [CityID: Journal]
  var random: SeededRandom
  private var number: UInt64 = 0

  init(_ count: Int, seed: UInt64) {
    names = (0..<count).map { CityID(unchecked: "city\($0)") }
    journals = Dictionary(uniqueKeysWithValues: names.map { ($0, Journal()) })
    random = SeededRandom(seed: seed)
  }

  mutating func id() -> UUIDv7 {
    number += 1
    return UUIDv7(at: Instant(seconds: 1), randomness: (0, number))
  }

  mutating func hash() -> [UInt8] { (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) } }

  mutating func book(_ city: CityID, _ event: LedgerEvent, _ posting: Posting?) throws {
    guard let posting else { return }
    try journals[city]?.append(
      JournalDraft(
        event: event, date: CivilDate(daysSinceEpoch: 20_780), text: BilingualText(zh: "測試", en: "Test"),
        posting: posting), at: Instant(seconds: 1))
  }

  /// Random totals, now and then of a month in which more was taken back than claimed.
  mutating func totals(_ pair: DirectedPair) -> StatementTotals {
    let home = Money(Int64.random(in: -200...2_000, using: &random))
    return StatementTotals(
      pair: pair, month: CivilMonth(of: CivilDate(daysSinceEpoch: 20_780)), hash: hash(),
      shares: Shares(
        merchant: Money(Int64.random(in: 0...999, using: &random)),
        host: Money(Int64.random(in: -99...999, using: &random)), home: home),
      unfunded: home > .zero ? Money(Int64.random(in: 0...home.ntd, using: &random) / 3) : .zero)
  }

  /// The statement in both books; the host city's splits what it owes over two merchants and a venue.
  mutating func state(_ totals: StatementTotals) throws {
    let owed = totals.shares.owedToMerchant
    let first = Money(owed.ntd / 3)
    let creditors: [Creditor: Money] = [
      .merchant(MerchantID(unchecked: "ranch")): first, .merchant(MerchantID(unchecked: "shop")): first,
      .venue(VenueID(unchecked: "museum")): owed - first - first,
    ]
    let event = LedgerEvent.statement(totals.hash)
    try book(totals.pair.host, event, PostingRules.statement(totals, asHostOwing: creditors))
    try book(totals.pair.home, event, PostingRules.statementAsHome(totals))
  }

  mutating func pay(_ amount: Money, from: CityID, to: CityID) throws {
    guard amount > .zero else { return }
    let event = LedgerEvent.payment(id())
    try book(from, event, PostingRules.paid(amount, to: to))
    try book(to, event, PostingRules.received(amount, from: from))
  }

  func balance(_ city: CityID, _ account: LedgerAccount) -> Money {
    journals[city]?.balance(of: account) ?? .zero
  }

  /// What one city's books say that another owes, the other's say too; and all of them balance.
  func mirror(seed: UInt64) {
    for a in names {
      #expect(journals[a]?.trialBalance().isBalanced == true, "seed \(seed)")
      for b in names where a != b {
        #expect(balance(a, .receivable(from: b)) == balance(b, .payable(to: a)), "\(a) \(b) seed \(seed)")
        #expect(balance(a, .receivable(from: b)) >= .zero, "\(a) \(b) seed \(seed)")
        #expect(
          balance(a, .receivableUnfunded(from: b)) == balance(b, .payableUnfunded(to: a)),
          "\(a) \(b) seed \(seed)")
      }
    }
    let bank = names.reduce(Money.zero) { $0 + balance($1, .bank) }
    #expect(bank == .zero, "money is neither made nor lost: seed \(seed)")
  }
}

@Suite("The books of two cities and of many")
struct MirrorTests {
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `both books mirror each other, whatever happens, and end with no debt`(seed: UInt64) throws {
    var cities = Cities(2, seed: seed)
    let (a, b) = (cities.names[0], cities.names[1])
    let pair = try #require(DirectedPair(host: a, home: b))
    for _ in 0..<6 {
      let (there, back) = (cities.totals(pair), cities.totals(pair.reversed))
      try cities.state(there)
      try cities.state(back)
      cities.mirror(seed: seed)
      if Bool.random(using: &cities.random) {
        let event = LedgerEvent.net("city0+city1:\(cities.id())")
        try cities.book(a, event, PostingRules.net(with: b, claimed: there.net, owed: back.net))
        try cities.book(b, event, PostingRules.net(with: a, claimed: back.net, owed: there.net))
        cities.mirror(seed: seed)
        let open = [(a, b), (b, a)].filter { cities.balance($0.0, .payable(to: $0.1)) > .zero }
        #expect(open.count <= 1, "one obligation of the difference")
      }
      if there.unfunded > .zero {
        let event = LedgerEvent.funded(cities.id())
        try cities.book(a, event, PostingRules.funded(there.unfunded, by: b))
        try cities.book(b, event, PostingRules.funded(there.unfunded, for: a))
        cities.mirror(seed: seed)
      }
      for (from, to) in [(a, b), (b, a)] {
        try cities.pay(cities.balance(from, .payable(to: to)), from: from, to: to)
      }
      cities.mirror(seed: seed)
      #expect(
        cities.balance(a, .receivable(from: b)) == .zero && cities.balance(b, .receivable(from: a)) == .zero)
    }
  }

  @Test(arguments: [2, 3, 5, 9, 22])
  func `a completed sheet replaces every bilateral debt, and its payments end them all`(count: Int) throws {
    var cities = Cities(count, seed: UInt64(count))
    var statements: [SheetStatement] = []
    for host in cities.names {
      for home in cities.names {
        guard let pair = DirectedPair(host: host, home: home),
          Int.random(in: 0..<4, using: &cities.random) > 0
        else { continue }
        let totals = cities.totals(pair)
        try cities.state(totals)
        statements.append(SheetStatement(pair: pair, hash: totals.hash, net: totals.net))
      }
    }
    let sheet = try Sheet(
      round: cities.id(), month: CivilMonth(of: CivilDate(daysSinceEpoch: 20_780)),
      coordinator: cities.names[0], deadline: Instant(seconds: 9), cities: cities.names,
      statements: statements.shuffled(using: &cities.random))
    for city in cities.names {
      try cities.book(city, .sheet(cities.hash()), PostingRules.sheet(sheet, of: city))
    }
    cities.mirror(seed: UInt64(count))
    for position in sheet.positions {
      let owed = cities.names.filter { $0 != position.city }.reduce(Money.zero) {
        $0 + cities.balance(position.city, .receivable(from: $1))
          - cities.balance(position.city, .payable(to: $1))
      }
      #expect(owed == position.amount)
    }
    for payment in sheet.payments { try cities.pay(payment.amount, from: payment.from, to: payment.to) }
    cities.mirror(seed: UInt64(count))
    for a in cities.names {
      for b in cities.names where a != b { #expect(cities.balance(a, .receivable(from: b)) == .zero) }
    }
  }

  @Test func `creditors that do not sum to what the statement owes are refused`() throws {
    let pair = try #require(
      DirectedPair(host: CityID(unchecked: "taitung"), home: CityID(unchecked: "taipei")))
    let totals = StatementTotals(
      pair: pair, month: CivilMonth(of: CivilDate(daysSinceEpoch: 20_780)), hash: [],
      shares: Shares(merchant: Money(5), host: Money(5), home: Money(3)))
    #expect(throws: PostingFault.unbalanced(debit: Money(8), credit: Money(7))) {
      try PostingRules.statement(totals, asHostOwing: [.merchant(MerchantID(unchecked: "ranch")): Money(7)])
    }
    #expect(
      try PostingRules.statement(totals, asHostOwing: [.merchant(MerchantID(unchecked: "ranch")): Money(8)])?
        .total == Money(8))
  }
}
