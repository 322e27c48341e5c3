import Benefits
import NIOCore
import StrictJSON

/// What became of one question.
enum AnswerVerdict: Hashable, Sendable {
  /// Exactly as the rules have it.
  case asExpected
  /// Anything else, in a word: a verdict, a problem's code, a broken connection.
  case other(String)
}

/// Judges every answer of a load, whole.
///
/// Answers to one kind of question are the same byte for byte but for the id and two times. So the first sound one
/// is parsed strictly and becomes the pattern; a later one that has the same bytes everywhere else, and the id
/// that was asked, says the same. Whatever differs is parsed strictly again: nothing is taken on trust, and the
/// judging costs a few comparisons of memory.
struct AnswerJudge {
  private let expected: ExpectedAnswer
  private var pattern: Pattern?

  init(expected: ExpectedAnswer) { self.expected = expected }

  mutating func judge(status: Int, body: ByteBuffer, id: String) -> AnswerVerdict {
    if status == 200, let pattern, pattern.matches(body, id: id) { return .asExpected }
    let bytes = Array(body.readableBytesView)
    guard let json = try? JSONFields(JSONParser.parse(bytes, rules: .wire)) else {
      return .other("http_\(status)_not_json")
    }
    guard status == 200 else { return .other((try? json.string("code")) ?? "http_\(status)") }
    guard let verdict = try? verdict(of: json, id: id) else { return .other("answer_of_another_form") }
    if verdict == .asExpected, pattern == nil { pattern = Pattern(body, id: id) }
    return verdict
  }

  private func verdict(of json: JSONFields, id: String) throws -> AnswerVerdict {
    guard try json.string("id") == id else { return .other("answer_to_another_question") }
    let verdict = try json.string("verdict")
    let reason = try json.string("reason")
    guard verdict == expected.verdict.rawValue, reason == expected.reason.rawValue else {
      return .other("\(verdict)_\(reason)")
    }
    guard try json.object("collect").integer("due", in: 0...Money.limit.ntd) == expected.due.ntd else {
      return .other("wrong_amount")
    }
    guard try json.element("evidence").value == .bool(expected.evidence) else {
      return .other("wrong_evidence")
    }
    return .asExpected
  }

  /// A sound answer with gaps where the id and the times stand.
  private struct Pattern {
    /// The bytes between the gaps, by their offset.
    let pieces: [(offset: Int, bytes: ByteBuffer)]
    let count: Int
    let idOffset: Int

    init?(_ body: ByteBuffer, id: String) {
      let text = String(buffer: body)
      guard let at = text.firstRange(of: "\"at\":\""), let until = text.firstRange(of: "\"expires\":\""),
        let name = text.firstRange(of: id)
      else { return nil }
      func offset(_ index: String.Index) -> Int { text.utf8.distance(from: text.startIndex, to: index) }
      // RFC 3339 as ours is written: to the second, with the zone.
      let time = "2026-01-01T00:00:00+08:00".utf8.count
      idOffset = offset(name.lowerBound)
      let gaps = [
        idOffset..<(idOffset + id.utf8.count), offset(at.upperBound)..<(offset(at.upperBound) + time),
        offset(until.upperBound)..<(offset(until.upperBound) + time),
      ].sorted { $0.lowerBound < $1.lowerBound }
      count = body.readableBytes
      var start = 0
      var pieces: [(offset: Int, bytes: ByteBuffer)] = []
      for gap in gaps + [count..<count] {
        guard start <= gap.lowerBound, gap.upperBound <= count,
          let piece = body.getSlice(at: body.readerIndex + start, length: gap.lowerBound - start)
        else { return nil }
        pieces.append((start, piece))
        start = gap.upperBound
      }
      self.pieces = pieces
    }

    func matches(_ body: ByteBuffer, id: String) -> Bool {
      guard body.readableBytes == count,
        body.getString(at: body.readerIndex + idOffset, length: id.utf8.count) == id
      else { return false }
      return pieces.allSatisfy { piece in
        body.getSlice(at: body.readerIndex + piece.offset, length: piece.bytes.readableBytes) == piece.bytes
      }
    }
  }
}
