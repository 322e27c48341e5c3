import Benefits
import Logging
import StrictJSON

/// One log event as one line of JSON within its limits.
struct LogLine {
  /// The most bytes of a part as it is written, escapes included; together they stay below the line's limit.
  private enum Limit {
    /// Names of members, punctuation, time, level, `truncated`, line feed: 110 bytes at most.
    static let frame = 128
    static let logger = 256
    static let message = 4096
    static let key = 128
    static let value = 2048
    /// Nested dictionaries and lists; what lies deeper is left out.
    static let depth = 8
  }

  /// The line with its line feed.
  let bytes: [UInt8]

  init(time: Instant, level: Logger.Level, logger: String, message: String, metadata: Logger.Metadata) {
    var text = BoundedText(left: JSONLinesLogHandler.lineLimit - Limit.frame)
    let logger = text.take(logger, atMost: Limit.logger)
    let message = text.take(message, atMost: Limit.message)
    var flat = FlatMetadata(text: text)
    flat.add(metadata, prefix: "", depth: 0)
    var json = JSONWriter(capacity: 256)
    json.object {
      $0.member("time", Self.timestamp(time))
      $0.member("level", level.rawValue)
      $0.member("logger", logger)
      $0.member("message", message)
      if !flat.items.isEmpty {
        $0.object("meta") { meta in for (key, value) in flat.items { meta.member(key, value) } }
      }
      if flat.text.wasCut { $0.member("truncated", true) }
    }
    bytes = json.bytes + [UInt8(ascii: "\n")]
  }

  /// RFC 3339 §5.6 in UTC, rounded down to milliseconds: `2026-11-23T06:05:09.123Z`.
  static func timestamp(_ time: Instant) -> String {
    let perDay: Int64 = 86_400_000
    let milliseconds = floorDivided(time.microseconds, by: 1000)
    let day = floorDivided(milliseconds, by: perDay)
    let rest = Int(milliseconds - day * perDay)
    let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { digits($0, 2) }
    return "\(CivilDate(daysSinceEpoch: Int(day)))T\(clock.joined(separator: ":")).\(digits(rest % 1000, 3))Z"
  }

  private static func floorDivided(_ a: Int64, by b: Int64) -> Int64 { a / b - (a % b < 0 ? 1 : 0) }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  /// Metadata as names and strings, in order, within what room is left.
  private struct FlatMetadata {
    private(set) var items: [(key: String, value: String)] = []
    private var keys: Set<[UInt8]> = []
    private(set) var text: BoundedText

    init(text: BoundedText) { self.text = text }

    mutating func add(_ metadata: Logger.Metadata, prefix: String, depth: Int) {
      for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
        if WithheldMetadata.covers(key) {
          add(prefix + key, WithheldMetadata.mark)
        } else {
          add(value, key: prefix + key, depth: depth)
        }
      }
    }

    private mutating func add(_ value: Logger.MetadataValue, key: String, depth: Int) {
      guard depth < Limit.depth, !text.isFull else { return text.wasCut = true }
      switch value {
      case .string(let string): add(key, string)
      case .stringConvertible(let value): add(key, value.description)
      case .dictionary(let inner): add(inner, prefix: key + ".", depth: depth + 1)
      case .array(let elements):
        for (index, element) in elements.enumerated() {
          guard !text.isFull else { return text.wasCut = true }
          add(element, key: "\(key).\(index)", depth: depth + 1)
        }
      }
    }

    /// Punctuation around an item: four quotation marks, colon, comma.
    private static let around = 6

    private mutating func add(_ key: String, _ value: String) {
      guard text.reserve(Self.around) else { return }
      let key = text.take(key, atMost: Limit.key)
      // Compared byte by byte, as readers of JSON do; Swift would take two spellings of "é" for one.
      guard keys.insert(Array(key.utf8)).inserted else { return }
      items.append((key, text.take(value, atMost: Limit.value)))
    }
  }
}

/// Cuts texts so that together, as JSON spells them, they take no more than a number of bytes.
struct BoundedText {
  /// The bytes that are left.
  private(set) var left: Int
  /// Whether anything was left out.
  var wasCut = false

  init(left: Int) { self.left = left }

  /// Whether there is no room for another item worth reading.
  var isFull: Bool { left < 32 }

  /// Takes `count` bytes for something else.
  mutating func reserve(_ count: Int) -> Bool {
    guard left >= count, !isFull else {
      wasCut = true
      return false
    }
    left -= count
    return true
  }

  /// As much of the beginning of `text` as fits, NUL replaced. Never cuts inside a character's encoding.
  mutating func take(_ text: String, atMost limit: Int) -> String {
    let room = min(left, limit)
    var used = 0
    var taken = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let written: Unicode.Scalar = scalar == "\0" ? "\u{FFFD}" : scalar
      let cost = Self.cost(written)
      guard used + cost <= room else {
        wasCut = true
        break
      }
      used += cost
      taken.append(written)
    }
    left -= used
    return String(taken)
  }

  /// The bytes of a scalar inside a JSON string as ``JSONWriter`` writes it.
  private static func cost(_ scalar: Unicode.Scalar) -> Int {
    switch scalar {
    case "\"", "\\", "\u{8}", "\t", "\n", "\u{C}", "\r": 2
    case "\0"..."\u{1F}": 6
    default: UTF8.width(scalar)
    }
  }
}
