import StrictJSON

/// As much of JSON Schema 2020-12 as `openapi.yaml` uses. A keyword that it does not know is a fault, so that
/// no rule of the document goes unchecked.
struct SchemaCheck {
  let document: OpenAPIDocument

  /// Every way in which `value` is not as `schema` says, with its place; empty if it is.
  func faults(_ value: JSONValue, _ schema: JSONValue, at place: String = "") throws -> [String] {
    let schema = try document.resolved(schema)
    var faults: [String] = []
    for keyword in schema.members {
      let broken = try broken(keyword.name, keyword.value, of: schema, value, place)
      faults += broken.map { $0.hasPrefix("/") ? $0 : "\(place)/ breaks \($0)" }
    }
    return faults
  }

  private func broken(
    _ keyword: String, _ rule: JSONValue, of schema: JSONValue, _ value: JSONValue, _ place: String
  ) throws -> [String] {
    func must(_ holds: Bool) -> [String] { holds ? [] : ["\(keyword): \(value)"] }
    let size = Int64(value.text?.unicodeScalars.count ?? 0)
    switch keyword {
    case "description", "default", "format": return []
    case "type": return must(rule.text == value.typeName)
    case "const": return must(value == rule)
    case "enum": return must(rule.elements.contains(value))
    case "pattern": return must(try matches(value.text ?? "", rule.text ?? ""))
    case "minLength": return must(rule.number.map { $0 <= size } == true)
    case "maxLength": return must(rule.number.map { size <= $0 } == true)
    case "minimum": return must((value.number ?? .min) >= (rule.number ?? .max))
    case "maximum": return must((value.number ?? .max) <= (rule.number ?? .min))
    case "minItems": return must(value.elements.count >= rule.number ?? .max)
    case "maxItems": return must(value.elements.count <= rule.number ?? .min)
    case "items":
      return try value.elements.enumerated().flatMap { try faults($1, rule, at: "\(place)/\($0)") }
    case "required":
      return rule.texts.filter { name in !value.members.contains { $0.name == name } }
        .map { "required: \($0)" }
    case "properties":
      return try value.members.flatMap { member in
        rule[member.name] == .null
          ? [] : try faults(member.value, rule[member.name], at: "\(place)/\(member.name)")
      }
    case "additionalProperties":
      return value.members.filter { schema["properties"][$0.name] == .null }
        .map { "additionalProperties: \($0.name)" }
    default: return ["a keyword that this check does not know: \(keyword)"]
    }
  }

  private func matches(_ text: String, _ pattern: String) throws -> Bool {
    try Regex(pattern).firstMatch(in: text) != nil
  }
}

extension JSONValue {
  /// The type's name in JSON Schema.
  fileprivate var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .real: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
