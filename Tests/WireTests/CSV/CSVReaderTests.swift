import TestSupport
import Testing
import Wire

@Suite("CSV, read in chunks")
struct CSVReaderTests {
  /// The records of `bytes` handed over in pieces that end at `cuts`.
  private func read(_ bytes: [UInt8], cuts: [Int] = []) throws(CSVFault) -> [CSVRecord] {
    var reader = CSVReader()
    var records: [CSVRecord] = []
    var start = 0
    for end in cuts.sorted() + [bytes.count] {
      try reader.read(Array(bytes[start..<end]).span, into: &records)
      start = end
    }
    try reader.finish(into: &records)
    return records
  }

  private func lines(_ text: String) throws -> [String] {
    try read(Array(text.utf8)).map { "\($0.line):\($0.fields.joined(separator: "¦"))" }
  }

  private func fault(_ bytes: [UInt8]) -> String? {
    do throws(CSVFault) {
      _ = try read(bytes)
      return nil
    } catch {
      return "\(error.line).\(error.field) \(error.code.rawValue)"
    }
  }

  @Test("Commas, quotes, doubled quotes and line ends inside quotes")
  func grammar() throws {
    #expect(try lines("a,b\r\nc,d\r\n") == ["1:a¦b", "2:c¦d"])
    #expect(try lines("a,b\nc,d") == ["1:a¦b", "2:c¦d"])
    #expect(try lines("\"a\",\"b,c\"\n") == ["1:a¦b,c"])
    #expect(try lines("\"say \"\"hi\"\"\",\"\"\n") == ["1:say \"hi\"¦"])
    #expect(try lines("\"\"\"\"\n") == ["1:\""])
    #expect(try lines(",\n") == ["1:¦"])
    #expect(try lines("臺北,臺東\n") == ["1:臺北¦臺東"])
  }

  @Test("A record is known by the physical line on which it begins")
  func physicalLines() throws {
    #expect(try lines("a,\"x\r\ny\nz\"\r\nb,c\n") == ["1:a¦x\r\ny\nz", "4:b¦c"])
  }

  @Test("Empty lines are left out and counted")
  func emptyLines() throws {
    #expect(try lines("a,b\n\n\r\nc,d\n\n\n") == ["1:a¦b", "4:c¦d"])
    #expect(try lines("").isEmpty)
    #expect(try lines("\n").isEmpty)
    // An empty quoted field is a field.
    #expect(try lines("\"\"\n") == ["1:"])
    #expect(try lines("\"\"\r\n") == ["1:"])
  }

  @Test("A byte order mark is left out; the beginning of one is not")
  func byteOrderMark() throws {
    #expect(try read([0xEF, 0xBB, 0xBF] + Array("a,b".utf8)).map(\.fields) == [["a", "b"]])
    #expect(try read([0xEF, 0xBB, 0xBF]).isEmpty)
    #expect(fault([0xEF, 0xBB]) == "1.1 invalid_utf8")
    #expect(fault([0xEF, 0x2C, 0x61]) == "1.1 invalid_utf8")
    // A second mark is U+FEFF, a character like another.
    #expect(try read([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF]).map(\.fields) == [["\u{FEFF}"]])
  }

  @Test(
    "What RFC 4180 does not allow is refused with the record's line",
    arguments: [
      ("a\na\"b\n", "2.1 stray_quote"), ("a\nx,\"a\"b\n", "2.2 stray_quote"), ("\"a\n", "1.1 unclosed_quote"),
      ("a\rb\n", "1.1 bare_carriage_return"), ("a\r", "1.1 bare_carriage_return"),
      ("a\r\r\n", "1.1 bare_carriage_return"),
    ])
  func refused(text: String, expected: String) {
    #expect(fault(Array(text.utf8)) == expected)
  }

  @Test("Bytes that are not UTF-8 are refused")
  func notUTF8() {
    // 臺 in Big5; an overlong slash; a surrogate; a character cut off by the field's end.
    for bytes: [UInt8] in [[0xBB, 0x4F], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE8, 0x87]] {
      #expect(fault(Array("ok,ok\nok,".utf8) + bytes + [0x0A]) == "2.2 invalid_utf8")
    }
  }

  @Test("Records and fields have limits")
  func limits() throws {
    let longest = String(repeating: "x", count: CSVReader.recordLimit - 1)
    #expect(try lines(longest + "\n" + longest + "\n").count == 2)
    #expect(fault(Array((longest + "x\n").utf8)) == "1.1 record_too_long")
    // An opening quote that nobody closed swallows the lines after it; the limit ends that.
    #expect(fault(Array(("a\n\"" + String(repeating: "b\n", count: 9_000)).utf8)) == "2.1 record_too_long")
    let widest = String(repeating: ",", count: CSVReader.fieldLimit - 1)
    #expect(try read(Array((widest + "\n").utf8))[0].fields.count == CSVReader.fieldLimit)
    #expect(fault(Array((widest + ",\n").utf8)) == "1.33 too_many_fields")
  }

  @Test("Where the chunks are cut changes nothing")
  func chunks() throws {
    let bytes =
      [0xEF, 0xBB, 0xBF]
      + Array("a,\"臺\"\"北\r\n\"\r\n\r\n,\"\",c\n\"x\",y\r\n\"z\",\"\"\"\"".utf8)
    let whole = try read(bytes)
    #expect(whole.map(\.line) == [1, 4, 5, 6])
    for first in 0...bytes.count {
      for second in first...bytes.count {
        #expect(try read(bytes, cuts: [first, second]) == whole)
      }
    }
    #expect(try read(bytes, cuts: Array(0...bytes.count)) == whole)
  }

  @Test("What a writer quotes comes back, for any fields and cuts", arguments: 0..<40)
  func roundTrip(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let alphabet = Array("ab\",\r\n臺🎫 ")
    let records = (0..<8).map { _ in
      (0..<Int.random(in: 2...6, using: &random)).map { _ in
        String(
          (0..<Int.random(in: 0...5, using: &random)).map { _ in alphabet.randomElement(using: &random)! })
      }
    }
    let text = records.map { fields in
      fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\r\n"
    }
    let bytes = Array(text.joined().utf8)
    let cuts = (0..<5).map { _ in Int.random(in: 0...bytes.count, using: &random) }
    let found = try read(bytes, cuts: cuts).map(\.fields)
    #expect(found == records, "seed \(seed)")
  }
}
