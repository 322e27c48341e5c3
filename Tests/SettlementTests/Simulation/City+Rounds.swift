import Benefits
import Federation
import Settlement
import Wire

/// Many cities settle a month by one sheet.
extension City {
  /// After the cut-off so long, a month for which no sheet came is settled bilaterally.
  static let patience = TimeSpan.hours(24 * 60)
  /// How long the cities have to sign a sheet.
  static let signing = TimeSpan.hours(24 * 6)

  /// The pairs of this city within the league, in both directions.
  var leaguePairs: [DirectedPair] {
    pairs.keys.filter { pairs[$0]?.agreement.terms.mode == .multilateralNet }.sorted()
  }

  /// The months of the league that have a statement.
  private var leagueMonths: [CivilMonth] {
    Set(leaguePairs.flatMap { pairs[$0]?.statements.map(\.statement.window) ?? [] }).sorted()
  }

  /// What this city tells the coordinator of a month; nil until all its statements are agreed.
  private func report(of month: CivilMonth) -> [SheetStatement]? {
    var report: [SheetStatement] = []
    for pair in leaguePairs {
      guard let kept = stated(pair, month) else { return nil }
      report.append(SheetStatement(pair: pair, hash: kept.hash, net: kept.statement.net))
    }
    return report
  }

  /// A month whose round is over takes effect.
  mutating func settleRounds(at now: Instant) throws {
    for month in leagueMonths {
      var state = rounds[month] ?? CityRound()
      if state.basis == nil {
        if let round = state.round {
          state.basis = round.basis(for: id, at: now)
        } else if now > CivilCalendar.taipei.cutOff(of: month) + Self.patience {
          state.basis = .aborted
        }
        rounds[month] = state
        if state.basis == .completed, let round = state.round { try complete(round, at: now) }
      }
      guard state.basis == .aborted else { continue }
      for pair in leaguePairs where pair < pair.reversed {
        let windows = [pair, pair.reversed].compactMap { pairs[$0]?.windows[month]?.state }
        if windows == [.agreed, .agreed], owed["\(pair.host)+\(pair.home):\(month)"] == nil {
          try net(pair, month, at: now)
        }
      }
    }
  }

  private mutating func complete(_ round: Round, at now: Instant) throws {
    let sheet = round.sheet
    try book(.sheet(round.hash), PostingRules.sheet(sheet, of: id), at: now)
    let windows = leaguePairs.map { WindowKey(pair: $0, month: sheet.month) }
    let own = sheet.payments.enumerated().filter { $0.element.from == id || $0.element.to == id }
    let obligations = own.compactMap { index, payment in
      Obligation(
        id: "sheet:\(sheet.round):\(index)", from: payment.from, to: payment.to, net: payment.amount,
        statements: [])
    }
    for obligation in obligations {
      owed[obligation.id] = Owed(obligation: obligation, windows: windows)
    }
    if obligations.isEmpty { try owe(nil, settling: windows, at: now) }
    for obligation in obligations where early.remove(obligation.id) != nil {
      try paid(obligation.id, at: now)
    }
  }

  // MARK: What is said

  /// What this city has to say about rounds now.
  mutating func roundLetters(at now: Instant, _ chance: inout Chance) throws -> [Letter] {
    guard let coordinator else { return [] }
    var letters: [Letter] = []
    for month in leagueMonths {
      try sign(month, at: now)
      if coordinator == id { try coordinate(month, at: now, &chance, &letters) }
      let state = rounds[month] ?? CityRound()
      guard coordinator != id, state.basis == nil else { continue }
      if let round = state.round {
        if round.signed.contains(id) {
          letters.append(Letter(to: coordinator, from: id, message: .sheetSignature(month, round.hash)))
        }
      } else if let report = report(of: month) {
        letters.append(Letter(to: coordinator, from: id, message: .report(month, report)))
      }
    }
    return letters
  }

  /// Signs the sheet if it says of this city's statements what its own books say.
  private mutating func sign(_ month: CivilMonth, at now: Instant) throws {
    guard let state = rounds[month], state.basis == nil, let round = state.round, round.state == .proposed,
      !round.signed.contains(id), let report = report(of: month)
    else { return }
    let stated = round.sheet.statements.filter { $0.pair.host == id || $0.pair.home == id }
    guard Set(stated) == Set(report) else { return }
    do throws(RoundFault) {
      try rounds[month]?.round?.sign(id, round.hash, at: now)
    } catch {
      guard error == .tooLate else { throw error }
    }
  }

  private mutating func coordinate(
    _ month: CivilMonth, at now: Instant, _ chance: inout Chance, _ letters: inout [Letter]
  ) throws {
    var state = rounds[month] ?? CityRound()
    if let report = report(of: month) { state.reports[id] = report }
    if state.round == nil, state.basis == nil, let statements = agreedReports(state) {
      let sheet = try Sheet(
        round: chance.id(at: now), month: month, coordinator: id, deadline: now + Self.signing,
        cities: league,
        statements: statements)
      state.round = Round(sheet, hash: SheetCodec.hash(SheetCodec.encode(sheet)))
    }
    if let round = state.round, state.basis == nil {
      switch round.step(at: now) {
      case .complete:
        try state.round?.decide(.completed, by: id, round.hash, signers: round.signed)
      case .abort: try state.round?.decide(.aborted, by: id, round.hash)
      default:
        for city in round.missing where city != id {
          letters.append(Letter(to: city, from: id, message: .sheet(round.sheet, round.hash)))
        }
      }
    }
    if let round = state.round, let word = RoundWord(rawValue: round.state.rawValue) {
      for city in league where city != id && !state.told.contains(city) {
        letters.append(Letter(to: city, from: id, message: .word(month, word, round.hash, round.signed)))
      }
    }
    rounds[month] = state
  }

  /// The statements of the league, once both cities of each pair report the same.
  private func agreedReports(_ state: CityRound) -> [SheetStatement]? {
    guard league.allSatisfy({ state.reports[$0] != nil }) else { return nil }
    let counts = Dictionary(state.reports.values.joined().map { ($0, 1) }, uniquingKeysWith: +)
    return counts.values.allSatisfy { $0 == 2 } ? Array(counts.keys) : nil
  }

  // MARK: What is heard

  mutating func take(sheet: Sheet, hash: [UInt8]) throws {
    guard hash == SheetCodec.hash(SheetCodec.encode(sheet)) else { throw SimulationFault("a sheet's hash") }
    if rounds[sheet.month, default: CityRound()].round == nil {
      rounds[sheet.month, default: CityRound()].round = Round(sheet, hash: hash)
    }
  }

  mutating func take(signature hash: [UInt8], of city: CityID, _ month: CivilMonth, at now: Instant) throws {
    do throws(RoundFault) {
      try rounds[month]?.round?.sign(city, hash, at: now)
    } catch {
      switch error {
      case .tooLate, .over: return
      default: throw error
      }
    }
  }

  /// Takes the coordinator's word; false where the sheet itself is not here.
  mutating func take(
    word: RoundWord, _ hash: [UInt8], signers: Set<CityID>, from city: CityID, _ month: CivilMonth
  ) throws -> Bool {
    guard rounds[month]?.round != nil else { return rounds[month]?.basis == .aborted && word == .aborted }
    if word == .completed, rounds[month]?.basis == .aborted {
      throw SimulationFault("\(id): the round of \(month) is complete, and was left")
    }
    try rounds[month]?.round?.decide(word, by: city, hash, signers: signers)
    return true
  }
}
