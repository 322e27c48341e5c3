import StrictJSON
import TestSupport
import Testing

/// Every file of JSONTestSuite (nst/JSONTestSuite, `test_parsing`) against both sets of rules.
@Suite(.enabled(if: Vectors.present, "public vectors not found"))
struct JSONTestSuiteTests {
  private static let folder = "jsontestsuite/test_parsing"

  /// The code of the refusal of each file whose name starts with `prefix`; nil where it is accepted.
  private func outcomes(_ prefix: String, _ rules: JSONRules) throws -> [String: JSONError.Code?] {
    var outcomes: [String: JSONError.Code?] = [:]
    for name in try Vectors.names(in: Self.folder) where name.hasPrefix(prefix) {
      let bytes = try Vectors.bytes("\(Self.folder)/\(name)")
      do {
        _ = try JSONParser.parse(bytes, rules: rules)
        outcomes[name] = .some(nil)
      } catch {
        outcomes[name] = error.code
      }
    }
    return outcomes
  }

  @Test(arguments: [JSONRules.general, .wire])
  func `every file that is not JSON is refused`(rules: JSONRules) throws {
    let outcomes = try outcomes("n_", rules)
    #expect(outcomes.count == 188)
    for (name, code) in outcomes { #expect(code != nil, "\(name) was accepted") }
    #expect(outcomes.values.allSatisfy { $0 != .outOfMemory })
  }

  /// What RFC 8259 allows and we forbid on purpose, under all rules.
  private static let forbidden: [String: JSONError.Code] = [
    // Two readers may take different values.
    "y_object_duplicated_key.json": .duplicateName,
    "y_object_duplicated_key_and_value.json": .duplicateName,
    // C code behind us would see a shorter string.
    "y_object_escaped_null_in_key.json": .nul,
    "y_string_null_escape.json": .nul,
  ]

  @Test func `general rules accept all JSON but doubled names and NUL`() throws {
    let outcomes = try outcomes("y_", .general)
    #expect(outcomes.count == 95)
    #expect(outcomes.compactMapValues { $0 } == Self.forbidden)
  }

  /// What the wire rules forbid besides: numbers that are not integers. Amounts and times never are.
  private static let reals: Set<String> = [
    "y_number.json", "y_number_0e+1.json", "y_number_0e1.json", "y_number_double_close_to_zero.json",
    "y_number_int_with_exp.json", "y_number_real_capital_e.json", "y_number_real_capital_e_neg_exp.json",
    "y_number_real_capital_e_pos_exp.json", "y_number_real_exponent.json",
    "y_number_real_fraction_exponent.json", "y_number_real_neg_exp.json", "y_number_real_pos_exponent.json",
    "y_number_simple_real.json", "y_object_extreme_numbers.json", "y_structure_lonely_negative_real.json",
  ]

  /// All that is left of the suite when the top must be an object too.
  private static let wire: Set<String> = [
    "y_object.json", "y_object_basic.json", "y_object_empty.json", "y_object_empty_key.json",
    "y_object_long_strings.json", "y_object_simple.json", "y_object_string_unicode.json",
    "y_object_with_newlines.json",
  ]

  @Test func `without reals every number that is not an integer is refused and nothing else`() throws {
    let wire = JSONRules.wire
    let rules = JSONRules(
      maximumBytes: wire.maximumBytes, maximumDepth: wire.maximumDepth, maximumValues: wire.maximumValues,
      reals: false, topLevelObject: false)
    let expected = Self.reals.reduce(into: Self.forbidden) { $0[$1] = .realNotAllowed }
    #expect(try outcomes("y_", rules).compactMapValues { $0 } == expected)
  }

  @Test func `wire rules accept objects of integers and nothing else`() throws {
    let outcomes = try outcomes("y_", .wire)
    #expect(Set(outcomes.filter { $0.value == nil }.keys) == Self.wire)
    for (name, code) in outcomes where !Self.wire.contains(name) {
      // Every file that is not called an object holds an array or a scalar at the top.
      let expected: JSONError.Code =
        !name.hasPrefix("y_object") ? .topLevelNotObject : Self.forbidden[name] ?? .realNotAllowed
      #expect(code == expected, "\(name)")
    }
  }

  @Test func `the SD-JWT case that discloses a real is read under the general rules alone`() throws {
    let specification = try Vectors.bytes("sd-jwt/object_data_types/specification.yml")
    #expect(String(decoding: specification, as: UTF8.self).contains("!sd test_float: 3.14"))
    let disclosure = #"["_26bc4LT-ac6q2KI6cBW5es","test_float",3.14]"#
    #expect(
      try parse(disclosure)
        == .array([.string("_26bc4LT-ac6q2KI6cBW5es"), .string("test_float"), .real(3.14)]))
    #expect(refusal(#"{"test_float":3.14}"#, .wire)?.code == .realNotAllowed)
  }
}
