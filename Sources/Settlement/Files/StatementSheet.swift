public import Benefits

/// What a printed statement (對帳單) says. Whatever keeps statements fills it in; it decides nothing.
public struct StatementSheet: Hashable, Sendable {
  /// One row of figures.
  public struct Row: Hashable, Sendable {
    /// What the row counts, such as a reason.
    public let label: BilingualText
    /// How many lines.
    public let count: Int64
    /// What they come to, by who bears it.
    public let shares: Shares

    /// Makes a row.
    public init(label: BilingualText, count: Int64, shares: Shares) {
      self.label = label
      self.count = count
      self.shares = shares
    }
  }

  /// One city's signature.
  public struct Signature: Hashable, Sendable {
    /// Which city.
    public let city: BilingualText
    /// The key's published name.
    public let kid: String
    /// When, as `2026-12-01 09:30`, Asia/Taipei.
    public let time: String
    /// The hash that it signed, in hexadecimal.
    public let hash: String

    /// Makes a signature.
    public init(city: BilingualText, kid: String, time: String, hash: String) {
      self.city = city
      self.kid = kid
      self.time = time
      self.hash = hash
    }
  }

  /// The pair, `taitung>taipei`.
  public let pair: DirectedPair
  /// The name of the city that claims.
  public let host: BilingualText
  /// The name of the city that pays.
  public let home: BilingualText
  /// The statement's number in its pair, from 1.
  public let number: Int64
  /// The window.
  public let month: CivilMonth
  /// Matched lines, by reason or funding.
  public let matched: [Row]
  /// Lines carried in from earlier windows.
  public let carriedIn: [Row]
  /// Lines excluded, by reason: not in the sums.
  public let excluded: [Row]
  /// How many of the matched lines are so by silence.
  public let bySilence: Int64
  /// What the home city owes; negative where the host city gives back.
  public let owed: Money
  /// The statement's hash in hexadecimal.
  public let hash: String
  /// The signatures so far.
  public let signatures: [Signature]

  /// Makes a sheet.
  public init(
    pair: DirectedPair, host: BilingualText, home: BilingualText, number: Int64, month: CivilMonth,
    matched: [Row], carriedIn: [Row], excluded: [Row], bySilence: Int64, owed: Money, hash: String,
    signatures: [Signature]
  ) {
    self.pair = pair
    self.host = host
    self.home = home
    self.number = number
    self.month = month
    self.matched = matched
    self.carriedIn = carriedIn
    self.excluded = excluded
    self.bySilence = bySilence
    self.owed = owed
    self.hash = hash
    self.signatures = signatures
  }

  /// The sum of what is matched and carried in.
  public var total: Shares { (matched + carriedIn).reduce(.zero) { $0 + $1.shares } }
}
