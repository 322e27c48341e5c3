import Foundation
import NIOHTTP1
public import StrictJSON

/// One browser window with a profile of its own, driven as a person drives it: ``ChromeDriver`` opens it.
public struct Browser: Sendable {
  let session: WebDriverSession
  /// How long it looks for words that are not there yet: a page may only just be on its way.
  public var patience: Duration = .seconds(10)

  init(session: WebDriverSession) { self.session = session }

  // MARK: The window

  /// Opens an address, and waits until the page is loaded. The answer to what was done before is awaited first; else it
  /// might come later, and take the place of this page.
  public func open(_ url: String) async throws {
    try await settle()
    try await session.send(.POST, "/url", .members(("url", .string(url))))
  }

  /// Loads the page anew.
  public func reload() async throws { try await session.send(.POST, "/refresh") }

  /// Keeps a cookie for the site that is open.
  public func keep(cookie name: String, _ value: String) async throws {
    try await session.send(
      .POST, "/cookie",
      .members(
        ("cookie", .members(("name", .string(name)), ("value", .string(value)), ("path", .string("/"))))))
  }

  /// The address that the window shows.
  public var address: String {
    get async throws {
      guard case .string(let url) = try await session.send(.GET, "/url") else { return "" }
      return url
    }
  }

  /// Lays the page out for a screen of this size; a window can't be made as narrow as a telephone.
  /// - Parameter scale: How many of the screen's points a point of the page takes, for sharper pictures.
  public func screen(width: Int, height: Int, scale: Int = 1) async throws {
    try await devTools(
      "Emulation.setDeviceMetricsOverride",
      .members(
        ("width", .integer(Int64(width))), ("height", .integer(Int64(height))),
        ("deviceScaleFactor", .integer(Int64(scale))), ("mobile", .bool(false))))
  }

  /// Has the page told that its reader set a preference, such as `prefers-reduced-motion` to `reduce`.
  public func prefer(_ feature: String, _ value: String) async throws {
    let one: JSONValue = .members(("name", .string(feature)), ("value", .string(value)))
    try await devTools("Emulation.setEmulatedMedia", .members(("features", .array([one]))))
  }

  /// The window's content as a PNG file, once its fonts are loaded.
  public func screenshot() async throws -> [UInt8] {
    try await run("return document.fonts.ready.then(() => true)")
    guard case .string(let base64) = try await session.send(.GET, "/screenshot"),
      let data = Data(base64Encoded: base64)
    else { throw BrowserFailure("no screenshot") }
    return [UInt8](data)
  }

  /// Closes the window and forgets its profile.
  public func close() async throws { try await session.send(.DELETE, "") }

  // MARK: Asking the page

  /// Runs a script's body; `arguments` holds the arguments, `return` gives the value, a promise is awaited.
  @discardableResult
  public func run(_ script: String, _ arguments: JSONValue...) async throws -> JSONValue {
    try await execute(script, arguments)
  }

  func execute(_ script: String, _ arguments: [JSONValue]) async throws -> JSONValue {
    try await session.send(
      .POST, "/execute/sync", .members(("script", .string(script)), ("args", .array(arguments))))
  }

  /// Whether an expression, which must change nothing, holds in the page; in the next one, if this one is being left.
  public func holds(_ expression: String) async throws -> Bool {
    try await settle()
    return try await ask("return Boolean(\(expression))") == .bool(true)
  }

  /// What an expression, which must change nothing, gives as text; in the next page, if this one is being left.
  public func text(_ expression: String) async throws -> String {
    try await settle()
    return if case .string(let text) = try await ask("return String(\(expression))") { text } else { "" }
  }

  /// Whether an expression, which must change nothing, comes to hold: looks again every 20 ms, for a minute at most.
  public func comesToHold(_ expression: String) async throws -> Bool {
    for _ in 0..<3000 {
      if try await holds(expression) { return true }
      try await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  // MARK: Asking the browser

  /// The lines of a log since it was last asked for: `browser` (console and violations), `performance`.
  public func log(_ kind: String) async throws -> [String] {
    let found = try await session.send(.POST, "/se/log", .members(("type", .string(kind))))
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
    try await session.send(
      .POST, "/goog/cdp/execute", .members(("cmd", .string(command)), ("params", parameters)))
  }
}
