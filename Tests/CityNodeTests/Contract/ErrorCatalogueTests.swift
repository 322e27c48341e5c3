import Benefits
import CityNode
import Federation
import StrictJSON
import TestSupport
import Testing

@Suite("The catalogue of errors")
struct ErrorCatalogueTests {
  let catalogue: MarkdownCatalogue

  init() throws {
    catalogue = MarkdownCatalogue(
      String(decoding: try Repository.bytes("Federation/ERRORS.md"), as: UTF8.self))
  }

  @Test("ERRORS.md begins with a summary in Chinese")
  func summary() throws {
    let opening = try #require(catalogue.chapters.first)
    #expect(opening.lines.first?.holdsHan == true)
  }

  @Test("ERRORS.md has a heading for every problem code, in the table's order, and no other")
  func headings() {
    #expect(catalogue.sections.map(\.title) == ProblemCode.allCases.map(\.rawValue))
  }

  @Test("Under each code stand its status, retry advice and titles", arguments: ProblemCode.allCases)
  func rows(_ code: ProblemCode) throws {
    let section = try #require(catalogue.sections.first { $0.title == code.rawValue })
    let seconds = code.retryAfter.map { ", after \($0) s" } ?? ""
    #expect(
      section.rows == [
        ["\(code.status)", "`\(code.retry.rawValue)`\(seconds)", code.title.zh, code.title.en]
      ])
  }

  @Test("Under each code stand a cause and what to do, in both languages", arguments: ProblemCode.allCases)
  func prose(_ code: ProblemCode) throws {
    let section = try #require(catalogue.sections.first { $0.title == code.rawValue })
    let prose = section.lines.filter { !$0.isEmpty && !$0.hasPrefix("|") }
    let mark = "**處理 What to do.** "
    let advice = try #require(prose.firstIndex { $0.hasPrefix(mark) })
    #expect(advice > 0, "no cause")
    #expect(prose[advice].dropFirst(mark.count).holdsHan)
    #expect(prose[advice...].joined().dropFirst(mark.count).contains { $0.isASCII && $0.isLetter })
  }

  @Test("Every problem code has a title of its own in Chinese and in English")
  func titles() {
    let titles = ProblemCode.allCases.map(\.title)
    for title in titles {
      #expect(title.zh.holdsHan, "\(title)")
      #expect(!title.en.isEmpty && !title.en.holdsHan, "\(title)")
    }
    #expect(Set(titles.map(\.zh)).count == titles.count)
    #expect(Set(titles.map(\.en)).count == titles.count)
  }

  @Test("Statuses are errors, and a time to wait comes only with the advice to try again later")
  func advice() {
    for code in ProblemCode.allCases {
      #expect((400...599).contains(code.status), "\(code)")
      #expect(code.status < 500 || code.retry == .later, "\(code)")
      if let seconds = code.retryAfter {
        #expect(code.retry == .later, "\(code)")
        #expect(seconds > 0, "\(code)")
      }
    }
  }

  @Test("The reasons of a verdict stand in their order of precedence, with the clerk's texts")
  func reasons() throws {
    let city = BilingualText(zh: "〈城市〉", en: "〈city〉")
    let expected = Reason.allCases.enumerated().map { index, reason in
      let text = reason.clerkText(city: city)
      return [
        "\(index + 1)", "`\(reason.rawValue)`", text.message.zh, text.message.en, text.next.zh, text.next.en,
      ]
    }
    let rows = try chapter("Reasons of a verdict").rows
    #expect(rows.map { $0.prefix(2) + $0.dropFirst(3) } == expected.map { $0[...] })
    for row in rows { #expect(Verdict.allCases.contains { "`\($0.rawValue)`" == row[2] }, "\(row)") }
  }

  @Test("The errors of one check between cities stand in their order of precedence")
  func answerFaults() throws {
    let rows = try chapter("Errors of one check").rows
    #expect(
      rows.map { Array($0.prefix(2)) }
        == AnswerFault.allCases.enumerated().map { ["\($0 + 1)", "`\($1.rawValue)`"] })
    try expectWords(rows, columns: 5)
  }

  @Test("The refusals of a whole request stand in their order of precedence, with their statuses")
  func refusals() throws {
    let rows = try chapter("Refusals of a whole request").rows
    #expect(
      rows.map { Array($0.prefix(3)) }
        == RefusalCode.allCases.enumerated().map { ["\($0 + 1)", "`\($1.rawValue)`", "\($1.status)"] })
    try expectWords(rows, columns: 6)
  }

  private func chapter(_ words: String) throws -> MarkdownCatalogue.Section {
    try #require(catalogue.chapters.first { $0.title.contains(words) }, "no chapter \(words)")
  }

  /// The last three columns are the cause in Chinese, in English, and what to do.
  private func expectWords(_ rows: [[String]], columns: Int) throws {
    for row in rows {
      try #require(row.count == columns)
      #expect(row[columns - 3].holdsHan)
      #expect(!row[columns - 2].isEmpty)
      #expect(!row[columns - 1].isEmpty)
    }
  }
}
