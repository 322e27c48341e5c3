/// What a JSON document may hold. RFC 8259 allows an implementation to set these limits (its section 9).
public struct JSONRules: Hashable, Sendable {
  /// The most bytes of the whole document, white space included.
  public let maximumBytes: Int
  /// The most arrays and objects inside each other. A document that is one flat object has depth 1.
  public let maximumDepth: Int
  /// The most values: objects, arrays, strings, numbers, booleans and nulls; names of members not counted.
  public let maximumValues: Int
  /// Whether numbers with a fraction or an exponent are allowed.
  public let reals: Bool
  /// Whether the document must be an object.
  public let topLevelObject: Bool

  /// Makes rules.
  ///
  /// - Parameters:
  ///   - maximumBytes: Bytes of the whole document; taken as 1 GiB if more, since jansson counts in `int`.
  ///   - maximumDepth: Nested arrays and objects; taken as 2,000 if more, since jansson recurses and stops at
  ///     `JSON_PARSER_MAX_DEPTH`, 2,048.
  ///   - maximumValues: Values of all kinds together.
  ///   - reals: Whether a number may have a fraction or an exponent.
  ///   - topLevelObject: Whether anything but an object is refused at the top.
  public init(
    maximumBytes: Int, maximumDepth: Int, maximumValues: Int, reals: Bool, topLevelObject: Bool
  ) {
    self.maximumBytes = min(maximumBytes, 1 << 30)
    self.maximumDepth = min(maximumDepth, 2000)
    self.maximumValues = maximumValues
    self.reals = reals
    self.topLevelObject = topLevelObject
  }

  /// The federation's own messages: 1 MiB, depth 16, 32,768 values, no reals, an object at the top.
  public static let wire = JSONRules(
    maximumBytes: 1 << 20, maximumDepth: 16, maximumValues: 32_768, reals: false, topLevelObject: true)

  /// Files and foreign documents: 16 MiB, depth 512, a million values, reals, any value at the top.
  public static let general = JSONRules(
    maximumBytes: 16 << 20, maximumDepth: 512, maximumValues: 1_000_000, reals: true, topLevelObject: false)
}
