import Benefits
import Settlement
import Testing
import Wire

private let rows = (1...3).map { number in
  DisputeRow(
    line: UUIDv7(at: Instant(seconds: 1_795_399_200), randomness: (0, UInt64(number))),
    window: CivilMonth("2026-11")!, exception: .overCap, amount: Money(Int64(number) - 2))
}
private let known = Dictionary(uniqueKeysWithValues: rows.map { ($0.line, $0) })
private let written = String(decoding: DisputeSheet.write(rows), as: UTF8.self)

@Suite("Disputes as a sheet: out, filled in, in again")
struct DisputeSheetTests {
  private func read(_ text: String) -> Result<[StatedMove], DisputeSheetFaults> {
    DisputeSheet.read(Array(text.utf8), known: known)
  }

  private func faults(_ text: String) throws -> [DisputeSheetFault] {
    guard case .failure(let faults) = read(text) else {
      Issue.record("it was taken")
      return []
    }
    return faults.all
  }

  @Test func `a sheet begins with the mark that spreadsheets need, and says nothing as it was written`() {
    #expect(Array(DisputeSheet.write(rows).prefix(3)) == [0xEF, 0xBB, 0xBF])
    #expect(read(written) == .success([]))
  }

  @Test func `what a person fills in is read, in the order of the sheet`() {
    let filled = written.replacing("over_cap,-1,,,", with: "over_cap,-1,dispute,\"票價, 已公告\",第 41 版")
      .replacing("over_cap,1,,,", with: "over_cap,1,accept,,")
    #expect(
      read(filled)
        == .success([
          StatedMove(line: rows[0].line, move: .dispute, reason: "票價, 已公告", evidence: "第 41 版"),
          StatedMove(line: rows[2].line, move: .accept),
        ]))
  }

  @Test(
    "What was made nonsense of is named by row and column, and nothing of it is taken",
    arguments: [
      ("over_cap,-1,,,", "over_cap,-1,pay,,", 2, "move"),
      ("over_cap,0,,,", "over_cap,0,dispute,,", 3, "reason"),
      ("over_cap,0,,,", "over_cap,0,,because,", 3, "move"),
      ("over_cap,1,,,", "over_cap,1000,accept,,", 4, "amount"),
      ("2026-11,over_cap,-1", "2026/11,over_cap,-1", 2, "window"),
      ("over_cap,1,,,", "late,1,,,", 4, "exception"),
      ("over_cap,1,,,", "over_cap,1,,", 4, nil),
      ("line,window", "window,line", 1, nil),
    ] as [(String, String, Int, String?)])
  func nonsense(before: String, after: String, line: Int, column: String?) throws {
    let found = try faults(written.replacing(before, with: after, maxReplacements: 1))
    #expect(found.map(\.line) == [line] && found.map(\.column) == [column])
    #expect(found.allSatisfy { !$0.text.zh.isEmpty && !$0.text.en.isEmpty })
  }

  @Test func `a line that is not under dispute, or there twice, is refused`() throws {
    let filled = written.replacing("over_cap,1,,,", with: "over_cap,1,accept,,")
    let last = try #require(filled.split(separator: "\r\n").last)
    #expect(try faults(filled + last + "\r\n").map(\.column) == ["line"])
    let other = written.replacing("\(rows[0].line)", with: "019a0000-0000-7000-8000-000000000000")
    #expect(try faults(other).map(\.line) == [2])
  }

  @Test func `bytes that are not UTF-8, and a file that is too long, are refused whole`() throws {
    for bytes in [
      Array(written.utf8) + [0xA4, 0x40], [UInt8](repeating: 0x2C, count: DisputeSheet.bytes + 1),
    ] {
      guard case .failure(let faults) = DisputeSheet.read(bytes, known: known) else {
        Issue.record("it was taken")
        continue
      }
      #expect(faults.all.count == 1)
    }
  }
}
