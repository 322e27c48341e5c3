/// A text in the languages of the counter: Traditional Chinese first, English beside it.
public struct BilingualText: Hashable, Sendable {
  /// Traditional Chinese as written in Taiwan (zh-Hant-TW).
  public let zh: String
  /// English.
  public let en: String

  /// Makes a text from both languages.
  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }
}

/// A short name that people choose for a thing in a file: lower-case ASCII letters, digits and hyphens,
/// starting with a letter, 2 to 64 characters.
public protocol Slug: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The name's characters.
  var text: String { get }
  /// Wraps characters that were checked already.
  init(unchecked text: String)
}

extension Slug {
  /// Makes a name, or nil if `text` does not have the form of one.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard (2...64).contains(bytes.count), (0x61...0x7A).contains(bytes[0]),
      bytes.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
    else { return nil }
    self.init(unchecked: String(text))
  }

  /// The name itself.
  public var description: String { text }
  /// Orders by bytes.
  public static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}

/// A city in short, such as `taipei`: how people and files name it. On the wire a city is its entity id.
public struct CityID: Slug {
  /// The name's characters.
  public let text: String
  /// Wraps characters that were checked already.
  public init(unchecked text: String) { self.text = text }
}

/// A partner's place where tickets are sold, such as `moca`; unique within its city.
public struct VenueID: Slug {
  /// The name's characters.
  public let text: String
  /// Wraps characters that were checked already.
  public init(unchecked text: String) { self.text = text }
}

/// A kind of ticket, or a category of goods, of one venue, such as `adult`.
public struct TicketTypeID: Slug {
  /// The name's characters.
  public let text: String
  /// Wraps characters that were checked already.
  public init(unchecked text: String) { self.text = text }
}

/// An offer; unique within its city.
public struct OfferID: Slug {
  /// The name's characters.
  public let text: String
  /// Wraps characters that were checked already.
  public init(unchecked text: String) { self.text = text }
}

/// A performance or fair of an organiser, wherever it takes place; unique within the venue that sells it.
public struct EventID: Slug {
  /// The name's characters.
  public let text: String
  /// Wraps characters that were checked already.
  public init(unchecked text: String) { self.text = text }
}

/// One of several places of a venue at which tickets are sold, such as its shop; unique within the venue.
public struct SalesPointID: Slug {
  /// The name's characters.
  public let text: String
  /// Wraps characters that were checked already.
  public init(unchecked text: String) { self.text = text }
}
