import Foundation
import StrictJSON
import TestSupport
import Testing
import Yams

/// `Federation/openapi.yaml` as a tree of JSON values, with ways to walk it.
struct OpenAPIDocument {
  let root: JSONValue

  /// Reads the document once for all tests.
  static let shared = Result { try OpenAPIDocument() }

  init() throws {
    let text = String(decoding: try Repository.bytes("Federation/openapi.yaml"), as: UTF8.self)
    root = try JSONValue(yaml: try #require(try Yams.compose(yaml: text)))
  }

  /// An operation with the path and method that it stands under.
  struct Operation {
    let path: String
    let method: String
    let value: JSONValue
  }

  /// Every operation, in the order of the document.
  var operations: [Operation] {
    root["paths"].members.flatMap { path in
      path.value.members.filter { ["get", "put", "post", "delete", "patch", "head"].contains($0.name) }
        .map { Operation(path: path.name, method: $0.name.uppercased(), value: $0.value) }
    }
  }

  /// The schema of `name`.
  func schema(_ name: String) -> JSONValue { root["components"]["schemas"][name] }

  /// The value of the example called `name`.
  func example(_ name: String) throws -> JSONValue {
    let example = root["components"]["examples"][name]["value"]
    try #require(example != .null, "no example \(name)")
    return example
  }

  /// `value`, or what its `$ref` points to; a `description` beside the `$ref` is left behind.
  func resolved(_ value: JSONValue) throws -> JSONValue {
    guard let reference = value["$ref"].text else { return value }
    try #require(reference.hasPrefix("#/"), "\(reference) leads out of the document")
    let target = reference.dropFirst(2).split(separator: "/").reduce(root) { $0[String($1)] }
    try #require(target != .null, "\(reference) leads nowhere")
    return try resolved(target)
  }
}

extension JSONValue {
  /// The member called `name`; null where there is none, which the document itself never holds.
  subscript(_ name: String) -> JSONValue {
    guard case .object(let object) = self else { return .null }
    return object[name] ?? .null
  }

  /// The members of an object, else none.
  var members: [JSONObject.Member] {
    guard case .object(let object) = self else { return [] }
    return object.members
  }

  /// The elements of an array, else none.
  var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  /// A string's text.
  var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// An integer.
  var number: Int64? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  /// The texts of an array of strings.
  var texts: [String] { elements.compactMap(\.text) }

  /// The object without the member called `name`, or with `value` in its place.
  func with(_ name: String, _ value: JSONValue?) -> JSONValue {
    let kept = members.filter { $0.name != name }.map { ($0.name, $0.value) }
    return .object(JSONObject(kept + (value.map { [(name, $0)] } ?? [])))
  }

  /// What YAML's core schema makes of a node: plain scalars may be integers or booleans, quoted ones are text.
  init(yaml node: Yams.Node) throws {
    switch node {
    case .mapping(let mapping):
      self = .object(
        JSONObject(
          try mapping.map { (try #require($0.key.string), try JSONValue(yaml: $0.value)) }))
    case .sequence(let sequence):
      self = .array(try sequence.map { try JSONValue(yaml: $0) })
    case .scalar(let scalar):
      switch (scalar.style, scalar.string) {
      case (.plain, "true"): self = .bool(true)
      case (.plain, "false"): self = .bool(false)
      case (.plain, let text): self = Int64(text).map(JSONValue.integer) ?? .string(text)
      case (_, let text): self = .string(text)
      }
    case .alias:
      throw UnexpectedAlias()
    }
  }

  /// The document needs no aliases, so the tests know none.
  private struct UnexpectedAlias: Error {}
}
