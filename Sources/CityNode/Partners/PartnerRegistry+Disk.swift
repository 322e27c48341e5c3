import Benefits
import Wire

extension PartnerRegistry {
  /// Reads a folder that holds a folder of partner files for each city; a fault names its file.
  public static func load(_ folder: String) throws -> PartnerRegistry {
    let names: [String]
    do {
      names = try PartnerFiles.cityFolders(in: folder)
    } catch {
      throw ConfigurationError(
        folder, BilingualText(zh: "合作夥伴資料夾無法讀取。", en: "The partners' folder can't be read."))
    }
    let known = Set(names.compactMap { CityID($0) })
    var cities: [CityID: (venues: [Venue], digest: [UInt8])] = [:]
    for city in known {
      let files = try PartnerFiles.read(folder: "\(folder)/\(city)")
      let reading = PartnerFolder.read(files: files, city: city, cities: known)
      guard let first = reading.faults.first else {
        cities[city] = (reading.venues, reading.digest)
        continue
      }
      throw ConfigurationError(
        "\(folder)/\(first.file):\(first.line)",
        BilingualText(
          zh: "\(first.message.zh)（共 \(reading.faults.count) 處，請執行 citycard partners check \(folder)）",
          en: "\(first.message.en) (\(reading.faults.count) faults; run citycard partners check \(folder))"))
    }
    return PartnerRegistry(cities)
  }
}
