/// A document that is JSON but not what was asked for: which value, and what is wrong with it.
public struct JSONFieldError: Error, Hashable, Sendable {
  /// What can be wrong with a value. `expected` says in English what would be right.
  public enum Fault: Hashable, Sendable {
    /// A required member is absent.
    case missing
    /// The value is of another JSON type; `null` is one, never an absent member.
    case wrongType(expected: String)
    /// The right type, but too small, too large, too short or too long.
    case outOfRange(expected: String)
    /// The right type and size, but not of the form that the member asks for.
    case invalid(expected: String)
    /// A member that nobody defined.
    case unknownMember
  }

  /// The place as a JSON pointer (RFC 6901), such as `/checks/0/card`; empty for the whole document. Where a
  /// member is missing, the pointer it would have.
  public let pointer: String
  /// What is wrong there.
  public let fault: Fault

  /// Makes an error; readers of single values use this to report with the place that they were given.
  public init(pointer: String, fault: Fault) {
    self.pointer = pointer
    self.fault = fault
  }

  /// The fault as a stable word.
  public var code: String {
    switch fault {
    case .missing: "missing"
    case .wrongType: "wrong_type"
    case .outOfRange: "out_of_range"
    case .invalid: "invalid"
    case .unknownMember: "unknown_member"
    }
  }
}

extension JSONFieldError: CustomStringConvertible {
  /// Place and fault, such as `/checks/0/at: expected an integer`. Holds names of members that the sender
  /// chose, but no values.
  public var description: String {
    let place = pointer.isEmpty ? "the document" : pointer
    return switch fault {
    case .missing: "\(place): missing"
    case .wrongType(let expected), .outOfRange(let expected), .invalid(let expected):
      "\(place): expected \(expected)"
    case .unknownMember: "\(place): unknown member"
    }
  }
}

/// Places in a document as RFC 6901 writes them: `/` before each name or index, `~` as `~0`, `/` as `~1`.
public enum JSONPointer {
  /// The place of the member called `name` of the object at `pointer`.
  public static func member(_ name: String, of pointer: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return "\(pointer)/\(name)"
    }
    var escaped = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": escaped += "~0"
      case "/": escaped += "~1"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return "\(pointer)/\(escaped)"
  }

  /// The place of the element at `index`, counted from 0, of the array at `pointer`.
  public static func element(_ index: Int, of pointer: String) -> String { "\(pointer)/\(index)" }
}
