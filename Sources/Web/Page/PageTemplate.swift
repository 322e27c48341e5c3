import Benefits
import CityNode

/// Fills the counter page's HTML, once, when the node starts.
///
/// In the template `{{name}}` stands for a text in both languages, each marked with its own, `{{@name}}` for
/// the same as an attribute's value, and `{{#name}}` for a value of the node.
enum PageTemplate {
  /// A mark of the template that nothing belongs to.
  struct UnknownMark: Error, Equatable {
    let mark: String
  }

  static func fill(_ template: String, values: [String: String]) throws(UnknownMark) -> String {
    var filled = ""
    var rest = template[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      filled += rest[..<open.lowerBound]
      filled += try text(for: rest[open.upperBound..<close.lowerBound], values)
      rest = rest[close.upperBound...]
    }
    return filled + rest
  }

  private static func text(
    for mark: Substring, _ values: [String: String]
  ) throws(UnknownMark) -> String {
    switch mark.first {
    case "#":
      guard let value = values[String(mark.dropFirst())] else { throw UnknownMark(mark: String(mark)) }
      return escaped(value)
    case "@":
      guard let text = PageTexts.text(String(mark.dropFirst())) else {
        throw UnknownMark(mark: String(mark))
      }
      return escaped("\(text.zh) \(text.en)")
    default:
      guard let text = PageTexts.text(String(mark)) else { throw UnknownMark(mark: String(mark)) }
      return
        #"<span lang="zh-Hant-TW">\#(escaped(text.zh))</span> <span lang="en">\#(escaped(text.en))</span>"#
    }
  }

  /// For content and for attributes in double quotes (HTML Standard §13.1.2).
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
