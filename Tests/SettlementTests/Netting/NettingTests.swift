import Benefits
import Settlement
import TestSupport
import Testing

private func city(_ number: Int) -> CityID { CityID(unchecked: number < 10 ? "c0\(number)" : "c\(number)") }
private let month = CivilMonth(of: CivilDate(daysSinceEpoch: 20_780))
private let round = UUIDv7(at: Instant(seconds: 1), randomness: (1, 2))

private func statement(_ host: Int, _ home: Int, _ net: Int64) throws -> SheetStatement {
  SheetStatement(
    pair: try #require(DirectedPair(host: city(host), home: city(home))),
    hash: Array(repeating: UInt8(truncatingIfNeeded: host * 16 + home), count: 32), net: Money(net))
}

private func sheet(_ count: Int, _ statements: [SheetStatement]) throws -> Sheet {
  try Sheet(
    round: round, month: month, coordinator: city(0), deadline: Instant(seconds: 100),
    cities: (0..<count).map(city), statements: statements)
}

@Suite("Multilateral netting")
struct NettingTests {
  private func random(_ count: Int, seed: UInt64) throws -> [SheetStatement] {
    var random = SeededRandom(seed: seed)
    return try (0..<count).flatMap { host in
      try (0..<count).compactMap { home in
        host == home || Int.random(in: 0..<5, using: &random) == 0
          ? nil : try statement(host, home, Int64.random(in: -50...1_000, using: &random))
      }
    }
  }

  @Test(arguments: 2...22)
  func `positions sum to zero, and at most one payment fewer than cities settles them`(count: Int) throws {
    for seed in 0..<8 as Range<UInt64> {
      let sheet = try sheet(count, random(count, seed: seed))
      #expect(sheet.positions.reduce(Money.zero) { $0 + $1.amount } == .zero)
      #expect(sheet.payments.count < count)
      var left = Dictionary(uniqueKeysWithValues: sheet.positions.map { ($0.city, $0.amount) })
      for payment in sheet.payments {
        #expect(payment.amount > .zero)
        left[payment.from, default: .zero] += payment.amount
        left[payment.to, default: .zero] -= payment.amount
      }
      #expect(left.values.allSatisfy { $0 == .zero }, "seed \(seed)")
      // Nobody pays who is owed, and nobody is paid who owes.
      #expect(Set(sheet.payments.map(\.from)).isDisjoint(with: sheet.payments.map(\.to)))
    }
  }

  @Test func `the order in which statements come changes nothing`() throws {
    var random = SeededRandom(seed: 7)
    let statements = try self.random(22, seed: 7)
    let first = try sheet(22, statements)
    for _ in 0..<8 { #expect(try sheet(22, statements.shuffled(using: &random)) == first) }
  }

  @Test func `the largest debtor pays the largest creditor, and of equal ones the first by id`() throws {
    // c00 is owed 30, c01 owes 10, c02 owes 30, c03 is owed 10.
    let sheet = try sheet(4, [statement(0, 2, 30), statement(3, 1, 10)])
    #expect(
      sheet.payments == [
        SheetPayment(from: city(2), to: city(0), amount: Money(30)),
        SheetPayment(from: city(1), to: city(3), amount: Money(10)),
      ])
    let equal = try self.equal()
    #expect(equal.payments.map(\.from) == [city(1), city(2)])
    #expect(equal.payments.map(\.to) == [city(0), city(3)])
  }

  private func equal() throws -> Sheet { try sheet(4, [statement(3, 1, 5), statement(0, 2, 5)]) }

  @Test func `debts in a circle end without a payment`() throws {
    let sheet = try sheet(3, [statement(0, 1, 9), statement(1, 2, 9), statement(2, 0, 9)])
    #expect(sheet.payments.isEmpty && sheet.positions.allSatisfy { $0.amount == .zero })
  }

  @Test func `statements that are no round's are refused`() throws {
    #expect(throws: SheetFault.strangeCity(city(5))) { try sheet(3, [statement(0, 5, 1)]) }
    let doubled = try statement(0, 1, 1)
    #expect(throws: SheetFault.doubledPair(doubled.pair)) { try sheet(3, [doubled, statement(0, 1, 2)]) }
    let large = try statement(0, 1, SheetLimits.net.ntd + 1)
    #expect(throws: SheetFault.malformed(large.pair)) { try sheet(3, [large]) }
    let unhashed = SheetStatement(pair: large.pair, hash: [], net: Money(1))
    #expect(throws: SheetFault.malformed(large.pair)) { try sheet(3, [unhashed]) }
    #expect(throws: SheetFault.cities) { try sheet(1, []) }
    #expect(throws: SheetFault.cities) { try sheet(SheetLimits.cities + 1, []) }
    let right = try sheet(2, [doubled])
    #expect(throws: SheetFault.positionsDiffer) {
      try right.check(positions: [], payments: right.payments)
    }
    #expect(throws: SheetFault.paymentsDiffer) { try right.check(positions: right.positions, payments: []) }
    try right.check(positions: right.positions, payments: right.payments)
  }
}

