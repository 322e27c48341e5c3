import NIOHTTP1
import StrictJSON

extension Browser {
  /// A key that is no character (https://www.w3.org/TR/webdriver2/#keyboard-actions).
  public enum Key: String, Sendable {
    case enter = "\u{E007}"
    case tab = "\u{E004}"
    case escape = "\u{E00C}"
    case shift = "\u{E008}"
    case control = "\u{E009}"
    case left = "\u{E012}"
    case up = "\u{E013}"
    case right = "\u{E014}"
    case down = "\u{E015}"
    case f2 = "\u{E032}"
    case f4 = "\u{E034}"
    case f7 = "\u{E037}"
    case f8 = "\u{E038}"

    /// The character that stands for it among the characters that are typed.
    public var code: String { rawValue }
  }

  /// Presses keys, one after the other, wherever the focus is.
  public func press(_ keys: Key...) async throws {
    try await type(keys.map(\.code).joined())
  }

  /// Types text as a keyboard does, wherever the focus is, on request with so many milliseconds between its keys.
  public func type(_ text: String, pause: Int64 = 0) async throws {
    try await strike(
      text.flatMap { letter in
        Self.strokes(("keyDown", String(letter)), ("keyUp", String(letter)))
          + [.members(("type", .string("pause")), ("duration", .integer(pause)))]
      })
  }

  /// Presses a key or a letter while another key, such as Control, is held.
  public func press(_ letter: String, holding key: Key) async throws {
    try await strike(
      Self.strokes(("keyDown", key.code), ("keyDown", letter), ("keyUp", letter), ("keyUp", key.code)))
  }

  private static func strokes(_ strokes: (type: String, value: String)...) -> [JSONValue] {
    strokes.map { .members(("type", .string($0.type)), ("value", .string($0.value))) }
  }

  private func strike(_ strokes: [JSONValue]) async throws {
    let keyboard: JSONValue = .members(
      ("type", .string("key")), ("id", .string("keyboard")), ("actions", .array(strokes)))
    try await session.send(.POST, "/actions", .members(("actions", .array([keyboard]))))
  }
}
