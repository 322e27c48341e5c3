/// The strict reading of one object: each member is asked for by name, type and size, and what does not fit
/// throws with its place. An `optional…` reading gives nil only if the member is absent: `null` is a wrong
/// type. The readings themselves are those of ``JSONElement``.
public struct JSONFields: Hashable, Sendable {
  /// One value with its place.
  public typealias Element = JSONElement

  /// The object.
  public let members: JSONObject
  /// Its place as a JSON pointer; empty for the whole document.
  public let pointer: String

  /// Reads `value`, which stands at `pointer` of its document.
  ///
  /// - Throws: ``JSONFieldError/Fault/wrongType(expected:)`` if it is not an object.
  public init(_ value: JSONValue, at pointer: String = "") throws(JSONFieldError) {
    try self.init(JSONElement(value, at: pointer))
  }

  init(_ element: JSONElement) throws(JSONFieldError) {
    guard case .object(let members) = element.value else {
      throw element.error(.wrongType(expected: "an object"))
    }
    self.members = members
    pointer = element.pointer
  }

  /// The member called `name`, of any type, or nil.
  public func optionalElement(_ name: String) -> Element? {
    members[name].map { JSONElement($0, parent: pointer, step: .member(name)) }
  }

  /// The member called `name`, of any type.
  public func element(_ name: String) throws(JSONFieldError) -> Element {
    guard let element = optionalElement(name) else { throw error(name, .missing) }
    return element
  }

  /// An error at the member called `name`: for rules that span members.
  public func error(_ name: String, _ fault: JSONFieldError.Fault) -> JSONFieldError {
    JSONFieldError(pointer: JSONPointer.member(name, of: pointer), fault: fault)
  }

  /// Refuses the first member whose name is not in `allowed`.
  public func refuseUnknown(allowed: Set<String>) throws(JSONFieldError) {
    for member in members.members where !allowed.contains(member.name) {
      throw error(member.name, .unknownMember)
    }
  }
}

extension JSONFields {
  /// A string of so many bytes of UTF-8.
  public func string(
    _ name: String, bytes: ClosedRange<Int> = 1...4096
  ) throws(JSONFieldError) -> String {
    try element(name).string(bytes: bytes)
  }

  /// A string of so many bytes of UTF-8, or nil if absent.
  public func optionalString(
    _ name: String, bytes: ClosedRange<Int> = 1...4096
  ) throws(JSONFieldError) -> String? {
    try optionalElement(name)?.string(bytes: bytes)
  }

  /// An integer within `range`.
  public func integer(_ name: String, in range: ClosedRange<Int64>) throws(JSONFieldError) -> Int64 {
    try element(name).integer(in: range)
  }

  /// An integer within `range`, or nil if absent.
  public func optionalInteger(
    _ name: String, in range: ClosedRange<Int64>
  ) throws(JSONFieldError) -> Int64? {
    try optionalElement(name)?.integer(in: range)
  }

  /// True or false.
  public func bool(_ name: String) throws(JSONFieldError) -> Bool { try element(name).bool() }

  /// True or false, or nil if absent.
  public func optionalBool(_ name: String) throws(JSONFieldError) -> Bool? {
    try optionalElement(name)?.bool()
  }

  /// The elements of an array of so many.
  public func array(_ name: String, count: ClosedRange<Int>) throws(JSONFieldError) -> [Element] {
    try element(name).array(count: count)
  }

  /// The elements of an array of so many, or nil if absent.
  public func optionalArray(
    _ name: String, count: ClosedRange<Int>
  ) throws(JSONFieldError) -> [Element]? {
    try optionalElement(name)?.array(count: count)
  }

  /// An object.
  public func object(_ name: String) throws(JSONFieldError) -> JSONFields { try element(name).object() }

  /// An object, or nil if absent.
  public func optionalObject(_ name: String) throws(JSONFieldError) -> JSONFields? {
    try optionalElement(name)?.object()
  }

  /// What `make` makes of a string of 1 to 4,096 bytes; if it makes nothing, the value is invalid and
  /// `expected`, such as "a UUIDv7", says what would be right.
  public func parsed<T>(
    _ name: String, _ expected: String, _ make: (String) -> T?
  ) throws(JSONFieldError) -> T {
    try element(name).parsed(expected, make)
  }

  /// As ``parsed(_:_:_:)``, or nil if absent.
  public func optionalParsed<T>(
    _ name: String, _ expected: String, _ make: (String) -> T?
  ) throws(JSONFieldError) -> T? {
    try optionalElement(name)?.parsed(expected, make)
  }
}
