import CityNode
import Foundation
import Hummingbird

/// The fields of a form, in their order, decoded (URL Standard, `application/x-www-form-urlencoded`).
struct FormFields: Sendable {
  /// The most fields of one form.
  static let limit = 2_000

  /// Names and values; a name may come more than once.
  let all: [(name: String, value: String)]

  /// Fields that were decoded already.
  init(_ all: [(name: String, value: String)]) { self.all = all }

  /// Decodes a body; nil where it is no form or has too many fields.
  init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let parts = text.split(separator: "&")
    guard parts.count <= Self.limit else { return nil }
    var all: [(name: String, value: String)] = []
    for part in parts {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(pair[0]), let value = Self.decoded(pair.count > 1 ? pair[1] : "") else {
        return nil
      }
      all.append((name, value))
    }
    self.all = all
  }

  /// The first value of a name, without blanks around it; nil where it is missing or empty.
  subscript(_ name: String) -> String? {
    raw(name).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The first value of a name as it came, such as a password.
  func raw(_ name: String) -> String? { all.first { $0.name == name }?.value }

  /// All values of a name.
  func values(_ name: String) -> [String] { all.filter { $0.name == name }.map(\.value) }

  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }
}

extension Request {
  /// The form in the body, of at most `limit` bytes.
  func form(limit: Int) async throws -> FormFields {
    let type = headers[.contentType]?.prefix { $0 != ";" }.lowercased()
    guard type == "application/x-www-form-urlencoded" else { throw Problem(.unsupportedMediaType) }
    guard let fields = FormFields(try await wholeBody(limit: limit)) else { throw Problem(.invalidRequest) }
    return fields
  }
}
