public import ArgumentParser
import Benefits
import Foundation
public import Wire

extension PartnerSheet.Content: ExpressibleByArgument {}

/// `citycard partners export DIR`: a city's offers or prices as a sheet, or the whole registry as one document.
struct PartnersExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "匯出為試算表或單一 JSON 檔 / Export to a spreadsheet or to one JSON file.",
    discussion: """
      DIR 為單一城市的資料夾。CSV 以 Excel 開啟即可編輯，再用 citycard partners apply 讀回。
      DIR is one city's folder. The CSV opens right in Excel; citycard partners apply reads it back.
      """)

  @Argument(help: ArgumentHelp("城市資料夾 / The city's folder.", valueName: "dir"), completion: .directory)
  var folder: String

  @Option(help: ArgumentHelp("寫入的 CSV 檔 / The CSV file to write.", valueName: "file"), completion: .file())
  var csv: String?

  @Option(help: ArgumentHelp("寫入的 JSON 檔 / The JSON file to write.", valueName: "file"), completion: .file())
  var json: String?

  @Option(help: "CSV 的內容 / What the CSV holds: offers, tickets.")
  var content = PartnerSheet.Content.offers

  func validate() throws {
    guard (csv == nil) != (json == nil) else {
      throw ValidationError("請擇一指定 --csv 或 --json / name one of --csv and --json")
    }
  }

  func run() throws {
    let (city, files) = try PartnersInput.oneCity(folder)
    if let csv {
      try OutputFile.write(PartnerSheet.write(content, of: files.map(\.venue)), to: csv)
    } else if let json {
      try OutputFile.write(PartnerBundle.write(files, city: city.id), to: json)
    }
  }
}

/// Writes what a command makes.
enum OutputFile {
  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      InputFile.note("✕ 無法寫入 \(path) / cannot write \(path)")
      throw ExitCode(1)
    }
  }
}
