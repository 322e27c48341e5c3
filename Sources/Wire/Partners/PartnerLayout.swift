import StrictJSON

/// How a partner file is laid out for people: what is looked up and compared (the venue, its tickets, events and offers)
/// has a line for each member; everything within them stands on one line while it fits.
struct PartnerLayout {
  /// The columns that a value may fill before it is spread over lines.
  private static let width = 110
  /// The lists whose entries have a line for each member.
  private static let spread: Set<String> = ["tickets", "events", "offers"]

  private var out: [UInt8] = []

  /// The document, with a line end after it.
  static func bytes(_ document: JSONValue) -> [UInt8] {
    var layout = PartnerLayout()
    layout.append(document, indent: 0, spread: true)
    layout.out.append(0x0A)
    return layout.out
  }

  private mutating func append(_ value: JSONValue, indent: Int, spread: Bool) {
    switch value {
    case .object(let object):
      list(object.members, "{", "}", indent) { layout, member in
        layout.out += JSONValue.string(member.name).encoded() + Array(": ".utf8)
        layout.append(member, indent: indent + 1)
      }
    case .array(let values):
      list(values, "[", "]", indent) { layout, value in
        let line = Self.line(value)
        if spread || !Self.fits(line, indent: indent + 1) {
          layout.append(value, indent: indent + 1, spread: false)
        } else {
          layout.out += line
        }
      }
    default: out += value.encoded()
    }
  }

  private mutating func append(_ member: JSONObject.Member, indent: Int) {
    if case .array(let values) = member.value, Self.spread.contains(member.name),
      case .object? = values.first
    {
      append(member.value, indent: indent, spread: true)
      return
    }
    let line = Self.line(member.value)
    // A text is one line however long: its halves belong side by side.
    if Self.isText(member.value) || Self.fits(line, indent: indent, name: member.name) {
      out += line
    } else {
      append(member.value, indent: indent, spread: false)
    }
  }

  private mutating func list<Item>(
    _ items: [Item], _ open: String, _ close: String, _ indent: Int,
    _ item: (inout PartnerLayout, Item) -> Void
  ) {
    out += open.utf8
    for (index, element) in items.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      newLine(indent + 1)
      item(&self, element)
    }
    if !items.isEmpty { newLine(indent) }
    out += close.utf8
  }

  private mutating func newLine(_ indent: Int) {
    out.append(0x0A)
    out += [UInt8](repeating: UInt8(ascii: " "), count: 2 * indent)
  }

  private static func isText(_ value: JSONValue) -> Bool {
    if case .object(let object) = value { object.members.map(\.name) == ["zh", "en"] } else { false }
  }

  private static func fits(_ line: [UInt8], indent: Int, name: String = "") -> Bool {
    // Columns are counted in scalars: near enough for a layout, and the same everywhere.
    2 * indent + name.utf8.count + 4 + String(decoding: line, as: UTF8.self).unicodeScalars.count <= width
  }

  /// A value on one line, with spaces where people put them.
  private static func line(_ value: JSONValue) -> [UInt8] {
    switch value {
    case .object(let object):
      let members = object.members.map {
        JSONValue.string($0.name).encoded() + Array(": ".utf8) + line($0.value)
      }
      return members.isEmpty ? Array("{}".utf8) : Array("{ ".utf8) + joined(members) + Array(" }".utf8)
    case .array(let values): return Array("[".utf8) + joined(values.map(line)) + Array("]".utf8)
    default: return value.encoded()
    }
  }

  private static func joined(_ parts: [[UInt8]]) -> [UInt8] {
    Array(parts.joined(separator: Array(", ".utf8)))
  }
}
