import Benefits
import Federation
import Settlement
import Signing
import Testing
import Wire

@Suite("The bytes of lines and entries")
struct ClaimLineCodecTests {
  private static let lines: [ClaimLine] = {
    var world = ClaimWorld(seed: 11, policy: .pendingBudget)
    for _ in 0..<200 { try? world.step() }
    return world.lines.compactMap { try? ClaimLineCodec.decode($0.bytes) }
  }()

  private func changed(_ line: ClaimLine, _ old: String, _ new: String) -> [UInt8] {
    Array(String(decoding: ClaimLineCodec.encode(line), as: UTF8.self).replacing(old, with: new).utf8)
  }

  @Test func `every kind of line is read as it was written`() throws {
    #expect(Self.lines.count > 200)
    #expect(Set(Self.lines.map(\.kind)) == Set(ClaimLine.Kind.allCases))
    for line in Self.lines {
      let bytes = ClaimLineCodec.encode(line)
      #expect(try ClaimLineCodec.decode(bytes) == line)
      #expect(bytes.starts(with: ClaimColumns(line).prefix))
      #expect(bytes.count <= ClaimsLimits.line)
    }
  }

  @Test func `unknown members after the columns are ignored, before and between them refused`() throws {
    let line = try #require(Self.lines.first { $0.kind == .claim })
    #expect(try ClaimLineCodec.decode(changed(line, "\"tickets\"", "\"later\":[1],\"tickets\"")) == line)
    for wrong in [
      changed(line, "{\"seq\"", "{\"later\":1,\"seq\""), changed(line, ",\"id\"", ",\"later\":1,\"id\""),
      changed(line, "{\"seq\"", "{ \"seq\""), changed(line, ",\"recorded\":", ", \"recorded\":"),
    ] {
      #expect(throws: MalformedLine.self) { try ClaimLineCodec.decode(wrong) }
    }
  }

  @Test func `a line without a member, or with one of another form, is refused`() throws {
    let line = try #require(Self.lines.first { $0.kind == .claim })
    for member in [
      "seq", "recorded", "service", "merchant", "host", "home", "unfunded", "id", "claim", "window", "kind",
      "redemption", "check", "venue", "document", "offer", "version", "agreement", "agreement_version",
      "tickets",
      "regular", "statutory", "paid", "response",
    ] {
      #expect(throws: MalformedLine.self, "\(member)") {
        try ClaimLineCodec.decode(changed(line, "\"\(member)\":", "\"x\(member)\":"))
      }
    }
    for (old, new) in [
      ("\"tickets\":1", "\"tickets\":1.0"), ("\"tickets\":1", "\"tickets\":\"1\""),
      ("\"kind\":\"claim\"", "\"kind\":\"gift\""), ("\"response\"", "\"offline\":false,\"response\""),
      ("\"response\"", "\"offline\":true,\"response\""), ("\"tickets\"", "\"paid\":1,\"tickets\""),
    ] {
      #expect(throws: MalformedLine.self, "\(new)") { try ClaimLineCodec.decode(changed(line, old, new)) }
    }
    let long = changed(line, "\"tickets\"", "\"x\":\"\(String(repeating: "x", count: 4_096))\",\"tickets\"")
    #expect(throws: MalformedLine.self) { try ClaimLineCodec.decode(long) }
  }

  @Test func `each finding travels in an entry`() throws {
    let findings = [Finding.matched, .awaiting, .rejected] + ExceptionReason.allCases.map(Finding.exception)
    for (index, finding) in findings.enumerated() {
      let entry = ReceiptEntry(
        number: Int64(index) + 1, line: Self.lines[0].id, finding: finding,
        at: Instant(seconds: 1_795_399_200))
      let bytes = ReceiptEntryCodec.encode(entry)
      #expect(try ReceiptEntryCodec.decode(bytes) == entry)
      #expect(throws: MalformedLine.self) { try ReceiptEntryCodec.decode([UInt8(ascii: " ")] + bytes) }
    }
  }
}
