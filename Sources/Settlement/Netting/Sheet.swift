public import Benefits

/// A statement as a sheet counts it.
public struct SheetStatement: Hashable, Sendable {
  /// Whose.
  public let pair: DirectedPair
  /// What both cities signed; 32 bytes.
  public let hash: [UInt8]
  /// What the home city owes the host city by it; less than nothing where more was taken back than claimed.
  public let net: Money

  /// Makes one.
  public init(pair: DirectedPair, hash: [UInt8], net: Money) {
    self.pair = pair
    self.hash = hash
    self.net = net
  }
}

/// What a city is owed by all others together; less than nothing where it owes.
public struct SheetPosition: Hashable, Sendable {
  /// Which.
  public let city: CityID
  /// How much.
  public let amount: Money

  /// Makes one.
  public init(city: CityID, amount: Money) {
    self.city = city
    self.amount = amount
  }
}

/// What one city pays another when the round is completed.
public struct SheetPayment: Hashable, Sendable {
  /// Who pays.
  public let from: CityID
  /// Who is paid.
  public let to: CityID
  /// How much: more than nothing.
  public let amount: Money

  /// Makes one.
  public init(from: CityID, to: CityID, amount: Money) {
    self.from = from
    self.to = to
    self.amount = amount
  }
}

/// Limits of a round.
public enum SheetLimits {
  /// The most cities of a sheet.
  public static let cities = 64
  /// The most statements: both directions of every two cities.
  public static let statements = cities * (cities - 1)
  /// The largest net of a statement, either way; the largest posting.
  public static let net = Posting.largest
}

/// Why statements are no sheet.
public enum SheetFault: Error, Hashable, Sendable {
  /// A city is named twice, or there are fewer than two or more than ``SheetLimits/cities``.
  case cities
  /// A statement of a city that is not in the round.
  case strangeCity(CityID)
  /// Two statements of one pair.
  case doubledPair(DirectedPair)
  /// A net that no statement can have, or a hash that is none.
  case malformed(DirectedPair)
  /// The positions are not what the statements make.
  case positionsDiffer
  /// The payments are not what the positions make.
  case paymentsDiffer

  /// The stable code.
  public var code: String {
    switch self {
    case .cities: "sheet_cities"
    case .strangeCity: "sheet_strange_city"
    case .doubledPair: "sheet_doubled_pair"
    case .malformed: "sheet_malformed"
    case .positionsDiffer: "sheet_positions_differ"
    case .paymentsDiffer: "sheet_payments_differ"
    }
  }
}

/// One round's account of many cities. Positions and payments follow from the statements, so two cities that agree about
/// these agree about the whole sheet.
public struct Sheet: Hashable, Sendable {
  /// The round.
  public let round: UUIDv7
  /// The month.
  public let month: CivilMonth
  /// Whose word completes or aborts the round.
  public let coordinator: CityID
  /// After this the coordinator aborts if a signature is missing, and no city signs any more.
  public let deadline: Instant
  /// The statements, by pair.
  public let statements: [SheetStatement]
  /// What each city of the round is owed, by city. They sum to zero.
  public let positions: [SheetPosition]
  /// Who pays whom, in the order in which they were paired.
  public let payments: [SheetPayment]

  /// Makes the sheet of these statements.
  /// - Parameter cities: All cities of the round, also those without a statement.
  public init(
    round: UUIDv7, month: CivilMonth, coordinator: CityID, deadline: Instant, cities: some Sequence<CityID>,
    statements: some Sequence<SheetStatement>
  ) throws(SheetFault) {
    let cities = Array(cities)
    guard (2...SheetLimits.cities).contains(cities.count), Set(cities).count == cities.count,
      cities.contains(coordinator)
    else { throw .cities }
    self.round = round
    self.month = month
    self.coordinator = coordinator
    self.deadline = deadline
    self.statements = statements.sorted { $0.pair < $1.pair }
    positions = try Netting.positions(of: cities, from: self.statements)
    payments = Netting.payments(positions)
  }

  /// Whether `positions` and `payments`, as another city states them, are those of the statements.
  public func check(positions: [SheetPosition], payments: [SheetPayment]) throws(SheetFault) {
    guard positions == self.positions else { throw .positionsDiffer }
    guard payments == self.payments else { throw .paymentsDiffer }
  }

  /// The cities of the round, each of which signs.
  public var cities: [CityID] { positions.map(\.city) }
}
