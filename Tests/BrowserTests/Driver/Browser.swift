import Foundation
import NIOHTTP1
import StrictJSON
import Testing

/// One browser window of a session of its own.
struct Browser: Sendable {
  let wire: WireProtocol

  func open(_ url: String) async throws {
    try await wire.send(.POST, "/url", .members(("url", .string(url))))
  }

  func reload() async throws { try await wire.send(.POST, "/refresh") }

  /// The address that the window shows.
  var address: String {
    get async throws {
      guard case .string(let url) = try await wire.send(.GET, "/url") else { return "" }
      return url
    }
  }

  /// Lays the page out for a screen of this size; a window can't be made as narrow as a telephone.
  func screen(width: Int, height: Int) async throws {
    try await devTools(
      "Emulation.setDeviceMetricsOverride",
      .members(
        ("width", .integer(Int64(width))), ("height", .integer(Int64(height))),
        ("deviceScaleFactor", .integer(1)), ("mobile", .bool(false))))
  }

  /// Runs a script's body; `arguments` holds the arguments, `return` gives the value, a promise is awaited.
  @discardableResult
  func run(_ script: String, _ arguments: JSONValue...) async throws -> JSONValue {
    try await wire.send(
      .POST, "/execute/sync", .members(("script", .string(script)), ("args", .array(arguments))))
  }

  /// Whether an expression holds in the page.
  func holds(_ expression: String) async throws -> Bool {
    try await run("return Boolean(\(expression))") == .bool(true)
  }

  /// What an expression gives, as text.
  func text(_ expression: String) async throws -> String {
    if case .string(let text) = try await run("return String(\(expression))") { text } else { "" }
  }

  /// Waits until an expression holds; looks again every 20 ms, for a minute at most.
  func wait(
    _ comment: Comment? = nil, until expression: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    for _ in 0..<3000 {
      if try await holds(expression) { return }
      try await Task.sleep(for: .milliseconds(20))
    }
    let phase = try await text("document.body.dataset.phase + ': ' + document.body.innerText")
    Issue.record(
      "\(comment.map { "\($0): " } ?? "")\(expression) does not come to hold; \(phase)",
      sourceLocation: sourceLocation)
    throw BrowserFailure("waited in vain")
  }

  /// Presses keys, one after the other, wherever the focus is. Every character is a key.
  func press(_ keys: Key...) async throws {
    try await type(keys.map(\.code).joined())
  }

  /// Types text as a keyboard does, on request with so many milliseconds between its keys.
  func type(_ text: String, pause: Int64 = 0) async throws {
    let strokes = text.flatMap { letter in
      ["keyDown", "keyUp"].map {
        JSONValue.members(("type", .string($0)), ("value", .string(String(letter))))
      } + [.members(("type", .string("pause")), ("duration", .integer(pause)))]
    }
    let keyboard: JSONValue = .members(
      ("type", .string("key")), ("id", .string("keyboard")), ("actions", .array(strokes)))
    try await wire.send(.POST, "/actions", .members(("actions", .array([keyboard]))))
  }

  /// Holds Control while a key is pressed, as a scanner does that sends control characters.
  func control(_ letter: String) async throws {
    let strokes = [
      ("keyDown", Key.control.code), ("keyDown", letter), ("keyUp", letter), ("keyUp", Key.control.code),
    ].map { JSONValue.members(("type", .string($0)), ("value", .string($1))) }
    let keyboard: JSONValue = .members(
      ("type", .string("key")), ("id", .string("keyboard")), ("actions", .array(strokes)))
    try await wire.send(.POST, "/actions", .members(("actions", .array([keyboard]))))
  }

  /// The elements of a selector, by the browser's own ids for them.
  func elements(_ selector: String) async throws -> [String] {
    let found = try await wire.send(
      .POST, "/elements", .members(("using", .string("css selector")), ("value", .string(selector))))
    guard case .array(let elements) = found else { return [] }
    return elements.compactMap { element in
      guard case .object(let object) = element, case .string(let id)? = object.members.first?.value else {
        return nil
      }
      return id
    }
  }

  /// What assistive technology is told of an element: its role and its name, as the browser computed them.
  func accessible(_ element: String) async throws -> (role: String, name: String) {
    let values = (
      try await wire.send(.GET, "/element/\(element)/computedrole"),
      try await wire.send(.GET, "/element/\(element)/computedlabel")
    )
    guard case (.string(let role), .string(let name)) = values else { return ("", "") }
    return (role, name)
  }

  func click(_ selector: String) async throws {
    let element = try #require(try await elements(selector).first, "no element \(selector)")
    try await wire.send(.POST, "/element/\(element)/click")
  }

  /// The window's content as a PNG file.
  func screenshot() async throws -> [UInt8] {
    guard case .string(let base64) = try await wire.send(.GET, "/screenshot"),
      let data = Data(base64Encoded: base64)
    else { throw BrowserFailure("no screenshot") }
    return [UInt8](data)
  }

  /// The lines of a log since it was last asked for: `browser` (console and violations), `performance`.
  func log(_ kind: String) async throws -> [String] {
    let found = try await wire.send(.POST, "/se/log", .members(("type", .string(kind))))
    guard case .array(let lines) = found else { return [] }
    return lines.compactMap { line in
      guard case .object(let object) = line, case .string(let message)? = object["message"] else {
        return nil
      }
      return message
    }
  }

  /// Lets the browser ask another protocol's question: Chrome DevTools.
  func devTools(_ command: String, _ parameters: JSONValue) async throws {
    try await wire.send(
      .POST, "/goog/cdp/execute", .members(("cmd", .string(command)), ("params", parameters)))
  }

  func close() async throws { try await wire.send(.DELETE, "") }
}

/// A key that is no character (https://www.w3.org/TR/webdriver2/#keyboard-actions).
enum Key: String {
  case enter = "\u{E007}"
  case tab = "\u{E004}"
  case escape = "\u{E00C}"
  case control = "\u{E009}"
  case left = "\u{E012}"
  case up = "\u{E013}"
  case right = "\u{E014}"
  case down = "\u{E015}"
  case f2 = "\u{E032}"
  case f4 = "\u{E034}"
  case f7 = "\u{E037}"
  case f8 = "\u{E038}"

  var code: String { rawValue }
}
