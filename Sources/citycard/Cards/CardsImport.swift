import ArgumentParser
import Benefits
import CityNode
import Foundation
import Store

/// `citycard cards import FILE`: makes a card file the directory, whole or not at all.
struct CardsImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "匯入卡片檔（CSV）：全部生效或完全不生效 / Import a card file (CSV), whole or not at all.",
    discussion: """
      格式見 Federation/CARDS.md。檔案有任何錯誤時逐項列出檔名與行號，不生效，以 1 結束。
      同一檔案再次匯入不做任何事；檔案資料時間之後由人工設定的狀態（如掛失）不會被檔案覆蓋。
      The format is in Federation/CARDS.md. A file with any fault is listed by line, has no effect and exits 1.
      The same file again does nothing; a status set by hand after the file's as-of time stays.
      """)

  @Argument(help: "卡片檔 / The card file.", completion: .file())
  var file: String

  @OptionGroup var options: StoreOptions

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "檔案的資料時間：RFC 3339 或日期（當日零時）；未給則為檔案的修改時間 / When the file was true: RFC 3339, "
        + "or a date for its first moment in Taipei; otherwise the file's modification time.",
      valueName: "time"))
  var asOf: AsOfArgument?

  func run() async throws {
    try await options.withStore { store, keys in
      let progress = ProgressLine()
      let importer = CardImporter(store: store, keys: keys, now: NodePorts.system.now)
      let outcome: CardImportOutcome
      do {
        outcome = try await importer.run(path: file, asOf: asOf?.instant) { progress.show($0) }
      } catch let error as CardImportError {
        progress.end()
        InputFile.note("✕ \(error.message.zh) / \(error.message.en) [\(error.rawValue)]")
        throw ExitCode.failure
      } catch {
        progress.end()
        throw error
      }
      progress.end()
      try report(outcome)
    }
  }

  private func report(_ outcome: CardImportOutcome) throws {
    let calendar = CivilCalendar.taipei
    switch outcome {
    case .imported(let summary):
      let live = summary.live
      print(
        """
        ✓ 已匯入 \(live.members) 位會員、\(live.cards) 張卡、\(summary.identifiers) 個識別碼，資料時間 \
        \(calendar.format(live.asOf))
          imported members: \(live.members), cards: \(live.cards), identifiers: \(summary.identifiers), \
        as of \(calendar.format(live.asOf))
        """)
      if let replaced = summary.replaced {
        print(
          """
            取代 \(calendar.format(replaced.asOf)) 的 \(replaced.members) 位會員、\(replaced.cards) 張卡
            replaces members: \(replaced.members), cards: \(replaced.cards), as of \
          \(calendar.format(replaced.asOf))
          """)
      }
    case .alreadyLive:
      print("✓ 此檔案已是目前的目錄，無需動作 / this file is the directory already, nothing to do")
    case .olderThanLive(let live):
      let time = calendar.format(live)
      InputFile.note("✕ 目前的目錄（\(time)）不比此檔案舊，未匯入\n  the directory (\(time)) is not older than this file")
      throw ExitCode.failure
    case .faults(let faults):
      for fault in faults { InputFile.note("\(file):\(fault)") }
      InputFile.note("✕ 有錯誤，未匯入任何資料 / faults found, nothing was imported")
      throw ExitCode.failure
    }
  }
}

/// A file's as-of time: an instant, or a date for the moment at which it begins in Taipei.
struct AsOfArgument: ExpressibleByArgument {
  let instant: Instant

  init?(argument: String) {
    if let date = CivilDate(argument) {
      instant = CivilCalendar.taipei.start(of: date)
    } else if let time = InstantArgument(argument: argument) {
      instant = time.instant
    } else {
      return nil
    }
  }
}
