import StrictJSON
import Testing

struct JSONFieldsTests {
  private static let text = #"""
    {"name":"當代藝術館","price":50,"open":true,"none":null,"list":["a","bc",7],
     "inner":{"a/b":{"c~d":"x"}},"empty":"","when":"2025-01-02"}
    """#

  private func fields() throws -> JSONFields { try JSONFields(try parse(Self.text)) }

  /// The error that `read` throws.
  private func error(_ read: (JSONFields) throws(JSONFieldError) -> Void) throws -> JSONFieldError? {
    let fields = try fields()
    do {
      try read(fields)
      return nil
    } catch {
      return error
    }
  }

  private func expect(
    _ code: String, at pointer: String, _ location: SourceLocation = #_sourceLocation,
    _ read: (JSONFields) throws(JSONFieldError) -> Void
  ) throws {
    let error = try error(read)
    #expect(error?.code == code, sourceLocation: location)
    #expect(error?.pointer == pointer, sourceLocation: location)
  }

  @Test func `each type is read as it stands`() throws {
    let fields = try fields()
    #expect(try fields.string("name") == "當代藝術館")
    #expect(try fields.integer("price", in: 0...50) == 50)
    #expect(try fields.bool("open"))
    #expect(try fields.array("list", count: 1...3).map(\.pointer) == ["/list/0", "/list/1", "/list/2"])
    #expect(try fields.array("list", count: 3...3)[1].string() == "bc")
    #expect(try fields.array("list", count: 3...3)[2].integer(in: 7...7) == 7)
    #expect(try fields.object("inner").pointer == "/inner")
    #expect(try fields.parsed("when", "a date") { $0.split(separator: "-").count } == 3)
    #expect(try fields.optionalString("name") == "當代藝術館")
    #expect(try fields.optionalInteger("price", in: 50...50) == 50)
    #expect(try fields.optionalBool("open") == true)
    #expect(try fields.optionalArray("list", count: 0...9)?.count == 3)
    #expect(try fields.optionalObject("inner")?.members.members.count == 1)
    #expect(try fields.optionalParsed("when", "a date") { $0.first } == "2")
  }

  @Test func `an absent member is nil where it may be absent and else missing`() throws {
    let fields = try fields()
    #expect(try fields.optionalString("x") == nil)
    #expect(try fields.optionalInteger("x", in: 0...1) == nil)
    #expect(try fields.optionalBool("x") == nil)
    #expect(try fields.optionalArray("x", count: 0...1) == nil)
    #expect(try fields.optionalObject("x") == nil)
    #expect(try fields.optionalParsed("x", "a name") { $0 } == nil)
    try expect("missing", at: "/x") { fields throws(JSONFieldError) in _ = try fields.string("x") }
    try expect("missing", at: "/x") { fields throws(JSONFieldError) in _ = try fields.integer("x", in: 0...1)
    }
    try expect("missing", at: "/x") { fields throws(JSONFieldError) in _ = try fields.bool("x") }
    try expect("missing", at: "/x") { fields throws(JSONFieldError) in _ = try fields.array("x", count: 0...1)
    }
    try expect("missing", at: "/x") { fields throws(JSONFieldError) in _ = try fields.object("x") }
    try expect("missing", at: "/x") { fields throws(JSONFieldError) in
      _ = try fields.parsed("x", "a name") { $0 }
    }
  }

  @Test(arguments: ["none", "inner"])
  func `null and objects are of the wrong type, also where a member may be absent`(name: String) throws {
    let place = "/\(name)"
    try expect("wrong_type", at: place) { fields throws(JSONFieldError) in _ = try fields.optionalString(name)
    }
    try expect("wrong_type", at: place) { fields throws(JSONFieldError) in
      _ = try fields.optionalInteger(name, in: 0...1)
    }
    try expect("wrong_type", at: place) { fields throws(JSONFieldError) in _ = try fields.optionalBool(name) }
    try expect("wrong_type", at: place) { fields throws(JSONFieldError) in
      _ = try fields.optionalArray(name, count: 0...1)
    }
    try expect("wrong_type", at: place) { fields throws(JSONFieldError) in
      _ = try fields.optionalParsed(name, "a name") { $0 }
    }
  }

  @Test func `null is no object`() throws {
    try expect("wrong_type", at: "/none") { fields throws(JSONFieldError) in
      _ = try fields.optionalObject("none")
    }
    #expect(throws: JSONFieldError(pointer: "/at", fault: .wrongType(expected: "an object"))) {
      try JSONFields(.array([]), at: "/at")
    }
  }

  @Test func `nothing is converted from one type to another`() throws {
    let fields = try JSONFields(try parse(#"{"s":"1","i":1,"r":1.0}"#))
    #expect(throws: JSONFieldError.self) { try fields.integer("s", in: 0...9) }
    #expect(throws: JSONFieldError.self) { try fields.integer("r", in: 0...9) }
    #expect(throws: JSONFieldError.self) { try fields.string("i") }
    #expect(throws: JSONFieldError.self) { try fields.bool("i") }
  }

  @Test func `sizes are held at both ends, strings by their bytes`() throws {
    #expect(try fields().string("name", bytes: 15...15).count == 5)
    try expect("out_of_range", at: "/name") { fields throws(JSONFieldError) in
      _ = try fields.string("name", bytes: 1...14)
    }
    try expect("out_of_range", at: "/name") { fields throws(JSONFieldError) in
      _ = try fields.string("name", bytes: 16...20)
    }
    try expect("out_of_range", at: "/empty") { fields throws(JSONFieldError) in _ = try fields.string("empty")
    }
    #expect(try fields().string("empty", bytes: 0...0) == "")
    try expect("out_of_range", at: "/price") { fields throws(JSONFieldError) in
      _ = try fields.integer("price", in: 51...90)
    }
    try expect("out_of_range", at: "/price") { fields throws(JSONFieldError) in
      _ = try fields.integer("price", in: -1...49)
    }
    try expect("out_of_range", at: "/list") { fields throws(JSONFieldError) in
      _ = try fields.array("list", count: 0...2)
    }
    try expect("out_of_range", at: "/list") { fields throws(JSONFieldError) in
      _ = try fields.array("list", count: 4...5)
    }
  }

  @Test func `a string that nothing can be made of is invalid`() throws {
    try expect("invalid", at: "/when") { fields throws(JSONFieldError) in
      _ = try fields.parsed("when", "a number") { Int($0) }
    }
    try expect("invalid", at: "/list/1") { fields throws(JSONFieldError) in
      _ = try fields.array("list", count: 3...3)[1].parsed("a number") { Int($0) }
    }
  }

  @Test func `members that nobody defined are refused by name`() throws {
    let all: Set = ["name", "price", "open", "none", "list", "inner", "empty", "when"]
    try fields().refuseUnknown(allowed: all)
    try expect("unknown_member", at: "/open") { fields throws(JSONFieldError) in
      try fields.refuseUnknown(allowed: all.subtracting(["open", "when"]))
    }
  }

  @Test func `pointers escape tilde and slash as RFC 6901 asks`() throws {
    try expect("wrong_type", at: "/inner/a~1b/c~0d") { fields throws(JSONFieldError) in
      _ = try fields.object("inner").object("a/b").bool("c~d")
    }
    #expect(JSONPointer.member("~/", of: "/a") == "/a/~0~1")
    #expect(JSONPointer.element(3, of: "") == "/3")
  }

  @Test func `descriptions say place and expectation, but not the value`() throws {
    let card = try JSONFields(try parse(#"{"card":4311,"x":1}"#))
    let wrong = #expect(throws: JSONFieldError.self) { try card.string("card") }
    #expect(wrong?.description == "/card: expected a string")
    let range = #expect(throws: JSONFieldError.self) { try card.integer("card", in: 0...9) }
    #expect(range?.description == "/card: expected an integer from 0 to 9")
    let missing = #expect(throws: JSONFieldError.self) { try card.element("id") }
    #expect(missing?.description == "/id: missing")
    let unknown = #expect(throws: JSONFieldError.self) { try card.refuseUnknown(allowed: ["card"]) }
    #expect(unknown?.description == "/x: unknown member")
    let whole = #expect(throws: JSONFieldError.self) { try JSONFields(.null) }
    #expect(whole?.description == "the document: expected an object")
  }
}
