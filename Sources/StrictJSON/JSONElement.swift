/// A value together with its place, and the strict readings of it: a reading gives what was asked for or an
/// error with the place. Nothing is converted: `"1"` is no integer, `1` no string and `null` neither.
public struct JSONElement: Hashable, Sendable {
  /// The value.
  public let value: JSONValue
  private let parent: String
  private let step: Step

  /// The last step to the value; the pointer is spelled out only when somebody asks for it.
  enum Step: Hashable, Sendable {
    case whole
    case member(String)
    case index(Int)
  }

  init(_ value: JSONValue, parent: String, step: Step) {
    self.value = value
    self.parent = parent
    self.step = step
  }

  /// The value at the JSON pointer `pointer`.
  public init(_ value: JSONValue, at pointer: String = "") {
    self.init(value, parent: pointer, step: .whole)
  }

  /// The place as a JSON pointer.
  public var pointer: String {
    switch step {
    case .whole: parent
    case .member(let name): JSONPointer.member(name, of: parent)
    case .index(let index): JSONPointer.element(index, of: parent)
    }
  }

  /// An error at this place.
  public func error(_ fault: JSONFieldError.Fault) -> JSONFieldError {
    JSONFieldError(pointer: pointer, fault: fault)
  }

  /// A string of so many bytes of UTF-8.
  public func string(bytes: ClosedRange<Int> = 1...4096) throws(JSONFieldError) -> String {
    guard case .string(let text) = value else { throw error(.wrongType(expected: "a string")) }
    guard bytes.contains(text.utf8.count) else {
      throw error(.outOfRange(expected: "a string of \(bytes.lowerBound) to \(bytes.upperBound) bytes"))
    }
    return text
  }

  /// An integer within `range`.
  public func integer(in range: ClosedRange<Int64>) throws(JSONFieldError) -> Int64 {
    guard case .integer(let number) = value else { throw error(.wrongType(expected: "an integer")) }
    guard range.contains(number) else {
      throw error(.outOfRange(expected: "an integer from \(range.lowerBound) to \(range.upperBound)"))
    }
    return number
  }

  /// True or false.
  public func bool() throws(JSONFieldError) -> Bool {
    guard case .bool(let flag) = value else { throw error(.wrongType(expected: "true or false")) }
    return flag
  }

  /// The elements of an array of so many.
  public func array(count: ClosedRange<Int>) throws(JSONFieldError) -> [JSONElement] {
    guard case .array(let values) = value else { throw error(.wrongType(expected: "an array")) }
    guard count.contains(values.count) else {
      throw error(.outOfRange(expected: "an array of \(count.lowerBound) to \(count.upperBound) elements"))
    }
    let pointer = pointer
    return values.enumerated().map { JSONElement($1, parent: pointer, step: .index($0)) }
  }

  /// The members of an object.
  public func object() throws(JSONFieldError) -> JSONFields { try JSONFields(self) }

  /// What `make` makes of a string of 1 to 4,096 bytes; nil from it is ``JSONFieldError/Fault/invalid(expected:)``
  /// with the words `expected`, such as "a UUIDv7".
  public func parsed<T>(_ expected: String, _ make: (String) -> T?) throws(JSONFieldError) -> T {
    guard let made = make(try string()) else { throw error(.invalid(expected: expected)) }
    return made
  }
}
