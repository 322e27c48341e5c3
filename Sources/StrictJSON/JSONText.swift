/// How values are spelled (RFC 8259): the shortest escapes, only where they are demanded; all else UTF-8.
enum JSONText {
  /// A string with its quotation marks. NUL becomes `\u0000`, which our own parser refuses.
  static func append(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): out.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0x00...0x1F: appendEscape(byte, to: &out)
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  private static func appendEscape(_ control: UInt8, to out: inout [UInt8]) {
    switch control {
    case 0x08: out.append(contentsOf: #"\b"#.utf8)
    case 0x09: out.append(contentsOf: #"\t"#.utf8)
    case 0x0A: out.append(contentsOf: #"\n"#.utf8)
    case 0x0C: out.append(contentsOf: #"\f"#.utf8)
    case 0x0D: out.append(contentsOf: #"\r"#.utf8)
    default:
      out.append(contentsOf: control < 0x10 ? #"\u000"#.utf8 : #"\u001"#.utf8)
      out.append(contentsOf: String(control & 0xF, radix: 16).utf8)
    }
  }

  static func append(_ integer: Int64, to out: inout [UInt8]) {
    out.append(contentsOf: String(integer).utf8)
  }

  static func append(_ flag: Bool, to out: inout [UInt8]) {
    out.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  /// Any value; `indent` is the level of a pretty form, nil for the compact one.
  static func append(_ value: JSONValue, to out: inout [UInt8], indent: Int? = nil) {
    switch value {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let flag): append(flag, to: &out)
    case .integer(let integer): append(integer, to: &out)
    // Swift writes the shortest digits that read back as the same double, in a form that is JSON.
    case .real(let real): out.append(contentsOf: (real.isFinite ? real.description : "null").utf8)
    case .string(let text): append(text, to: &out)
    case .array(let elements):
      list(elements, "[", "]", to: &out, indent) { element, out, indent in
        append(element, to: &out, indent: indent)
      }
    case .object(let object):
      list(object.members, "{", "}", to: &out, indent) { member, out, indent in
        append(member.name, to: &out)
        out.append(contentsOf: (indent == nil ? ":" : ": ").utf8)
        append(member.value, to: &out, indent: indent)
      }
    }
  }

  private static func list<Item>(
    _ items: [Item], _ open: String, _ close: String, to out: inout [UInt8], _ indent: Int?,
    _ item: (Item, inout [UInt8], Int?) -> Void
  ) {
    out.append(contentsOf: open.utf8)
    let inner = indent.map { $0 + 1 }
    for (index, element) in items.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      newLine(inner, to: &out)
      item(element, &out, inner)
    }
    if !items.isEmpty { newLine(indent, to: &out) }
    out.append(contentsOf: close.utf8)
  }

  private static func newLine(_ indent: Int?, to out: inout [UInt8]) {
    guard let indent else { return }
    out.append(0x0A)
    out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
  }
}

extension JSONValue {
  /// The value as JSON, members in their order, without a final line end.
  ///
  /// Not to be signed again: see ``JSONWriter``. A real that is not finite has no JSON form and becomes null.
  ///
  /// - Parameter pretty: Whether to write a line for each value, indented by 2 spaces, for people and files.
  public func encoded(pretty: Bool = false) -> [UInt8] {
    var out: [UInt8] = []
    JSONText.append(self, to: &out, indent: pretty ? 0 : nil)
    return out
  }
}
