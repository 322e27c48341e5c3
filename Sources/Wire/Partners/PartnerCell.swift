import Benefits
import StrictJSON

/// In which form one cell of a sheet holds a member of a file. Every form goes both ways without loss.
///
/// Spreadsheets change what they take for figures, dates or formulas. So texts that look like one get an apostrophe in
/// front, which is taken off again; dates and times are accepted as Excel saves them (`2026/1/1`, `9:00`).
enum PartnerCell: Hashable {
  case text, id, word, number, date
  /// One language of a text.
  case half(String)
  /// Lists, with `;` between the entries.
  case ids, times, windows, days
  /// Which benefit, and how much of it.
  case benefit, benefitValue
  /// `member/day/uses/1;offer/year/amount/50000`
  case limits
  /// `host`, or `merchant/40;host/40;home/20`
  case funding
  /// `exclusive`, or `on_top_of:a;b`
  case stacking
  /// `allow`, or `allow_up_to/100`
  case offline
}

// Writing.
extension PartnerCell {
  /// The cell for a member; empty for one that is left out.
  func text(_ value: JSONValue?) -> String {
    guard let value else { return "" }
    switch self {
    case .half(let language): return Self.marked(Self.string(Self.member(language, of: value)))
    case .text, .id, .ids: return Self.marked(Self.list(value))
    case .benefit: return Self.only(value)?.name ?? ""
    case .benefitValue:
      guard let inner = Self.only(value)?.value else { return "" }
      if case .array(let counts) = inner { return counts.map(Self.string).joined(separator: "+") }
      return inner == .bool(true) ? "" : Self.string(inner)
    case .limits:
      guard case .array(let limits) = value else { return "" }
      return limits.map { limit in
        ["scope", "period", "measure", "most"].map { Self.string(Self.member($0, of: limit)) }
          .joined(separator: "/")
      }.joined(separator: ";")
    case .funding, .offline:
      guard case .object(let object) = value else { return Self.string(value) }
      return object.members.map { "\($0.name)/\(Self.string($0.value))" }.joined(separator: ";")
    case .stacking:
      guard let inner = Self.only(value) else { return Self.string(value) }
      return "\(inner.name):\(Self.list(inner.value))"
    case .word, .number, .date, .times, .windows, .days: return Self.list(value)
    }
  }

  private static func string(_ value: JSONValue?) -> String {
    switch value {
    case .string(let text)?: text
    case .integer(let number)?: String(number)
    default: ""
    }
  }

  private static func list(_ value: JSONValue) -> String {
    guard case .array(let values) = value else { return string(value) }
    return values.map(string).joined(separator: ";")
  }

  private static func member(_ name: String, of value: JSONValue) -> JSONValue? {
    if case .object(let object) = value { object[name] } else { nil }
  }

  private static func only(_ value: JSONValue) -> JSONObject.Member? {
    if case .object(let object) = value { object.members.first } else { nil }
  }

  /// `text` with an apostrophe in front, if a spreadsheet would run it as a formula, or take it for a figure, a date or
  /// an amount and save something else.
  private static func marked(_ text: String) -> String {
    guard let first = text.first else { return text }
    let lower = text.lowercased()
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    let looksLikeData =
      text.contains(where: \.isNumber)
      && (first.isNumber || ".($￥¥".contains(first)
        || (months + ["nt$"]).contains(where: lower.hasPrefix))
    let risky = "=+-@＝＋－＠'".contains(first) || looksLikeData || ["true", "false"].contains(lower)
    return risky ? "'" + text : text
  }
}

