import ArgumentParser
import Benefits
import Wire

/// `citycard partners diff OLD NEW`: what changed between two folders of partner files.
struct PartnersDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "列出兩份夥伴資料夾的差異 / What changed between two folders of partner files.",
    discussion: """
      OLD 與 NEW 同為單一城市的資料夾，或同為全部城市的資料夾；兩者都須沒有錯誤。
      OLD and NEW are both one city's folder, or both the folder of all cities; neither may have faults.
      """)

  @Argument(help: ArgumentHelp("舊資料夾 / The old folder.", valueName: "old"), completion: .directory)
  var old: String

  @Argument(help: ArgumentHelp("新資料夾 / The new folder.", valueName: "new"), completion: .directory)
  var new: String

  func run() throws {
    let (before, after) = (try venues(old), try venues(new))
    var count = 0
    for key in Set(before.keys).union(after.keys).sorted() {
      let changes = PartnerDiff.between(old: before[key], new: after[key])
      if !changes.isEmpty { print("\(key):") }
      for change in changes { print("  \(change)") }
      count += changes.count
    }
    print("差異 \(count) 項 / \(count) \(count == 1 ? "difference" : "differences")")
  }

  /// The venues by city and id; of one city by id alone, since the folders' names may differ.
  private func venues(_ folder: String) throws -> [String: Venue] {
    let input = try PartnersInput(folder)
    var venues: [String: Venue] = [:]
    for city in input.cities {
      for venue in try city.sound().venues {
        venues[input.isOfAllCities ? "\(city.id)/\(venue.id)" : venue.id.text] = venue
      }
    }
    return venues
  }
}
