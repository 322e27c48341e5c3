public import ArgumentParser
import Benefits
public import CityNode
import Federation
import Foundation

extension SyntheticMembers.City: ExpressibleByArgument {}

/// `citycard cards generate`: a card file of invented members.
struct CardsGenerate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "產生虛構會員的卡片檔，供示範與測試 / Write a card file of invented members, for demonstration and tests.",
    discussion: """
      同樣的城市、人數、種子與日期產生相同的檔案。前幾位會員固定，其卡號列於標準錯誤輸出。
      The same city, number, seed and day give the same file. The first members are the same for every seed; \
      their card numbers are listed on standard error.
      """)

  @Option(help: "城市 / The city.")
  var city: SyntheticMembers.City

  @Option(help: "會員數 / How many members.")
  var members: Int

  @Option(help: "種子 / The seed.")
  var seed: UInt64 = 1

  @Option(
    name: .customLong("on"),
    help: ArgumentHelp("年齡與效期的基準日，未給則為今天 / The day of ages and validity; otherwise today.", valueName: "date")
  )
  var day: DateArgument?

  @Option(help: "輸出檔；- 為標準輸出 / The file to write; - is standard output.", completion: .file())
  var out: String

  func run() throws {
    let today = CivilCalendar.taipei.date(NodePorts.system.now())
    guard let people = SyntheticMembers(city: city, members: members, seed: seed, on: day?.date ?? today)
    else {
      throw ValidationError(
        "會員數須為 1 至 \(SyntheticMembers.limit) / --members must be 1 to \(SyntheticMembers.limit)")
    }
    let output: FileHandle
    do {
      output = try open()
      var text = SyntheticMembers.header
      for lines in people {
        text += lines
        guard text.utf8.count >= 1 << 18 else { continue }
        try output.write(contentsOf: Data(text.utf8))
        text = ""
      }
      try output.write(contentsOf: Data(text.utf8))
    } catch {
      InputFile.note("✕ 無法寫入檔案\n  cannot write \(out)")
      throw ExitCode.failure
    }
    InputFile.note("✓ \(members) 位虛構會員 / invented members: \(members)")
    for card in SyntheticMembers.demoCards(of: city).prefix(members) {
      InputFile.note("  \(card.identifier.text)  \(card.description.zh) / \(card.description.en)")
    }
  }

  private func open() throws -> FileHandle {
    guard out != "-" else { return .standardOutput }
    try Data().write(to: URL(fileURLWithPath: out))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: out))
  }
}

/// A date on the command line, `YYYY-MM-DD`.
struct DateArgument: ExpressibleByArgument {
  let date: CivilDate

  init?(argument: String) {
    guard let date = CivilDate(argument) else { return nil }
    self.date = date
  }
}
