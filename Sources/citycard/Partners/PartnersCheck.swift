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
      DIR 可為單一城市的資料夾（如 Partners/taipei），或全部城市的資料夾（如 Partners），後者一併檢查 holidays.json。
      格式見 Partners/README.md。有任何錯誤時以 1 結束。
      DIR is one city's folder (such as Partners/taipei) or the folder of all cities (such as Partners), with
      holidays.json. The format is in Partners/README.md. Exits 1 if there is any fault.
      """)

  @Argument(help: ArgumentHelp("資料夾 / The folder.", valueName: "dir"), completion: .directory)
  var folder: String

  func run() throws {
    let input = try PartnersInput(folder)
    var faults = 0
    for city in input.cities {
      let reading = try city.read()
      for fault in reading.faults { print(city.line(fault)) }
      print(Self.summary(reading))
      faults += reading.faults.count
    }
    if input.isOfAllCities { faults += try checkHolidays(in: input.root) }
    guard faults == 0 else {
      print("錯誤 \(faults) 項 / \(faults) \(faults == 1 ? "fault" : "faults")")
      throw ExitCode(1)
    }
    print("沒有錯誤 / no faults")
  }

  /// The number of faults in the file of holidays.
  private func checkHolidays(in root: String) throws -> Int {
    guard let bytes = try PartnerFiles.holidays(in: root) else {
      print("沒有 \(HolidayFile.name)：只有週末是假日 / no \(HolidayFile.name): weekends alone are days off")
      return 0
    }
    let reading = HolidayFile.read(bytes)
    for fault in reading.faults { print("\(root)/\(fault)") }
    if let holidays = reading.holidays, let years = holidays.years {
      print(
        "\(HolidayFile.name): \(years.lowerBound)–\(years.upperBound) 年、放假 \(holidays.off.count) 日"
          + " / \(years.lowerBound) to \(years.upperBound), \(holidays.off.count) holidays")
    }
    return reading.faults.count
  }

  private static func summary(_ reading: PartnerFolder.Reading) -> String {
    let venues = reading.venues
    let tickets = venues.reduce(0) { $0 + $1.tickets.count }
    let offers = venues.reduce(0) { $0 + $1.offers.count }
    return "\(reading.city): \(venues.count) 個夥伴、\(tickets) 種票、\(offers) 項優惠"
      + " / \(venues.count) partners, \(tickets) ticket types, \(offers) offers"
  }
}
