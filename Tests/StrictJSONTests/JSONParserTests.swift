import StrictJSON
import Testing

struct JSONParserTests {
  @Test func `a document keeps its values and the order of its members`() throws {
    let value = try parse(#" {"z":1,"a":[true,false,null,"é\n𝄞"],"m":{"x":-1.5},"":""} "#)
    #expect(
      value
        == .object(
          JSONObject([
            ("z", .integer(1)),
            ("a", .array([.bool(true), .bool(false), .null, .string("é\n𝄞")])),
            ("m", .object(JSONObject([("x", .real(-1.5))]))),
            ("", .string("")),
          ])))
  }

  @Test(arguments: ["", " ", "\n\t\r "])
  func `a document without a value is empty`(text: String) {
    #expect(refusal(text)?.code == .empty)
  }

  @Test(arguments: [
    (#"{"a":1,"a":1}"#, 7), (#"{"a":1,"\u0061":2}"#, 7), (#"[{"x":{"q\"\\":1,"q\"\\":2}}]"#, 17),
    (#"{"":0,"b":0,"":0}"#, 12),
  ])
  func `a name that comes twice is refused where it comes again`(text: String, offset: Int) {
    let error = refusal(text)
    #expect(error?.code == .duplicateName)
    #expect(error?.offset == offset)
  }

  @Test func `a doubled name of a megabyte of backslashes is found in one pass`() {
    let name = String(repeating: #"\\"#, count: 1 << 19)
    #expect(refusal(#"{"\#(name)":1,"\#(name)":2}"#)?.code == .duplicateName)
  }

  @Test func `names are compared by their bytes`() throws {
    let value = try parse("{\"e\u{301}\":1,\"\u{E9}\":2}")
    guard case .object(let object) = value else {
      Issue.record("not an object")
      return
    }
    #expect(object.members.map(\.value) == [.integer(1), .integer(2)])
  }

  /// jansson alone accepts several of these: it loses a NUL byte after a number or a word.
  @Test(arguments: [
    "\0", "[1\0]", "[\01]", "[true\0]", "{\"a\":null\0}", "12\0", "{\"a\0b\":1}", "[\"a\0\"]", "[\"\\\0\"]",
    "{}\0",
    "{} \0 ", #"["\u0000"]"#, #"["a\u0000b"]"#, #"{"\u0000":1}"#, #"{"a":{"b\u0000":[]}}"#, #"["\\\u0000"]"#,
  ])
  func `NUL is refused in every form`(text: String) {
    #expect(refusal(text)?.code == .nul)
    #expect(refusal(#"{"a":\#(text)}"#, .wire)?.code == .nul)
  }

  @Test func `a backslash before u0000 is not NUL`() throws {
    #expect(try parse(#"["\\u0000"]"#) == .array([.string(#"\u0000"#)]))
    #expect(try parse(#"["\u0001"]"#) == .array([.string("\u{1}")]))
  }

  @Test func `a byte order mark is refused, also without a document`() {
    #expect(refusal([0xEF, 0xBB, 0xBF] + Array("{}".utf8))?.code == .byteOrderMark)
    #expect(refusal([0xEF, 0xBB, 0xBF])?.code == .byteOrderMark)
    #expect(refusal([0xEF, 0xBB])?.code == .invalidUTF8)
    #expect(refusal([0xFE, 0xFF, 0x00, 0x7B])?.code == .nul)
  }

  @Test(
    arguments: [
      [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE4, 0xB8],
      [0x80],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are refused where they start`(bad: [UInt8]) {
    let error = refusal(Array("[\"".utf8) + bad + Array("\"]".utf8))
    #expect(error?.code == .invalidUTF8)
    #expect(error?.offset == 2)
  }

  @Test(arguments: [#"["\ud800"]"#, #"["\udc00"]"#, #"["\ud800\ud800"]"#, #"["\ud834x"]"#])
  func `half a surrogate pair is refused`(text: String) {
    #expect(refusal(text)?.code == .syntax)
  }

  @Test(arguments: ["{}x", "{} {}", "[] ,", "1 2", "null null", "{}}", "{}\u{B}", #""a""b""#])
  func `whatever follows the document is refused`(text: String) {
    #expect(refusal(text)?.code == .trailingBytes)
  }

  @Test(arguments: ["{", "[1,", #"{"a""#, #"{"a":"#, #"["abc"#, #"""#])
  func `a document that ends too early is truncated`(text: String) {
    let error = refusal(text)
    #expect(error?.code == .truncated)
    #expect(error?.offset == text.utf8.count)
  }

  @Test func `integers are read to the ends of 64 bits and not beyond`() throws {
    #expect(try parse("[9223372036854775807]") == .array([.integer(.max)]))
    #expect(try parse("[-9223372036854775808]") == .array([.integer(.min)]))
    for text in ["9223372036854775808", "-9223372036854775809", String(repeating: "9", count: 5000)] {
      let error = refusal("[ \(text) ]")
      #expect(error?.code == .integerOutOfRange)
      #expect(error?.offset == 2)
    }
  }

  @Test func `minus zero is the integer zero and, with a fraction, the real minus zero`() throws {
    #expect(try parse("-0") == .integer(0))
    guard case .real(let zero) = try parse("-0.0") else {
      Issue.record("not a real")
      return
    }
    #expect(zero.sign == .minus && zero == 0)
  }

  @Test(arguments: ["1e309", "-1e309", "1e99999999999999999999", "123123.0e100000"])
  func `a real too large for a double is refused`(text: String) {
    #expect(refusal(text)?.code == .realOutOfRange)
    #expect(refusal("{\"a\":\(text)}")?.offset == 5)
  }

  @Test func `a real too small for a double is zero`() throws {
    #expect(try parse("1e-400") == .real(0))
    #expect(try parse("5e-324") == .real(.leastNonzeroMagnitude))
  }

  @Test func `an error has line and column in characters, and quotes nothing`() {
    let error = refusal("{\n  \"市\": \"民\",\n  \"卡\": 4311223344556677x\n}")
    #expect(error?.code == .syntax)
    #expect(error?.line == 3)
    #expect(error?.column == 24)
    #expect(error?.description == "syntax at line 3, column 24: not JSON: '}' expected")
  }

  @Test func `parsing from many threads gives every thread its own document`() async {
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<64 {
        group.addTask {
          (0..<50).allSatisfy { round in
            let text = #"{"task":\#(task),"round":[\#(round),"\#(task)-\#(round)"]}"#
            return (try? parse(text).encoded()) == Array(text.utf8)
          }
        }
      }
      for await same in group { #expect(same) }
    }
  }
}