@Suite("A round of many cities")
struct RoundTests {
  private let hash = [UInt8](repeating: 7, count: 32)
  private let before = Instant(seconds: 99)
  private let after = Instant(seconds: 101)

  private func begin(_ count: Int) throws -> Round {
    Round(try sheet(count, [statement(0, 1, 9)]), hash: hash)
  }

  @Test func `the coordinator's completion counts once every city signed, and pays by the sheet`() throws {
    var round = try begin(3)
    #expect(round.step(at: before) == .sign([city(0), city(1), city(2)], by: Instant(seconds: 100)))
    for number in 0..<3 { #expect(try round.sign(city(number), hash, at: before)) }
    #expect(try !round.sign(city(1), hash, at: after), "told twice")
    #expect(round.step(at: after) == .complete)
    #expect(round.basis(for: city(1), at: after) == nil, "no payment before the word")
    #expect(throws: RoundFault.notCoordinator(city(1))) {
      try round.decide(.completed, by: city(1), hash, signers: round.signed)
    }
    #expect(try round.decide(.completed, by: city(0), hash, signers: round.signed))
    #expect(try !round.decide(.completed, by: city(0), hash, signers: round.signed))
    #expect(round.step(at: after) == .paySheet && round.basis(for: city(1), at: after) == .completed)
  }

  @Test func `a second and different word is refused and alarmed, and the first stands`() throws {
    for first in RoundWord.allCases {
      var round = try begin(2)
      let all = Set(round.sheet.cities)
      let second = first == .completed ? RoundWord.aborted : .completed
      try round.decide(first, by: city(0), hash, signers: all)
      #expect(throws: RoundFault.equivocation(second)) {
        try round.decide(second, by: city(0), hash, signers: all)
      }
      #expect(round.state.rawValue == first.rawValue)
      #expect(RoundFault.equivocation(second).isAlarm)
    }
  }

  @Test func `a completion without every signature, and another sheet, change nothing`() throws {
    var round = try begin(3)
    #expect(throws: RoundFault.unsigned([city(2)])) {
      try round.decide(.completed, by: city(0), hash, signers: [city(0), city(1)])
    }
    #expect(throws: RoundFault.sheetDiffers) { try round.sign(city(0), [1], at: before) }
    #expect(throws: RoundFault.sheetDiffers) { try round.decide(.aborted, by: city(0), [1]) }
    #expect(throws: RoundFault.strangeCity(city(9))) { try round.sign(city(9), hash, at: before) }
    #expect(round == (try begin(3)))
  }

  @Test func `after the deadline nobody signs, and who has not signed is free`() throws {
    var round = try begin(2)
    try round.sign(city(0), hash, at: before)
    #expect(throws: RoundFault.tooLate) { try round.sign(city(1), hash, at: after) }
    #expect(round.step(at: after) == .abort)
    #expect(round.basis(for: city(0), at: after) == nil, "it signed: a completion may be under way")
    #expect(round.basis(for: city(1), at: after) == .aborted)
    try round.decide(.aborted, by: city(0), hash)
    #expect(round.basis(for: city(0), at: after) == .aborted && round.step(at: after) == .payBilateral)
    #expect(throws: RoundFault.over(.aborted)) { try round.sign(city(1), hash, at: before) }
  }

  /// Messages of a round, lost, doubled and in any order; in the end each city has the coordinator's word.
  @Test(arguments: 2...22)
  func `all cities end a round the same way, whatever the network does`(count: Int) throws {
    for seed in 0..<12 as Range<UInt64> {
      var random = SeededRandom(seed: seed &* 100 &+ UInt64(count))
      let refuser = Bool.random(using: &random) ? Int.random(in: 1..<count, using: &random) : nil
      var rounds = try (0..<count).map { _ in try begin(count) }
      var mail: [(to: Int, from: Int)] = (0..<count).filter { $0 != refuser }.map { (0, $0) }
      for number in 0..<count where number != refuser {
        try rounds[number].sign(city(number), hash, at: before)
      }
      // Signatures on their way to the coordinator, which are sent again until they are there.
      while let index = mail.indices.randomElement(using: &random) {
        let message = mail[index]
        if Int.random(in: 0..<3, using: &random) == 0 { continue }  // lost, and sent again
        if Int.random(in: 0..<3, using: &random) > 0 { mail.remove(at: index) }  // or doubled
        _ = try rounds[0].sign(city(message.from), hash, at: before)
      }
      let word: RoundWord = rounds[0].missing.isEmpty ? .completed : .aborted
      #expect((word == .aborted) == (refuser != nil))
      #expect(rounds.allSatisfy { $0.state == .proposed && $0.basis(for: city(0), at: before) == nil })
      var left = Set(0..<count)
      while let number = left.randomElement(using: &random) {
        guard Int.random(in: 0..<3, using: &random) > 0 else { continue }
        try rounds[number].decide(word, by: city(0), hash, signers: rounds[0].signed)
        if Bool.random(using: &random) { left.remove(number) }
      }
      #expect(Set(rounds.map(\.state.rawValue)) == [word.rawValue], "seed \(seed)")
    }
  }
}
