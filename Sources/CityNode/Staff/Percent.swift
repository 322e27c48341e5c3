import Foundation

/// Percent-encoding of a value in an address.
public enum Percent {
  /// Letters, digits and `-._~` stay (RFC 3986 §2.3).
  public static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }

  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
