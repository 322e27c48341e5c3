import NIOHTTP1
public import StrictJSON

extension Browser {
  /// An element of the page that is open, by the browser's own id for it.
  public struct Element: Hashable, Sendable {
    /// How WebDriver writes an element where it is given or taken (https://www.w3.org/TR/webdriver2/#elements).
    private static let name = "element-6066-11e4-a52e-4f735466cecf"

    let id: String

    /// The element as an argument of a script.
    public var reference: JSONValue { .members((Self.name, .string(id))) }

    /// The element that a command or a script gave; nil if it gave something else.
    init?(_ value: JSONValue) {
      guard case .object(let object) = value, case .string(let id)? = object[Self.name] else { return nil }
      self.id = id
    }
  }

  /// The elements of a CSS selector.
  public func elements(_ selector: String) async throws -> [Element] {
    try await settle()
    let found = try await session.send(
      .POST, "/elements", .members(("using", .string("css selector")), ("value", .string(selector))))
    guard case .array(let elements) = found else { return [] }
    return elements.compactMap(Element.init)
  }

  /// What assistive technology is told of an element: its role and its name, as the browser computed them.
  public func accessible(_ element: Element) async throws -> (role: String, name: String) {
    let values = (
      try await session.send(.GET, "/element/\(element.id)/computedrole"),
      try await session.send(.GET, "/element/\(element.id)/computedlabel")
    )
    guard case (.string(let role), .string(let name)) = values else { return ("", "") }
    return (role, name)
  }

  /// Clicks the first element of a CSS selector.
  public func click(_ selector: String) async throws {
    guard let element = try await elements(selector).first else {
      throw BrowserFailure("no element \(selector)")
    }
    try await click(element)
  }

  /// Clicks an element as a mouse does: it is scrolled into view, and must not lie under another.
  public func click(_ element: Element) async throws {
    try await session.send(.POST, "/element/\(element.id)/click")
  }

  /// Puts text into a field in place of what is there, by the keyboard.
  public func fill(_ element: Element, with text: String) async throws {
    try await session.send(.POST, "/element/\(element.id)/clear")
    try await session.send(.POST, "/element/\(element.id)/value", .members(("text", .string(text))))
  }
}
