import StrictJSON
import TestSupport
import Testing

struct JSONWriterTests {
  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func `members stand in the order of the calls, without white space`() {
    var json = JSONWriter()
    json.object {
      $0.member("iss", "https://card.taipei.example")
      $0.member("iat", 12)
      $0.member("min", Int64.min)
      $0.member("ok", true)
      $0.array("checks") {
        $0.element("a")
        $0.element(-1)
        $0.element(Int64.max)
        $0.element(false)
        $0.object { $0.member("b", "c") }
        $0.array { _ in }
        $0.raw(Array("[1]".utf8))
        $0.value(.null)
      }
      $0.object("metadata") { _ in }
      $0.raw("jwks", Array(#"{"keys":[]}"#.utf8))
      $0.value("x", .object(JSONObject([("b", .integer(2)), ("a", .real(0.5))])))
    }
    let expected =
      #"{"iss":"https://card.taipei.example","iat":12,"min":-9223372036854775808,"ok":true,"#
      + #""checks":["a",-1,9223372036854775807,false,{"b":"c"},[],[1],null],"metadata":{},"#
      + #""jwks":{"keys":[]},"x":{"b":2,"a":0.5}}"#
    #expect(text(json.bytes) == expected)
  }

  @Test func `a second document replaces the first`() {
    var json = JSONWriter()
    json.object { $0.member("a", 1) }
    json.array { $0.element("b") }
    #expect(text(json.bytes) == #"["b"]"#)
    json.object { _ in }
    #expect(text(json.bytes) == "{}")
  }

  @Test func `only quotation marks, backslashes and controls are escaped`() {
    let controls = String(String.UnicodeScalarView((0..<0x20).compactMap { Unicode.Scalar($0) }))
    let escaped =
      #"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
      + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"#
    #expect(text(JSONValue.string(controls).encoded()) == "\"\(escaped)\"")
    let plain = "/ \u{7F} é 卡 𝄞 \u{2028} \u{FFFF} \u{10FFFF} e\u{301}"
    #expect(JSONValue.string(plain).encoded() == Array("\"\(plain)\"".utf8))
    #expect(text(JSONValue.string(#"a"\b"#).encoded()) == #""a\"\\b""#)
    var json = JSONWriter()
    json.object { $0.member("\"\n", "\\") }
    #expect(text(json.bytes) == #"{"\"\n":"\\"}"#)
  }

  @Test func `the pretty form indents by two spaces and keeps empty lists short`() throws {
    let value = try parse(#"{"a":[1,{"b":null}],"c":[],"d":{},"e":"x"}"#)
    let expected = """
      {
        "a": [
          1,
          {
            "b": null
          }
        ],
        "c": [],
        "d": {},
        "e": "x"
      }
      """
    #expect(text(value.encoded(pretty: true)) == expected)
    #expect(text(value.encoded()) == #"{"a":[1,{"b":null}],"c":[],"d":{},"e":"x"}"#)
  }

  @Test func `a real that is not finite is written as null`() {
    #expect(
      text(JSONValue.array([.real(.nan), .real(.infinity), .real(-.infinity)]).encoded())
        == "[null,null,null]")
  }

  @Test func `whatever is written is read back the same`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for round in 0..<500 {
      let value = RandomJSON.value(depth: 5, &random)
      for pretty in [false, true] {
        let bytes = value.encoded(pretty: pretty)
        let read = try? JSONParser.parse(bytes, rules: .general)
        #expect(read == value, "seed \(seed), round \(round), pretty \(pretty)")
        #expect(read?.encoded(pretty: pretty) == bytes, "seed \(seed), round \(round), pretty \(pretty)")
      }
    }
  }

  @Test func `a document cut or changed anywhere never crashes the reader`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for round in 0..<300 {
      let whole = RandomJSON.object(depth: 4, &random).encoded()
      var bytes = Array(whole.prefix(Int.random(in: 0..<whole.count, using: &random)))
      #expect(refusal(bytes) != nil, "seed \(seed), round \(round): a cut object was accepted")
      bytes = whole
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      guard let read = try? JSONParser.parse(bytes, rules: .general) else { continue }
      let again = try? JSONParser.parse(read.encoded(), rules: .general)
      #expect(again == read, "seed \(seed), round \(round)")
    }
  }
}

/// Random documents: every kind of value, awkward numbers and characters, names that are never doubled.
private enum RandomJSON {
  static func value(depth: Int, _ random: inout SeededRandom) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2:
      let edges: [Int64] = [0, -1, .min, .max, 1 << 53]
      return .integer(
        edges.randomElement(using: &random).map { $0 &+ Int64.random(in: -1...1, using: &random) } ?? 0)
    case 3:
      let real = Double(bitPattern: random.next())
      return .real(real.isFinite ? real : 1e300)
    case 4: return .string(text(&random))
    case 5, 6:
      return .array((0..<Int.random(in: 0...4, using: &random)).map { _ in value(depth: depth - 1, &random) })
    default: return object(depth: depth - 1, &random)
    }
  }

  static func object(depth: Int, _ random: inout SeededRandom) -> JSONValue {
    .object(
      JSONObject(
        (0..<Int.random(in: 0...4, using: &random)).map { index in
          ("\(index)" + text(&random), value(depth: depth, &random))
        }))
  }

  private static func text(_ random: inout SeededRandom) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      // Ranges of one to four bytes of UTF-8, the first with all controls but NUL.
      let ranges: [ClosedRange<UInt32>] = [1...0x7F, 0x80...0x7FF, 0x800...0xFFFF, 0x10000...0x10FFFF]
      let range = ranges[Int.random(in: 0..<4, using: &random)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { scalars.append(scalar) }
    }
    return String(scalars)
  }
}
