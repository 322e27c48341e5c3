import StrictJSON
import Testing

struct JSONLimitTests {
  private func rules(bytes: Int = 1 << 20, depth: Int = 16, values: Int = 10_000) -> JSONRules {
    JSONRules(
      maximumBytes: bytes, maximumDepth: depth, maximumValues: values, reals: true, topLevelObject: false)
  }

  @Test func `the wire and general rules are those of the protocol`() {
    #expect(
      JSONRules.wire
        == JSONRules(
          maximumBytes: 1_048_576, maximumDepth: 16, maximumValues: 32_768, reals: false, topLevelObject: true
        )
    )
    #expect(
      JSONRules.general
        == JSONRules(
          maximumBytes: 16_777_216, maximumDepth: 512, maximumValues: 1_000_000, reals: true,
          topLevelObject: false))
  }

  @Test func `as many bytes as allowed are read, and one more is refused`() {
    #expect(refusal("[1234]", rules(bytes: 6)) == nil)
    #expect(refusal("[1234] ", rules(bytes: 6))?.code == .tooLarge)
    let megabyte = #"{"a":""# + String(repeating: "x", count: (1 << 20) - 8) + #""}"#
    #expect(refusal(megabyte, .wire) == nil)
    #expect(refusal(megabyte + "\n", .wire)?.code == .tooLarge)
  }

  @Test(arguments: [16, 512, 2000])
  func `as many levels as allowed are read, and one more is refused`(depth: Int) {
    func nested(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(refusal(nested(depth), rules(depth: depth)) == nil)
    let error = refusal(nested(depth + 1), rules(depth: depth))
    #expect(error?.code == .tooDeep)
    #expect(error?.offset == depth)
  }

  @Test func `a scalar is no level of its own`() {
    #expect(refusal("0", rules(depth: 0)) == nil)
    #expect(refusal("[[0]]", rules(depth: 2)) == nil)
  }

  @Test func `no rules let jansson recurse to its own limit`() {
    #expect(rules(depth: 1_000_000).maximumDepth == 2000)
  }

  @Test(arguments: ["[", #"{"a":"#, #"[{"a":"#])
  func `a hundred thousand openings are refused before jansson sees them`(opening: String) {
    let error = refusal(String(repeating: opening, count: 100_000))
    #expect(error?.code == .tooDeep)
    #expect(error.map { $0.offset <= 512 * opening.utf8.count } == true)
  }

  @Test(arguments: [
    ("0", 1), ("[]", 1), ("{}", 1), (" [ ] ", 1), ("[0]", 2), ("[[],{}]", 3), (#"{"a":1,"b":[2,3]}"#, 5),
    (#"["a,b","[{"]"#, 3), (#"[[[]],[],"\",",null]"#, 6),
  ])
  func `values are counted without names`(text: String, count: Int) {
    #expect(refusal(text, rules(values: count)) == nil)
    #expect(refusal(text, rules(values: count - 1))?.code == (count == 1 ? nil : .tooManyValues))
  }

  @Test func `as many values as the wire allows are read, and one more is refused`() {
    func list(_ count: Int) -> String {
      #"{"a":["# + Array(repeating: "0", count: count).joined(separator: ",") + "]}"
    }
    #expect(refusal(list(32_766), .wire) == nil)
    #expect(refusal(list(32_767), .wire)?.code == .tooManyValues)
  }

  @Test(arguments: ["[]", "1", "null", #""text""#, "[{}]", "x"])
  func `on the wire the top must be an object`(text: String) {
    #expect(refusal(text, .wire)?.code == .topLevelNotObject)
    #expect(refusal(#"{"a":[null,true,false,-12,"text"]}"#, .wire) == nil)
  }

  @Test(arguments: ["1.0", "1e2", "1E2", "-0.0", "0e0", "1.5e-3"])
  func `on the wire a real is refused where it starts`(number: String) {
    let error = refusal(#"{"a":"# + number + "}", .wire)
    #expect(error?.code == .realNotAllowed)
    #expect(error?.offset == 5)
    #expect(refusal(#"{"a":"\#(number)"}"#, .wire) == nil)
  }
}
