import ArgumentParser
import Benefits
import CityNode
import Foundation
import Wire

/// `citycard partners apply DIR`: what was edited in a sheet, or another registry's document, back into partner files.
struct PartnersApply: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "將編輯過的試算表或 JSON 檔寫回夥伴檔 / Write an edited sheet or a JSON file back into partner files.",
    discussion: """
      有任何錯誤時列出行、欄與改法，不寫入任何檔案，以 1 結束。CSV 中沒有列的夥伴維持原狀。
      With any fault nothing is written: each is listed with line, column and what to do, and the exit code is 1.
      A partner without a row in the CSV stays as it is.
      """)

  @Argument(help: ArgumentHelp("城市資料夾 / The city's folder.", valueName: "dir"), completion: .directory)
  var folder: String

  @Option(help: ArgumentHelp("讀取的 CSV 檔 / The CSV file to read.", valueName: "file"), completion: .file())
  var csv: String?

  @Option(help: ArgumentHelp("讀取的 JSON 檔 / The JSON file to read.", valueName: "file"), completion: .file())
  var json: String?

  @Option(help: "CSV 的內容 / What the CSV holds: offers, tickets.")
  var content = PartnerSheet.Content.offers

  @Option(
    help: ArgumentHelp("寫入此資料夾，預設為 DIR / Write into this folder in place of DIR.", valueName: "dir"),
    completion: .directory)
  var into: String?

  func validate() throws {
    guard (csv == nil) != (json == nil) else {
      throw ValidationError("請擇一指定 --csv 或 --json / name one of --csv and --json")
    }
  }

  func run() throws {
    let (city, files) = try PartnersInput.oneCity(folder)
    let (after, read) = try read(city, files)
    let faults = read.isEmpty ? together(after, files, city) : read
    guard faults.isEmpty else {
      for fault in faults { InputFile.note("\(fault)") }
      InputFile.note("錯誤 \(faults.count) 項，未寫入 / \(faults.count) faults, nothing written")
      throw ExitCode(1)
    }
    for file in after {
      let old = files.first { $0.venue.id == file.venue.id }?.venue
      for change in PartnerDiff.between(old: old, new: file.venue) { print("\(file.venue.id): \(change)") }
    }
    let target = into ?? city.path
    try? FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    for file in after where into != nil || !files.contains(file) {
      try OutputFile.write(PartnerCodec.write(file), to: "\(target)/\(file.venue.id).json")
    }
  }

  /// What is wrong with the folder as it would be: an offer id of a new file may be taken in one that stays.
  private func together(
    _ after: [PartnerFile], _ files: [PartnerFile], _ city: PartnersInput.City
  ) -> [PartnerFault] {
    let stay = files.filter { file in !after.contains { $0.venue.id == file.venue.id } }
    let written = (stay + after).map { ("\($0.venue.id).json", PartnerCodec.write($0)) }
    return PartnerFolder.read(files: written, city: city.id).faults
  }

  private func read(
    _ city: PartnersInput.City, _ files: [PartnerFile]
  ) throws -> ([PartnerFile], [PartnerFault]) {
    if let csv {
      let reading = PartnerSheet.read(
        content, name: csv, bytes: try InputFile.read(csv, limit: PartnerLimits.sheetBytes), into: files)
      return (reading.files, reading.faults)
    }
    let path = json ?? ""
    let reading = PartnerBundle.read(
      name: path, bytes: try InputFile.read(path, limit: PartnerBundle.bytes), city: city.id)
    return (reading.files, reading.faults)
  }
}
