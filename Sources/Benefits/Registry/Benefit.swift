/// What an offer does to the regular price of one ticket.
public enum Benefit: Hashable, Sendable {
  /// Takes `percent` off, 1...100. Shown the local way: 15 % off is 85 折.
  case percentOff(Int)
  /// Takes a fixed amount off, never below zero.
  case amountOff(Money)
  /// The ticket costs so much, if that is less than the regular price.
  case flatPrice(Money)
  /// The ticket costs nothing.
  case free
  /// Of every `buy + get` tickets that the offer covers, `get` cost nothing (買 2 送 1 is 2 and 1).
  case buyGet(buy: Int, get: Int)
  /// The price stays; on top the visitor gets a value of so much to spend inside (可折抵消費).
  case redeemable(Money)
}

/// How a price that is not whole NT$ becomes whole, per ticket.
public enum Rounding: String, CaseIterable, Hashable, Sendable {
  /// To the nearest NT$, half up. The default.
  case halfUp = "half_up"
  /// Down, in the visitor's favour.
  case down
  /// Up, in the venue's favour.
  case up
}
