import Benefits

/// The limits of the partner registry's files. `Partners/README.md` states them; a test holds the two
/// together.
public enum PartnerLimits {
  /// The most bytes in one file: 1 MiB.
  public static let fileBytes = 1 << 20
  /// The most files in one city's folder.
  public static let files = 1000
  /// The most ticket types of one venue.
  public static let tickets = 64
  /// The most categories of goods of one venue.
  public static let goods = 64
  /// The most events of one venue.
  public static let events = 64
  /// The most sales points of one venue.
  public static let salesPoints = 64
  /// The most offers of one venue.
  public static let offers = 256
  /// The most entries in a list of classes, cities, days, slots, ids or rules.
  public static let entries = 64
  /// The most parts of a day in which a venue is open.
  public static let hours = 8
  /// The most time windows of one offer.
  public static let windows = 16
  /// The most spans of days on which a venue is closed, or an offer does not hold.
  public static let spans = 64
  /// The most limits of one offer.
  public static let limits = 12
  /// The most characters (Unicode scalars) of a name or a note in one language.
  public static let textCharacters = 200
  /// The most characters of a till code.
  public static let tillCodeCharacters = 20
  /// The most bytes of a sheet: 16 MiB.
  public static let sheetBytes = 16 << 20
  /// The most bytes of one row of a sheet: 64 KiB.
  public static let sheetRowBytes = 64 << 10
  /// The most columns of a sheet.
  public static let sheetColumns = 64
  /// The most faults reported for one file; after the last comes `too_many_faults`.
  public static let faults = 200

  static let prices: ClosedRange<Int64> = 0...Money.limit.ntd
  static let percents: ClosedRange<Int64> = 1...100
  static let versions: ClosedRange<Int64> = 1...1_000_000
  static let ticketsPerCheck: ClosedRange<Int64> = 1...Int64(Basket.ticketLimit)
  static let priorities: ClosedRange<Int64> = -1000...1000
  static let ages: ClosedRange<Int64> =
    Int64(BenefitClass.ages.lowerBound)...Int64(BenefitClass.ages.upperBound)
  static let quantities: ClosedRange<Int64> = 1...Int64(Basket.ticketLimit)
  static let spends: ClosedRange<Int64> = 1...Money.limit.ntd
  static let usages: ClosedRange<Int64> = 1...1_000_000_000
  static let stalenessHours: ClosedRange<Int64> = 1...744
  /// Taiwan with its islands, in millionths of a degree: swapped coordinates lie outside.
  static let latitudes: ClosedRange<Int64> = 20_000_000...27_000_000
  static let longitudes: ClosedRange<Int64> = 114_000_000...124_000_000
}
