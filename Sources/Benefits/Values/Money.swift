/// An amount in whole New Taiwan dollars (NT$). Never a fraction, never a float: what a visitor pays at a
/// counter is whole dollars, and the two cities' books must agree to the dollar.
public struct Money: Hashable, Comparable, Sendable, AdditiveArithmetic {
  /// Whole NT$.
  public var ntd: Int64

  /// Makes an amount of `ntd` whole NT$.
  public init(_ ntd: Int64) { self.ntd = ntd }

  /// NT$0.
  public static let zero = Money(0)

  /// The largest price or basket total that any rule accepts. Small enough that no sum or percentage over
  /// the largest basket can overflow 64 bits.
  public static let limit = Money(10_000_000)

  /// Orders by amount.
  public static func < (a: Money, b: Money) -> Bool { a.ntd < b.ntd }
  /// The sum.
  public static func + (a: Money, b: Money) -> Money { Money(a.ntd + b.ntd) }
  /// The difference.
  public static func - (a: Money, b: Money) -> Money { Money(a.ntd - b.ntd) }
  /// `count` times the amount.
  public static func * (a: Money, count: Int) -> Money { Money(a.ntd * Int64(count)) }
}
