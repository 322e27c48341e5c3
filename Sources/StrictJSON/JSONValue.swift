/// A JSON document as a tree of values. Objects keep the order in which their members arrived.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// Only under ``JSONRules/general``; the federation's own messages hold integers alone.
  case real(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

/// The members of a JSON object, in the order in which they arrived, each name once.
public struct JSONObject: Hashable, Sendable {
  /// Name and value, in order.
  public private(set) var members: [Member]

  /// One member.
  public struct Member: Hashable, Sendable {
    /// The member's name.
    public let name: String
    /// The member's value.
    public let value: JSONValue
  }

  /// Makes an object; the caller vouches that no name comes twice.
  public init(_ members: [(String, JSONValue)] = []) {
    self.members = members.map { Member(name: $0.0, value: $0.1) }
  }

  /// Wraps what the parser read.
  init(members: [Member]) { self.members = members }

  /// The value of the member called `name`.
  public subscript(name: String) -> JSONValue? { members.first { $0.name == name }?.value }
}
