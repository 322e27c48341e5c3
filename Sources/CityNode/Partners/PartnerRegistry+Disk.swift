public import Benefits
import Wire

/// The folder of partner files that a node is set up with, a folder a city: what the own city's registry is founded
/// on, and a partner's until its published one was fetched.
public struct PartnerFolderCopy: Sendable {
  /// Each city's files, as they are.
  public let files: [CityID: [(name: String, bytes: [UInt8])]]
  /// Each city's venues.
  public let registry: PartnerRegistry

  /// Reads a folder that holds a folder of partner files for each city; a fault names its file.
  public static func load(_ folder: String) throws(ConfigurationError) -> PartnerFolderCopy {
    func unreadable() -> ConfigurationError {
      ConfigurationError(
        folder, BilingualText(zh: "合作夥伴資料夾無法讀取。", en: "The partners' folder can't be read."))
    }
    guard let names = try? PartnerFiles.cityFolders(in: folder) else { throw unreadable() }
    let known = Set(names.compactMap { CityID($0) })
    var registry = PartnerRegistry()
    var all: [CityID: [(name: String, bytes: [UInt8])]] = [:]
    for city in known {
      guard let files = try? PartnerFiles.read(folder: "\(folder)/\(city)") else { throw unreadable() }
      let reading = PartnerFolder.read(files: files, city: city, cities: known)
      if let first = reading.faults.first {
        throw ConfigurationError(
          "\(folder)/\(city)/\(first.file):\(first.line)",
          BilingualText(
            zh: "\(first.message.zh)（共 \(reading.faults.count) 處，請執行 citycard partners check \(folder)）",
            en: "\(first.message.en) (\(reading.faults.count) faults; run citycard partners check \(folder))")
        )
      }
      all[city] = files
      registry[city] = CityPartners(reading.venues, digest: reading.digest, origin: .folder)
    }
    return PartnerFolderCopy(files: all, registry: registry)
  }
}

extension PartnerRegistry {
  /// Reads a folder that holds a folder of partner files for each city; a fault names its file.
  public static func load(_ folder: String) throws -> PartnerRegistry {
    try PartnerFolderCopy.load(folder).registry
  }
}
