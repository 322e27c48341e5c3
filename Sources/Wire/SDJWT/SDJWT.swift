public import Signing
public import StrictJSON

/// What a reader of SD-JWTs demands.
public struct SDJWTRules: Hashable, Sendable {
  /// The rules of the JWS inside; its size limit holds for the whole.
  public let jws: JWSRules
  /// The most disclosures.
  public let maximumDisclosures: Int
  /// Whether every digest must have its disclosure.
  public let everythingDisclosed: Bool
  /// Whether a key binding JWT may follow. It is handed on, not checked: ``VerifiedSDJWT/checkKeyBinding()``.
  public let allowsKeyBinding: Bool

  /// The rules of messages between nodes: at most 256 disclosures (one per check or answer) and no key
  /// binding.
  ///
  /// - Parameter everythingDisclosed: True for a message on its way, which hides nothing from its recipient;
  ///   false for evidence, which shows one visit alone.
  public static func message(typ: String, everythingDisclosed: Bool) -> SDJWTRules {
    SDJWTRules(
      jws: .message(typ: typ), maximumDisclosures: 256, everythingDisclosed: everythingDisclosed,
      allowsKeyBinding: false)
  }

  /// The rules for a person who inspects an SD-JWT from anywhere: at most 4,096 disclosures.
  public static func inspection(typ: String?) -> SDJWTRules {
    SDJWTRules(
      jws: .inspection(typ: typ), maximumDisclosures: 4096, everythingDisclosed: false, allowsKeyBinding: true
    )
  }
}

/// Selective disclosure for JWTs (RFC 9901), SHA-256 alone.
public enum SDJWT {
  /// The only `_sd_alg`.
  public static let hashAlgorithm = "sha-256"

  /// Signs `payload`, in which the caller has put the disclosures' digests, and appends the disclosures:
  /// `<jws>~<d1>~…~`.
  /// - Returns: The token in ASCII.
  /// - Throws: what ``Signing/PrivateKey/sign(_:)`` throws.
  public static func sign(
    payload: [UInt8], disclosures: [Disclosure], typ: String, kid: String, key: PrivateKey
  ) throws(SigningError) -> [UInt8] {
    combine(
      jws: try CompactJWS.sign(payload: payload, typ: typ, kid: kid, key: key), disclosures: disclosures)
  }

  /// Joins a signed JWS and some of its disclosures, such as the one that evidence shows.
  public static func combine(jws: [UInt8], disclosures: [Disclosure]) -> [UInt8] {
    var token = jws
    token.reserveCapacity(jws.count + disclosures.reduce(1) { $0 + $1.text.utf8.count + 1 })
    token.append(UInt8(ascii: "~"))
    for disclosure in disclosures {
      token += disclosure.text.utf8
      token.append(UInt8(ascii: "~"))
    }
    return token
  }

  /// Whether `token` has the form of an SD-JWT rather than a plain JWS.
  public static func isForm(of token: [UInt8]) -> Bool { token.contains(UInt8(ascii: "~")) }

  /// Checks the JWS as ``CompactJWS/verify(_:rules:keys:)`` does, then every disclosure (RFC 9901 §7.1).
  /// - Throws: the first rule that broke: those of the JWS, `not_sd_jwt`, `too_many_disclosures`,
  ///   `key_binding_refused`, `payload_not_json`, `sd_alg_unsupported`, `disclosure_malformed`,
  ///   `disclosure_duplicate`, `disclosure_unused`, `disclosure_missing`, `digest_duplicate`,
  ///   `reserved_name`, `claim_exists`, `too_deep`.
  public static func verify(
    _ token: [UInt8], rules: SDJWTRules, keys: JSONWebKeySet
  ) throws(JOSEError) -> VerifiedSDJWT {
    guard token.count <= rules.jws.maximumBytes else { throw JOSEError(.tokenTooLarge) }
    let tilde = UInt8(ascii: "~")
    // One more than allowed suffices to know that there are too many.
    let parts = token.split(
      separator: tilde, maxSplits: rules.maximumDisclosures + 2, omittingEmptySubsequences: false)
    guard let last = parts.last, parts.count >= 2 else { throw JOSEError(.notSDJWT) }
    guard parts.count - 2 <= rules.maximumDisclosures else { throw JOSEError(.tooManyDisclosures) }
    guard last.isEmpty || rules.allowsKeyBinding else { throw JOSEError(.keyBindingRefused) }
    let jws = try CompactJWS.verify(parts[0], rules: rules.jws, keys: keys)
    let disclosures = parts[1..<(parts.count - 1)].map {
      Disclosure(text: String(decoding: $0, as: UTF8.self))
    }
    var opening = try DisclosureOpening(disclosures, rules: rules.jws.json)
    let claims = try opening.open(try jws.claims())
    guard !rules.everythingDisclosed || opening.hiddenCount == 0 else { throw JOSEError(.disclosureMissing) }
    return VerifiedSDJWT(
      jws: jws, disclosures: disclosures, claims: claims, hiddenCount: opening.hiddenCount,
      elements: opening.elements,
      keyBinding: last.isEmpty
        ? nil : KeyBinding(token: Array(last), signed: Array(token[..<last.startIndex])))
  }
}

/// An SD-JWT whose signature and disclosures hold. There is no other way to get one.
public struct VerifiedSDJWT: Hashable, Sendable {
  /// The JWS inside, with its exact bytes.
  public let jws: VerifiedJWS
  /// The disclosures in the order in which they came.
  public let disclosures: [Disclosure]
  /// The payload with every disclosed value in its place and every digest taken out.
  public let claims: JSONObject
  /// How many digests had no disclosure: hidden values, or decoys.
  public let hiddenCount: Int
  /// The disclosed elements of the arrays that are members of the payload, by the member's name.
  let elements: [String: [DisclosedElement]]
  let keyBinding: KeyBinding?

  /// The disclosed elements of the array `name`, a member of the payload, in the order in which they were
  /// signed, each with the disclosure that proves it. Elements that were never hidden are not among them.
  public func disclosedElements(of name: String) -> [DisclosedElement] { elements[name] ?? [] }

  /// Whether a key binding JWT came with it.
  public var hasKeyBinding: Bool { keyBinding != nil }
}

/// An element of an array together with the disclosure that proves that it was signed.
public struct DisclosedElement: Hashable, Sendable {
  /// Its place in the signed array, hidden elements counted.
  public let index: Int
  /// The element.
  public let value: JSONValue
  /// Its disclosure.
  public let disclosure: Disclosure
}
