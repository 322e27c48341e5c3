import StrictJSON

/// Puts disclosed values in the place of their digests (RFC 9901 §7.1, steps 3 and 4).
struct DisclosureOpening {
  /// The deepest nesting of the whole, disclosures inside disclosures counted: what bounds the recursion.
  static let depthLimit = 128

  private let contents: [String: (disclosure: Disclosure, content: DisclosedContent)]
  private var seen: Set<String> = []
  private var used = 0

  /// The disclosed elements of the payload's own arrays.
  private(set) var elements: [String: [DisclosedElement]] = [:]

  /// Digests that no disclosure belongs to.
  var hiddenCount: Int { seen.count - used }

  init(_ disclosures: [Disclosure], rules: JSONRules) throws(JOSEError) {
    var contents: [String: (disclosure: Disclosure, content: DisclosedContent)] = [:]
    contents.reserveCapacity(disclosures.count)
    for disclosure in disclosures {
      let content = try DisclosedContent(disclosure, rules: rules)
      guard contents.updateValue((disclosure, content), forKey: disclosure.digest) == nil else {
        throw JOSEError(.disclosureDuplicate)
      }
    }
    self.contents = contents
  }

  /// The claims of `payload` with everything that was disclosed.
  mutating func open(_ payload: JSONObject) throws(JOSEError) -> JSONObject {
    switch payload["_sd_alg"] {
    // RFC 9901 §4.1.1: "If the _sd_alg claim is not present at the top level, a default value of sha-256
    // MUST be used."
    case nil, .string(SDJWT.hashAlgorithm): break
    default: throw JOSEError(.sdAlgorithm)
    }
    var opened = try object(payload, depth: 1)
    opened.removeAll { $0.0 == "_sd_alg" }
    guard used == contents.count else { throw JOSEError(.disclosureUnused) }
    return JSONObject(opened)
  }

  private mutating func value(_ value: JSONValue, depth: Int) throws(JOSEError) -> JSONValue {
    guard depth <= Self.depthLimit else { throw JOSEError(.tooDeep) }
    switch value {
    case .object(let members): return .object(JSONObject(try object(members, depth: depth)))
    case .array(let list): return .array(try array(list, depth: depth, name: nil))
    default: return value
    }
  }

  private mutating func object(_ source: JSONObject, depth: Int) throws(JOSEError) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    members.reserveCapacity(source.members.count)
    for member in source.members where member.name != "_sd" {
      guard member.name != "..." else { throw JOSEError(.reservedName, "... outside an array") }
      if depth == 1, case .array(let list) = member.value {
        members.append((member.name, .array(try array(list, depth: 2, name: member.name))))
      } else {
        members.append((member.name, try value(member.value, depth: depth + 1)))
      }
    }
    for digest in try Self.digests(source["_sd"]) {
      guard let (_, content) = try take(digest) else { continue }
      guard let name = content.name else {
        throw JOSEError(.disclosureMalformed, "an element's disclosure for a member")
      }
      guard source[name] == nil, !members.contains(where: { $0.0 == name }) else {
        throw JOSEError(.claimExists)
      }
      members.append((name, try value(content.value, depth: depth + 1)))
    }
    return members
  }

  /// - Parameter name: The name of the array, if it is a member of the payload itself.
  private mutating func array(
    _ source: [JSONValue], depth: Int, name: String?
  ) throws(JOSEError) -> [JSONValue] {
    var list: [JSONValue] = []
    list.reserveCapacity(source.count)
    for (index, element) in source.enumerated() {
      guard case .object(let members) = element, let placeholder = members["..."] else {
        list.append(try value(element, depth: depth + 1))
        continue
      }
      guard members.members.count == 1, case .string(let digest) = placeholder else {
        throw JOSEError(.reservedName, "... beside another member or not a string")
      }
      guard let (disclosure, content) = try take(digest) else { continue }
      guard content.name == nil else {
        throw JOSEError(.disclosureMalformed, "a member's disclosure for an element")
      }
      let opened = try value(content.value, depth: depth + 1)
      list.append(opened)
      if let name {
        elements[name, default: []].append(
          DisclosedElement(index: index, value: opened, disclosure: disclosure))
      }
    }
    return list
  }

  /// What was disclosed for `digest`, or nil; each digest may come once in the whole.
  private mutating func take(
    _ digest: String
  ) throws(JOSEError) -> (disclosure: Disclosure, content: DisclosedContent)? {
    guard seen.insert(digest).inserted else { throw JOSEError(.digestDuplicate) }
    guard let found = contents[digest] else { return nil }
    used += 1
    return found
  }

  private static func digests(_ value: JSONValue?) throws(JOSEError) -> [String] {
    guard let value else { return [] }
    guard case .array(let list) = value else { throw JOSEError(.reservedName, "_sd is not an array") }
    var digests: [String] = []
    for element in list {
      guard case .string(let digest) = element else {
        throw JOSEError(.reservedName, "_sd holds another type")
      }
      digests.append(digest)
    }
    return digests
  }
}
