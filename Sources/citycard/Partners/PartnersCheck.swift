import ArgumentParser
import Benefits
import CityNode
import Foundation
import Wire

/// `citycard partners check DIR`: every fault of the partner files, with file and line.
struct PartnersCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "檢查夥伴檔，列出每個錯誤的檔名與行號 / Check partner files; every fault with file and line.",
    discussion: """
      DIR 可為單一城市的資料夾（如 Partners/taipei），或全部城市的資料夾（如 Partners）。
      格式見 Partners/README.md。有任何錯誤時以 1 結束。
      DIR is one city's folder (such as Partners/taipei) or the folder of all cities (such as Partners).
      The format is in Partners/README.md. Exits 1 if there is any fault.
      """)

  @Argument(help: ArgumentHelp("資料夾 / The folder.", valueName: "dir"), completion: .directory)
  var folder: String

  func run() throws {
    var faults = 0
    for (city, path, known) in try cities() {
      let reading = PartnerFolder.read(
        files: try PartnerFiles.read(folder: path), city: city, cities: known)
      for fault in reading.faults { print(fault.file.isEmpty ? "\(path)\(fault)" : "\(path)/\(fault)") }
      print(Self.summary(reading))
      faults += reading.faults.count
    }
    guard faults == 0 else {
      print("錯誤 \(faults) 項 / \(faults) \(faults == 1 ? "fault" : "faults")")
      throw ExitCode(1)
    }
    print("沒有錯誤 / no faults")
  }

  /// The cities to check: those with a folder inside the one named, else the one named itself.
  private func cities() throws -> [(city: CityID, path: String, known: Set<CityID>?)] {
    var root = folder
    while root.count > 1 && root.hasSuffix("/") { root.removeLast() }
    let names: [String]
    do {
      names = try PartnerFiles.cityFolders(in: root)
    } catch {
      InputFile.note("✕ 無法讀取資料夾 \(root) / cannot read the folder \(root)")
      throw ExitCode(1)
    }
    guard !names.isEmpty else {
      return [(try Self.city(URL(fileURLWithPath: root).lastPathComponent), root, nil)]
    }
    let cities = try names.map(Self.city)
    return cities.map { ($0, "\(root)/\($0)", Set(cities)) }
  }

  private static func city(_ name: String) throws -> CityID {
    if let city = CityID(name) { return city }
    InputFile.note(
      "✕ 資料夾名稱須為城市代號，如 taipei：\(name) / a folder's name must be a city's id, such as taipei: \(name)")
    throw ExitCode(1)
  }

  private static func summary(_ reading: PartnerFolder.Reading) -> String {
    let venues = reading.venues
    let tickets = venues.reduce(0) { $0 + $1.tickets.count }
    let offers = venues.reduce(0) { $0 + $1.offers.count }
    return "\(reading.city): \(venues.count) 個夥伴、\(tickets) 種票、\(offers) 項優惠"
      + " / \(venues.count) partners, \(tickets) ticket types, \(offers) offers"
  }
}
