public import Signing
public import StrictJSON

/// One disclosure of an SD-JWT (RFC 9901 §4.2): a salted value that the signed payload holds only as a
/// digest. Its identity is its text: that is what is hashed and what travels.
public struct Disclosure: Hashable, Sendable {
  /// The disclosure as it travels: base64url of its JSON, in ASCII.
  public let text: String
  /// What stands in the signed payload: base64url of SHA-256 of the text (RFC 9901 §4.2.3).
  public let digest: String

  init(text: String) {
    self.text = text
    digest = Base64URL.text(sha256(Array(text.utf8)))
  }

  /// Hides an element of an array: `[salt, value]`.
  /// - Parameters:
  ///   - value: The value's JSON.
  ///   - salt: 16 random bytes that are used once (RFC 9901 §9.3).
  public init(element value: [UInt8], salt: [UInt8]) {
    var json = JSONWriter(capacity: value.count + 32)
    json.array {
      $0.element(Base64URL.text(salt))
      $0.raw(value)
    }
    self.init(text: Base64URL.text(json.bytes))
  }

  /// Hides a member of an object: `[salt, name, value]`. The caller vouches that `name` is neither `_sd` nor
  /// `...`.
  /// - Parameters:
  ///   - name: The member's name.
  ///   - value: The value's JSON.
  ///   - salt: 16 random bytes that are used once (RFC 9901 §9.3).
  public init(member name: String, _ value: [UInt8], salt: [UInt8]) {
    var json = JSONWriter(capacity: value.count + 64)
    json.array {
      $0.element(Base64URL.text(salt))
      $0.element(name)
      $0.raw(value)
    }
    self.init(text: Base64URL.text(json.bytes))
  }

  /// Hides an element of an array with a fresh salt.
  /// - Throws: `no_randomness`.
  public init(element value: [UInt8]) throws(SigningError) {
    self.init(element: value, salt: try SecureRandom.bytes(16))
  }

  /// Hides a member of an object with a fresh salt.
  /// - Throws: `no_randomness`.
  public init(member name: String, _ value: [UInt8]) throws(SigningError) {
    self.init(member: name, value, salt: try SecureRandom.bytes(16))
  }
}

extension JSONWriter.Elements {
  /// Puts the digest of a hidden element in its place (RFC 9901 §4.2.4.2).
  public mutating func hidden(_ disclosure: Disclosure) {
    object { $0.member("...", disclosure.digest) }
  }
}

extension JSONWriter.Members {
  /// Puts the digests of hidden members into their object, sorted, so that their order tells nothing
  /// (RFC 9901 §4.2.4.1).
  public mutating func hidden(_ disclosures: [Disclosure]) {
    array("_sd") { list in
      for digest in disclosures.map(\.digest).sorted() { list.element(digest) }
    }
  }

  /// Names the hash of the digests; stands in the top object of a payload.
  public mutating func disclosureHash() { member("_sd_alg", SDJWT.hashAlgorithm) }
}

/// What a disclosure says, once it is read.
struct DisclosedContent {
  /// The member's name; nil for an element of an array.
  let name: String?
  let value: JSONValue

  /// Reads the JSON of `disclosure`.
  /// - Throws: `disclosure_malformed`, `reserved_name`.
  init(_ disclosure: Disclosure, rules: JSONRules) throws(JOSEError) {
    guard let bytes = Base64URL.decode(disclosure.text) else {
      throw JOSEError(.base64URL, "disclosure")
    }
    let limits = JSONRules(
      maximumBytes: rules.maximumBytes, maximumDepth: rules.maximumDepth, maximumValues: rules.maximumValues,
      reals: rules.reals, topLevelObject: false)
    let json: JSONValue
    do { json = try JSONParser.parse(bytes, rules: limits) } catch {
      throw JOSEError(.disclosureMalformed, error.description)
    }
    guard case .array(let parts) = json, case .string = parts.first else {
      throw JOSEError(.disclosureMalformed)
    }
    switch parts.count {
    case 2:
      name = nil
    case 3:
      guard case .string(let name) = parts[1] else { throw JOSEError(.disclosureMalformed) }
      guard name != "_sd", name != "..." else { throw JOSEError(.reservedName, "in a disclosure") }
      self.name = name
    default:
      throw JOSEError(.disclosureMalformed, "\(parts.count) elements")
    }
    value = parts[parts.count - 1]
  }
}
