import Benefits
import NIOCore
import Testing

@testable import citycard

@Suite("What a load is told")
struct AnswerTests {
  static let body =
    #"{"id":"ID","verdict":"granted","reason":"offer_applied","collect":{"due":60},"#
    + #""at":"2026-11-24T06:00:00+08:00","expires":"2026-11-24T06:10:00+08:00","evidence":true}"#
  static let first = "019a0000-0000-7000-8000-000000000001"
  static let second = "019a0000-0000-7000-8000-000000000002"

  private func judge() -> AnswerJudge {
    AnswerJudge(
      expected: ExpectedAnswer(verdict: .granted, reason: .offerApplied, due: Money(60), evidence: true))
  }

  private func answer(_ id: String, _ change: (String, String) = ("", "")) -> ByteBuffer {
    let body = Self.body.replacing("ID", with: id)
    return ByteBuffer(string: change.0.isEmpty ? body : body.replacing(change.0, with: change.1))
  }

  @Test("the first sound answer is the pattern, and others of another time are as it says")
  func pattern() {
    var judge = judge()
    #expect(judge.judge(status: 200, body: answer(Self.first), id: Self.first) == .asExpected)
    let later = answer(Self.second, ("06:00:00", "06:00:07"))
    #expect(judge.judge(status: 200, body: later, id: Self.second) == .asExpected)
  }

  @Test(
    "whatever else is answered is told by what it is, before and after there is a pattern",
    arguments: [
      ("granted", "denied", "denied_offer_applied"),
      ("offer_applied", "already_free", "granted_already_free"),
      (#""due":60"#, #""due":61"#, "wrong_amount"), ("true", "false", "wrong_evidence"),
      ("{", "[", "http_200_not_json"), ("verdict", "verdikt", "answer_of_another_form"),
    ])
  func other(part: String, instead: String, what: String) {
    var fresh = judge()
    let changed = answer(Self.first, (part, instead))
    #expect(fresh.judge(status: 200, body: changed, id: Self.first) == .other(what))
    var seasoned = judge()
    #expect(seasoned.judge(status: 200, body: answer(Self.second), id: Self.second) == .asExpected)
    #expect(seasoned.judge(status: 200, body: changed, id: Self.first) == .other(what))
  }

  @Test("an answer to another question, and a problem, are no success")
  func notMine() {
    var judge = judge()
    #expect(judge.judge(status: 200, body: answer(Self.first), id: Self.first) == .asExpected)
    #expect(
      judge.judge(status: 200, body: answer(Self.first), id: Self.second)
        == .other("answer_to_another_question"))
    #expect(
      judge.judge(status: 503, body: ByteBuffer(string: #"{"code":"busy"}"#), id: Self.first)
        == .other("busy"))
    #expect(
      judge.judge(status: 502, body: ByteBuffer(string: "<html>"), id: Self.first)
        == .other("http_502_not_json"))
  }

  @Test("a response is the same however it is cut into pieces", arguments: [1, 2, 7, 64, 1000])
  func pieces(size: Int) throws {
    let text =
      "HTTP/1.1 409 Conflict\r\ncontent-type: a/b\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
    var reader = AnswerReader()
    var answers: [AnswerReader.Answer] = []
    for start in stride(from: 0, to: text.utf8.count, by: size) {
      var piece = ByteBuffer(bytes: Array(text.utf8)[start..<min(start + size, text.utf8.count)])
      if let answer = try reader.read(&piece) { answers.append(answer) }
    }
    #expect(answers.count == 1)
    #expect(answers.first?.status == 409)
    #expect(answers.first.map { String(buffer: $0.body) } == "hello")
    #expect(answers.first?.staysOpen == false)
  }

  @Test(
    "what is no response with a stated length is refused",
    arguments: [
      "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "SSH-2.0-x\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n", String(repeating: "x", count: 9000),
    ])
  func noResponse(text: String) {
    var reader = AnswerReader()
    var bytes = ByteBuffer(string: text)
    #expect(throws: AnswerReader.Fault.self) { try reader.read(&bytes) }
  }

  @Test("percentiles are samples, not estimates")
  func percentiles() {
    let figures = LatencyFigures((1...1000).shuffled().map { UInt32($0) })
    #expect([figures.p50, figures.p99, figures.p999, figures.maximum] == [500, 990, 999, 1000])
    #expect(LatencyFigures([7]).p999 == 7)
    #expect(LatencyFigures([]).maximum == 0)
  }

  @Test("a mean is of what came in between")
  func metrics() {
    let before = NodeMetrics(parsing: "# HELP x y\nx_sum{peer=\"a\"} 10\nx_count{peer=\"a\"} 2\n")
    let after = NodeMetrics(
      parsing: "x_sum{peer=\"a\"} 25\nx_count{peer=\"a\"} 4\nx_sum{peer=\"b\"} 1\nx_count{peer=\"b\"} 2\n")
    #expect(after.meanHundredths("x", since: before) == 400)
    #expect(after.meanHundredths("y", since: before) == nil)
  }

  @Test("Chinese takes two columns")
  func columns() {
    #expect(PlainTable.width("查驗 / ab") == 9)
    #expect(PlainTable([["甲", "1", ""], ["a", "22", "x"]]).text == "甲   1\na   22  x\n")
  }
}
