public import Benefits

/// A rule of the wire for tokens and key sets: a stable code, and what it demands. Equal if the codes are.
public struct JOSERule: Sendable {
  /// The stable code, in snake case.
  public let code: String
  /// What the rule demands, for people.
  public let text: BilingualText

  init(_ code: String, zh: String, en: String) {
    self.code = code
    text = BilingualText(zh: zh, en: en)
  }
}

extension JOSERule: Hashable {
  /// Whether the codes are equal.
  public static func == (a: JOSERule, b: JOSERule) -> Bool { a.code == b.code }
  /// Hashes the code.
  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

/// Why a token, key or key set was refused: the rule that broke. Two errors are equal if their rules are.
public struct JOSEError: Error, Sendable {
  /// The rule that broke.
  public let rule: JOSERule
  /// Where or how, in English, such as a member's name; never a claim's value. Nil if the rule says it all.
  public let detail: String?

  /// Makes an error.
  public init(_ rule: JOSERule, _ detail: String? = nil) {
    self.rule = rule
    self.detail = detail
  }

  /// The rule's stable code.
  public var code: String { rule.code }
}

extension JOSEError: Hashable {
  /// Whether the rules are equal.
  public static func == (a: JOSEError, b: JOSEError) -> Bool { a.rule == b.rule }
  /// Hashes the rule.
  public func hash(into hasher: inout Hasher) { hasher.combine(rule) }
}

extension JOSEError: CustomStringConvertible {
  /// Code, rule and detail in English, such as `typ_mismatch: …`.
  public var description: String { "\(code): \(rule.text.en)\(detail.map { " (\($0))" } ?? "")" }
}
