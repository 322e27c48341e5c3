public import Benefits

/// What one city owes another, by statements that both agreed on.
public struct Obligation: Hashable, Sendable {
  /// Made from what it rests on, so that both cities give the same obligation the same id and making it twice makes one:
  /// `taitung>taipei:3` for a statement, `taipei+taitung:2026-11` for a net of two.
  public let id: String
  /// Who pays.
  public let debtor: CityID
  /// Who is paid.
  public let creditor: CityID
  /// How much; above zero.
  public let amount: Money
  /// What it rests on.
  public let statements: [StatementReference]

  /// Makes an obligation, or gives nil where nothing is owed.
  public init?(
    id: String, from debtor: CityID, to creditor: CityID, net: Money, statements: [StatementReference]
  ) {
    guard net != .zero, debtor != creditor else { return nil }
    self.id = id
    // Where more was taken back than claimed, the direction turns round.
    self.debtor = net > .zero ? debtor : creditor
    self.creditor = net > .zero ? creditor : debtor
    amount = net > .zero ? net : .zero - net
    self.statements = statements
  }
}

/// A statement by its place.
public struct StatementReference: Hashable, Sendable {
  /// Whose.
  public let pair: DirectedPair
  /// Its number.
  public let number: Int64

  /// Makes a reference.
  public init(pair: DirectedPair, number: Int64) {
    self.pair = pair
    self.number = number
  }
}

/// What a statement comes to, for those who make obligations of it.
public struct StatedNet: Hashable, Sendable {
  /// Which statement.
  public let reference: StatementReference
  /// Its month.
  public let window: CivilMonth
  /// What the home city owes the host city; may be negative.
  public let net: Money

  /// Makes a net.
  public init(reference: StatementReference, window: CivilMonth, net: Money) {
    self.reference = reference
    self.window = window
    self.net = net
  }
}

extension Obligation {
  /// `gross`: the statement itself is paid. Nil where it comes to nothing.
  public static func gross(_ stated: StatedNet) -> Obligation? {
    let pair = stated.reference.pair
    return Obligation(
      id: "\(pair):\(stated.reference.number)", from: pair.home, to: pair.host, net: stated.net,
      statements: [stated.reference])
  }

  /// `bilateral_net`: the difference of both directions of a month. Nil where they cancel, or where the two are not the
  /// two directions of one month.
  public static func bilateralNet(_ one: StatedNet, _ other: StatedNet) -> Obligation? {
    guard one.reference.pair.reversed == other.reference.pair, one.window == other.window else { return nil }
    // One order for both cities, whichever of the two statements they name first.
    let (first, second) = one.reference.pair < other.reference.pair ? (one, other) : (other, one)
    let pair = first.reference.pair
    return Obligation(
      id: "\(pair.host)+\(pair.home):\(first.window)", from: pair.home, to: pair.host,
      net: first.net - second.net, statements: [first.reference, second.reference])
  }
}
