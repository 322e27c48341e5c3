import ArgumentParser
import Benefits
import CityNode
import Foundation
import Wire

/// A folder of partner files as a command is given it: of one city, or of all.
struct PartnersInput {
  /// One city's folder.
  struct City {
    let id: CityID
    let path: String
    /// The cities that offers may name; nil if they are not known.
    let known: Set<CityID>?

    func read() throws -> PartnerFolder.Reading {
      PartnerFolder.read(files: try PartnerFiles.read(folder: path), city: id, cities: known)
    }

    /// A fault as it is printed, with the way to its file.
    func line(_ fault: PartnerFault) -> String { fault.file.isEmpty ? "\(path)\(fault)" : "\(path)/\(fault)" }
  }

  /// The folder without a slash at its end.
  let root: String
  /// Whether it holds the folders of the cities.
  let isOfAllCities: Bool
  /// The cities: those with a folder inside the one named, else the one named itself.
  let cities: [City]

  init(_ folder: String) throws {
    var root = folder
    while root.count > 1 && root.hasSuffix("/") { root.removeLast() }
    let names: [String]
    do {
      names = try PartnerFiles.cityFolders(in: root)
    } catch {
      InputFile.note("✕ 無法讀取資料夾 \(root) / cannot read the folder \(root)")
      throw ExitCode(1)
    }
    self.root = root
    isOfAllCities = !names.isEmpty
    guard isOfAllCities else {
      let id = try Self.city(URL(fileURLWithPath: root).lastPathComponent)
      cities = [City(id: id, path: root, known: nil)]
      return
    }
    let ids = try names.map(Self.city)
    cities = ids.map { [root] in City(id: $0, path: "\(root)/\($0)", known: Set(ids)) }
  }

  /// The files of the one city that the folder must be of, without a fault.
  static func oneCity(_ folder: String) throws -> (city: City, files: [PartnerFile]) {
    let input = try PartnersInput(folder)
    guard let city = input.cities.first, !input.isOfAllCities else {
      InputFile.note("✕ 請指定單一城市的資料夾：\(folder) / name one city's folder, not \(folder)")
      throw ExitCode(1)
    }
    return (city, try city.sound().files)
  }

  private static func city(_ name: String) throws -> CityID {
    if let city = CityID(name) { return city }
    InputFile.note(
      "✕ 資料夾名稱須為城市代號，如 taipei：\(name) / a folder's name must be a city's id, such as taipei: \(name)")
    throw ExitCode(1)
  }
}

extension PartnersInput.City {
  /// The files, if none has a fault; else prints the faults and ends.
  func sound() throws -> PartnerFolder.Reading {
    let reading = try read()
    guard reading.faults.isEmpty else {
      for fault in reading.faults { InputFile.note(line(fault)) }
      throw ExitCode(1)
    }
    return reading
  }
}