// Reading.
extension PartnerCell {
  /// What a cell holds, as the file has it. What has the form and yet is wrong, such as an unknown word, is left to the
  /// reader of files, which says so.
  func value(_ cell: String) throws(CellFault) -> JSONValue {
    let unmarked = cell.hasPrefix("'") ? String(cell.dropFirst()) : cell
    switch self {
    case .text, .half: return .string(unmarked)
    case .id, .word, .benefit: return .string(Self.trimmed(unmarked))
    case .number: return .integer(try Self.number(unmarked))
    case .date: return .string(Self.date(Self.trimmed(unmarked)))
    case .ids: return Self.list(unmarked) { $0 }
    case .times: return Self.list(unmarked, Self.time)
    case .windows:
      return Self.list(unmarked) {
        $0.split(separator: "-").map { Self.time(String($0)) }.joined(separator: "-")
      }
    case .days: return Self.list(unmarked, Self.days)
    case .benefitValue:
      let parts = unmarked.split(separator: "+", omittingEmptySubsequences: false)
      if parts.count == 1 { return .integer(try Self.number(unmarked)) }
      return .array(try Self.numbers(parts))
    case .limits: return .array(try Self.entries(unmarked).map(Self.limit))
    case .funding, .offline: return try Self.shares(unmarked)
    case .stacking:
      let prefix = "on_top_of:"
      let word = Self.trimmed(unmarked)
      guard word.hasPrefix(prefix) else { return .string(word) }
      let below = Self.list(String(word.dropFirst(prefix.count))) { $0 }
      return .object(JSONObject([("on_top_of", below)]))
    }
  }

  /// What is wrong with a cell.
  struct CellFault: Error {
    let problem: PartnerProblem
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
  }

  private static func entries(_ cell: String) -> [String] { cell.split(separator: ";").map(trimmed) }

  private static func list(_ cell: String, _ entry: (String) -> String) -> JSONValue {
    .array(entries(cell).map { .string(entry($0)) })
  }

  private static func number(_ text: some StringProtocol) throws(CellFault) -> Int64 {
    let text = trimmed(text)
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text)
    else { throw CellFault(problem: .cellNotNumber(text)) }
    return number
  }

  private static func numbers(_ parts: [Substring]) throws(CellFault) -> [JSONValue] {
    var numbers: [JSONValue] = []
    for part in parts { numbers.append(.integer(try number(part))) }
    return numbers
  }

  /// `2026/1/1`, as Excel saves dates, in the form of files; all else stays as it is.
  private static func date(_ text: String) -> String {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" }
    guard parts.count == 3, parts[0].utf8.count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2]), let date = CivilDate(year: year, month: month, day: day)
    else { return text }
    return date.description
  }

  /// One day or a span; both of its days may be written in either way.
  private static func days(_ text: String) -> String {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" }
    guard parts.count == 6 else { return date(text) }
    return [parts[..<3], parts[3...]].map { date($0.joined(separator: "-")) }.joined(separator: "/")
  }

  /// `9:00` and `9:00:00` in the form of files; all else stays as it is.
  private static func time(_ text: String) -> String {
    var parts = trimmed(text).split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 3, parts[2] == "00" { parts.removeLast() }
    guard parts.count == 2, parts[0].utf8.count == 1 else { return parts.joined(separator: ":") }
    return "0\(parts[0]):\(parts[1])"
  }

  private static func limit(_ entry: String) throws(CellFault) -> JSONValue {
    let parts = entry.split(separator: "/", omittingEmptySubsequences: false).map(trimmed)
    guard parts.count == 4 else { throw CellFault(problem: .cellInvalid(entry, wanted: "member/day/uses/1")) }
    return .object(
      JSONObject([
        ("scope", .string(parts[0])), ("period", .string(parts[1])), ("measure", .string(parts[2])),
        ("most", .integer(try number(parts[3]))),
      ]))
  }

  private static func shares(_ cell: String) throws(CellFault) -> JSONValue {
    guard cell.contains("/") else { return .string(trimmed(cell)) }
    var members: [(String, JSONValue)] = []
    for entry in entries(cell) {
      let parts = entry.split(separator: "/", omittingEmptySubsequences: false).map(trimmed)
      guard parts.count == 2, !members.contains(where: { $0.0 == parts[0] }) else {
        throw CellFault(problem: .cellInvalid(entry, wanted: "merchant/40;host/60"))
      }
      members.append((parts[0], .integer(try number(parts[1]))))
    }
    return .object(JSONObject(members))
  }
}
