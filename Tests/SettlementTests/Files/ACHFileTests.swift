import Benefits
import Settlement
import Testing

@Suite("Clearing files")
struct ACHFileTests {
  @Test(arguments: ACHLayout.allCases)
  func `every record has 250 columns`(_ layout: ACHLayout) {
    for record in [layout.header, layout.detail, layout.trailer] { #expect(record.width == 250) }
  }

  @Test func `every column stands at its place`() throws {
    let batch = try BatchSamples.batch([1_500, 20])
    let file = ACHFile(batch, terms: try BatchSamples.terms(.dollars), time: "093000")
    let text = String(decoding: try file.bytes(unit: .dollars), as: UTF8.self)
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.count == 5)
    #expect(lines.last == "")
    #expect(lines[0].hasPrefix("BOFACHP010115112409300000401239990250V10 "))
    let first = [
      "NSC230", "00000001", "0040123", "0000000000100900", "0040123", "0000000000100000", "0000001500", "  ",
      "B", "04595257  ", "04595257  ",
    ].joined()
    #expect(lines[1].hasPrefix(first))
    let note = Array(lines[1].utf8)[136..<176]
    #expect(String(decoding: note, as: UTF8.self) == "\(batch.payments[0].id)    ")
    let last = ["EOFACHP01", "01151124", "0040123", "9990250", "00000002", "0000000000001520", " "].joined()
    #expect(lines[3].hasPrefix(last))
  }

  @Test(arguments: ACHAmountUnit.allCases)
  func `what was written is read back, for any amounts`(_ unit: ACHAmountUnit) throws {
    for _ in 0..<40 {
      let amounts = (0..<Int.random(in: 1...30)).map { _ in Int64.random(in: 1...99_999_999) }
      let batch = try BatchSamples.batch(amounts)
      let presented = ACHFile(batch, terms: try BatchSamples.terms(unit), time: "235959")
      #expect(try ACHFile(reading: presented.bytes(unit: unit), as: .presented, unit: unit) == presented)
      let numbers = Array((1...amounts.count).shuffled().prefix(5))
      let returned = try BatchSamples.returned(batch, numbers)
      #expect(try ACHFile(reading: returned.bytes(unit: unit), as: .returned, unit: unit) == returned)
    }
  }

  @Test func `an amount too long for its column is not cut`() throws {
    let file = ACHFile(
      try BatchSamples.batch([1, 100_000_000]), terms: try BatchSamples.terms(.hundredths), time: "000000")
    #expect(try file.bytes(unit: .dollars).count == 4 * 252)
    let fault = #expect(throws: ACHFault.self) { try file.bytes(unit: .hundredths) }
    #expect(fault?.code == .column)
    #expect(fault?.line == 3)
    #expect(fault?.column == "AMT")
  }

  private typealias Edit = (inout [UInt8]) -> Void

  @Test func `a file with one fault is refused, and the fault is named`() throws {
    let file = try BatchSamples.returned(BatchSamples.batch([10, 20, 30]), [1, 3])
    let bytes = try file.bytes(unit: .dollars)
    func at(_ line: Int, _ column: Int, _ text: String) -> Edit {
      { $0.replaceSubrange((line * 252 + column)..<(line * 252 + column + text.utf8.count), with: text.utf8) }
    }
    let cases: [(ACHFault.Code, Int, Edit)] = [
      (.charset, 1, { $0 = [0xEF, 0xBB, 0xBF] + $0 }),
      (.charset, 2, at(1, 140, "é")),
      (.recordLength, 2, { $0.remove(at: 400) }),
      (.recordLength, 4, { $0.insert(0x20, at: 3 * 252 + 100) }),
      (.lineEnd, 1, { $0.remove(at: 250) }),
      (.column, 1, at(0, 3, "ACHP01")),
      (.column, 2, at(1, 0, "N")),
      (.column, 2, at(1, 60, "00000000 1")),
      (.column, 2, at(1, 99, "01151332")),
      (.count, 4, at(3, 31, "00000003")),
      (.sum, 4, at(3, 39, "0000000000000041")),
      (.numberTwice, 3, at(2, 6, "00000001")),
      (.frameDiffers, 4, at(3, 9, "01151126")),
      (.amount, 2, at(1, 60, "0000000000")),
      (.frame, 0, { $0 = Array($0.prefix(252)) }),
      (.tooLarge, 0, { $0 += Array(repeating: 0x20, count: ACHFile.byteLimit) }),
    ]
    for (code, line, edit) in cases {
      var edited = bytes
      edit(&edited)
      let fault = #expect(throws: ACHFault.self) {
        try ACHFile(reading: edited, as: .returned, unit: .dollars)
      }
      #expect(fault?.code == code, "\(code)")
      #expect(fault?.line == line, "\(code)")
    }
    #expect(try ACHFile(reading: Array(bytes.dropLast(2)), as: .returned, unit: .dollars) == file)
    #expect(throws: ACHFault.self) { try ACHFile(reading: bytes, as: .returned, unit: .hundredths) }
  }
}
