import Benefits
import Logging
import StrictJSON
import Synchronization
import TestSupport
import Testing
import Web

/// Keeps what a handler writes.
private final class Lines: Sendable {
  private let all = Mutex<[[UInt8]]>([])

  func logger(_ label: String = "test", provider: Logger.MetadataProvider? = nil) -> Logger {
    Logger(label: label) { label in
      JSONLinesLogHandler(
        label: label, metadataProvider: provider, now: { Instant(microseconds: 1_795_413_909_123_999) },
        sink: self.keep)
    }
  }

  @Sendable func keep(_ line: [UInt8]) { all.withLock { $0.append(line) } }

  var bytes: [[UInt8]] { all.withLock { $0 } }

  var texts: [String] { bytes.map { String(decoding: $0, as: UTF8.self) } }

  func objects() -> [JSONObject] { bytes.indices.map(object) }

  /// A line as an object; an empty one if it is not one strict JSON object and one line feed.
  func object(_ index: Int) -> JSONObject {
    let line = bytes[index]
    guard line.last == 0x0A, !line.dropLast().contains(0x0A),
      case .object(let object)? = try? JSONParser.parse(Array(line.dropLast()), rules: .wire)
    else { return JSONObject() }
    return object
  }

  func meta() -> [String: String] {
    guard case .object(let meta)? = objects().last?["meta"] else { return [:] }
    return Dictionary(
      meta.members.map { member in
        if case .string(let text) = member.value {
          (member.name, text)
        } else {
          (member.name, "not a string")
        }
      }, uniquingKeysWith: { first, _ in first })
  }
}

@Suite("JSON lines in the log")
struct JSONLinesLogHandlerTests {
  private let lines = Lines()

