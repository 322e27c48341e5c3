/// A city node's name in the federation: an https URL without a trailing slash, such as
/// `https://card.taipei.example` (OpenID Federation 1.0 §1.2, Entity Identifier).
///
/// Only one spelling of a city is accepted, for ids are compared byte by byte: lower-case host, an optional
/// port, path segments of unreserved characters (no dot segments, RFC 3986 §3.3, which resolution would
/// remove), and neither query nor fragment nor user name.
public struct EntityID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The URL.
  public let text: String

  /// The longest id, in bytes.
  public static let limit = 255

  /// Makes an id, or nil if `text` does not have the form of one.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    guard text.utf8.count <= Self.limit, text.hasPrefix("https://") else { return nil }
    let parts = text.dropFirst("https://".count).split(separator: "/", omittingEmptySubsequences: false)
    guard let authority = parts.first, Self.isAuthority(authority),
      parts.dropFirst().allSatisfy({ !["", ".", ".."].contains($0) && $0.utf8.allSatisfy(Self.isUnreserved) })
    else { return nil }
    self.text = text
  }

  /// The host name, such as `card.taipei.example`; it is the DNS name in the node's TLS certificate.
  public var host: String {
    let authority = text.dropFirst("https://".count).prefix { $0 != "/" }
    return String(authority.prefix { $0 != ":" })
  }

  /// The URL.
  public var description: String { text }
  /// Orders by bytes.
  public static func < (a: EntityID, b: EntityID) -> Bool { a.text < b.text }

  private static func isAuthority(_ text: Substring) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = parts.first, parts.count <= 2 else { return false }
    if parts.count == 2 {
      guard let port = UInt16(parts[1]), port > 0, String(port) == parts[1] else { return false }
    }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy { isLowerOrDigit($0) || $0 == 0x2D }
    }
  }

  private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    isLowerOrDigit(byte) || (0x41...0x5A).contains(byte) || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
  }
}
