/// HTML that is written element by element. Texts and attributes' values are escaped here and nowhere else, so nothing
/// that a venue or a visitor typed can become markup.
struct HTMLWriter {
  /// What was written.
  private(set) var text = ""

  /// An element with its content; an attribute whose value is nil is left out.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
    _ content: (inout HTMLWriter) throws -> Void = { _ in }
  ) rethrows {
    open(name, attributes)
    try content(&self)
    text += "</\(name)>"
  }

  /// An element that holds a text alone.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text content: String
  ) {
    element(name, attributes) { $0.write(content) }
  }

  /// An element without content, such as `input` (HTML Standard §13.1.2, void elements).
  mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
    text += "<\(name)"
    for (name, value) in attributes {
      guard let value else { continue }
      text += " \(name)=\"\(PageTemplate.escaped(value))\""
    }
    text += ">"
  }

  /// A text.
  mutating func write(_ content: String) { text += PageTemplate.escaped(content) }

  /// A whole document in the language `lang`.
  static func document(lang: String, _ content: (inout HTMLWriter) -> Void) -> [UInt8] {
    var html = HTMLWriter()
    html.text = "<!DOCTYPE html>"
    html.element("html", ["lang": lang], content)
    return Array(html.text.utf8)
  }
}