  @Test func `a line holds time, level, logger, message and sorted metadata`() {
    var logger = lines.logger("citycard.peers")
    logger[metadataKey: "city"] = "taitung"
    logger.notice("alive again", metadata: ["attempt": .stringConvertible(3)])
    logger.error("down")
    #expect(
      lines.texts == [
        #"{"time":"2026-11-23T06:05:09.123Z","level":"notice","logger":"citycard.peers","#
          + #""message":"alive again","meta":{"attempt":"3","city":"taitung"}}"# + "\n",
        #"{"time":"2026-11-23T06:05:09.123Z","level":"error","logger":"citycard.peers","#
          + #""message":"down","meta":{"city":"taitung"}}"# + "\n",
      ])
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (951_827_696_789_000, "2000-02-29T12:34:56.789Z"), (-86_400_000_000, "1969-12-31T00:00:00.000Z"),
    ] as [(Int64, String)])
  func `time is UTC, rounded down to milliseconds`(microseconds: Int64, written: String) {
    let logger = Logger(label: "t") { [lines] label in
      JSONLinesLogHandler(
        label: label, now: { Instant(microseconds: microseconds) }, sink: lines.keep)
    }
    logger.info("x")
    #expect(lines.objects().last?["time"] == .string(written))
  }

  @Test func `events below the level are not written, and a copy of a logger has its own level`() {
    let first = lines.logger()
    var second = first
    second.logLevel = .error
    second[metadataKey: "a"] = "1"
    first.debug("no")
    first.info("yes")
    second.info("no")
    #expect(lines.objects().map { $0["message"] } == [.string("yes")])
    #expect(first[metadataKey: "a"] == nil)
  }

  @Test func `the event's metadata wins over the provider's and that over the logger's`() {
    var logger = lines.logger(provider: .init { ["a": "provider", "b": "provider"] })
    for key in ["a", "b", "c"] { logger[metadataKey: key] = "logger" }
    logger.info("x", metadata: ["a": "event"])
    #expect(lines.meta() == ["a": "event", "b": "provider", "c": "logger"])
  }

  @Test func `metadata is flat, and a doubled key appears once`() {
    lines.logger().info(
      "x",
      metadata: [
        "peer": ["city": "taipei", "ports": ["1", ["x": "2"]]], "peer.city": "again", "empty": [:],
      ])
    #expect(lines.meta() == ["peer.city": "taipei", "peer.ports.0": "1", "peer.ports.1.x": "2"])
  }

  @Test func `an error tells its type and itself`() {
    lines.logger().error("x", error: JSONFailureSample.broken)
    #expect(lines.meta()["error.message"] == "broken")
    #expect(lines.meta()["error.type"]?.hasSuffix("JSONFailureSample") == true)
  }

  @Test(arguments: [
    "card", "number", "token", "name", "authorization", "Card", "AUTHORIZATION", "cardNumber", "card_number",
    "x-token", "holder.name", "tokenHash", "city_name", "card1", "4.card", "APIToken", "CARDNumber",
  ])
  func `what must not reach a log is withheld, wherever it comes from`(key: String) {
    let secret = "9990001234567"
    var own = lines.logger(provider: .init { ["p": [key: .string(secret)]] })
    own[metadataKey: key] = .string(secret)
    own.info("x", metadata: ["list": [[key: .string(secret)]], "below": [key: ["deeper": .string(secret)]]])
    own.info("x", metadata: [key: .stringConvertible(secret)])
    #expect(lines.bytes.count == 2)
    #expect(!lines.texts.contains { $0.contains(secret) })
    #expect(lines.meta()[key] == "[withheld]")
  }

  @Test(arguments: ["cards", "tokens", "discard", "numbers", "rename", "city", "id", "namespace"])
  func `other words are not withheld`(key: String) {
    lines.logger().info("x", metadata: [key: "shown"])
    #expect(lines.meta() == [key: "shown"])
  }

  @Test func `a line that is too long is cut, says so and stays JSON`() throws {
    for text in ["x", "\"", "\u{1}", "臺", "👩‍👩‍👧", "\0"] {
      let long = String(repeating: text, count: 20_000)
      var metadata = Logger.Metadata()
      for index in 0..<2000 { metadata["k\(index)"] = .string(String(long.prefix(100))) }
      lines.logger(long).info("\(long)", metadata: metadata)
      lines.logger().info("short", metadata: ["long": .string(long), "z": "still here"])
      #expect(lines.meta()["z"] == "still here")
      lines.logger().info("short", metadata: [long: "value"])
    }
    #expect(lines.bytes.count == 18)
    for (object, bytes) in zip(lines.objects(), lines.bytes) {
      #expect(object["truncated"] == .bool(true))
      #expect(bytes.count <= JSONLinesLogHandler.lineLimit)
    }
    let longest = try #require(lines.bytes.map(\.count).max())
    #expect(longest > JSONLinesLogHandler.lineLimit * 9 / 10, "the room is used")
  }

  @Test func `metadata nested too deeply or too broadly is cut`() {
    var deep: Logger.MetadataValue = "bottom"
    for _ in 0..<1000 { deep = ["a": deep] }
    lines.logger().info("x", metadata: ["deep": deep, "flat": "here"])
    #expect(lines.meta() == ["flat": "here"])
    #expect(lines.objects().last?["truncated"] == .bool(true))
    lines.logger().info("x", metadata: ["wide": .array(Array(repeating: "", count: 100_000))])
    #expect(lines.objects().last?["truncated"] == .bool(true))
  }

  @Test func `every line is strict JSON, whatever the strings hold`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for round in 0..<400 {
      let message = hostile(&random)
      var metadata: Logger.Metadata = ["x": [hostile(&random): [.string(hostile(&random)), "x"]]]
      for _ in 0..<3 { metadata[hostile(&random)] = .string(hostile(&random)) }
      lines.logger(hostile(&random)).info("\(message)", metadata: metadata)
      let object = lines.object(round)
      let whole = object["truncated"] == nil
      #expect(object["logger"] != nil, "seed \(seed), round \(round): \(lines.texts[round])")
      #expect(lines.bytes[round].count <= JSONLinesLogHandler.lineLimit, "seed \(seed), round \(round)")
      let expected = String(
        String.UnicodeScalarView(message.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
      #expect(!whole || object["message"] == .string(expected), "seed \(seed), round \(round)")
    }
    let whole = lines.objects().count { $0["truncated"] == nil }
    #expect(whole > 100 && whole < 400, "seed \(seed): both kinds occur")
  }

  /// Scalars of one to four bytes, controls, NUL and JSON's own signs; now and then very many of them.
  private func hostile(_ random: inout SeededRandom) -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x1F, 0x20...0x7F, 0x80...0x7FF, 0x800...0xFFFF, 0x10000...0x10FFFF, 0x22...0x22, 0x5C...0x5C,
    ]
    let length = Int.random(in: 0..<40, using: &random) == 0 ? 6000 : Int.random(in: 0...20, using: &random)
    var scalars = String.UnicodeScalarView()
    for _ in 0..<length {
      let range = ranges[Int.random(in: 0..<ranges.count, using: &random)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { scalars.append(scalar) }
    }
    return String(scalars)
  }
}

private enum JSONFailureSample: Error { case broken }
