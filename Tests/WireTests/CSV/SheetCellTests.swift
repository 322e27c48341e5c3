import Testing

@testable import Wire

@Suite("Cells of a sheet")
struct SheetCellTests {
  @Test(
    "Words that a spreadsheet program would take for a formula begin with an apostrophe",
    arguments: ["=1+1", "+886 2 1234", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠A1"])
  func formulas(text: String) { #expect(SheetCell.text(text).field == "'\(text)") }

  @Test("Other words stay as they are, and our own numbers are numbers, below zero too")
  func plain() {
    #expect(SheetCell.text("全票 ×2").field == "全票 ×2" && SheetCell.text("").field == "")
    #expect(SheetCell.number(-120).field == "-120" && SheetCell.empty.field == "")
  }

  @Test(
    "A file is read back cell by cell; it begins with a byte order mark, once, and its lines end with CRLF")
  func file() throws {
    var csv = CSVWriter()
    csv.append([.text("名稱"), .text("金額")])
    var bytes = csv.take()
    csv.append([.text("=HYPERLINK(\"x\"),甲"), .number(60)])
    bytes += csv.take()
    #expect(bytes.prefix(3) == [0xEF, 0xBB, 0xBF])
    #expect(
      String(decoding: bytes.dropFirst(3), as: UTF8.self) == "名稱,金額\r\n\"'=HYPERLINK(\"\"x\"\"),甲\",60\r\n")
  }
}
