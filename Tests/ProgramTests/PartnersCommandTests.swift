import Foundation
import TestSupport
import Testing

@Suite("citycard partners")
struct PartnersCommandTests {
  private let partners = Repository.root.appendingPathComponent("Partners").path

  /// A folder called `taipei` with the founding files, inside a folder that goes with it.
  private func copy() throws -> (folder: TemporaryFolder, taipei: String) {
    let folder = try TemporaryFolder()
    let taipei = "\(folder.path)/taipei"
    try FileManager.default.copyItem(atPath: "\(partners)/taipei", toPath: taipei)
    return (folder, taipei)
  }

  private func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try #require(text.contains(old))
    try Data(text.replacing(old, with: new).utf8).write(to: URL(fileURLWithPath: path))
  }

  @Test("check reads the holidays beside the cities, and names a fault in them with its line")
  func holidays() throws {
    let sound = try Program.run(["partners", "check", partners])
    #expect(sound.status == 0)
    #expect(sound.output.contains("holidays.json: 2026–2027"))
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: partners, toPath: "\(folder.path)/Partners")
    try edit("\(folder.path)/Partners/holidays.json", "[2026, 2027]", "[2026, 2028]")
    let spoilt = try Program.run(["partners", "check", "\(folder.path)/Partners"])
    #expect(spoilt.status == 1)
    #expect(spoilt.output.contains("holidays.json:3:"))
  }

  @Test("a sheet that was exported, edited and applied changes what was edited and nothing else")
  func sheet() throws {
    let (folder, taipei) = try copy()
    let sheet = "\(folder.path)/offers.csv"
    #expect(try Program.run(["partners", "export", taipei, "--csv", sheet]).status == 0)
    let unchanged = try Program.run(["partners", "apply", taipei, "--csv", sheet])
    #expect(unchanged.status == 0)
    #expect(try Program.run(["partners", "diff", "\(partners)/taipei", taipei]).output.contains("差異 0 項"))
    try edit(sheet, "story-house-resident,1,臺東市民 35 元", "story-house-resident,2,臺東市民 30 元")
    try edit(sheet, "Taitung residents, NT$35", "Taitung residents, NT$30")
    try edit(sheet, "flat_price,35,", "flat_price,30,")
    let applied = try Program.run(["partners", "apply", taipei, "--csv", sheet])
    #expect(applied.status == 0, "\(applied.errors)")
    let diff = try Program.run(["partners", "diff", "\(partners)/taipei", taipei]).output
    #expect(diff.contains("優惠 story-house-resident v1→v2：優惠內容 優惠價 35 元 → 優惠價 30 元"))
    #expect(diff.contains("差異 2 項 / 2 differences"))
    #expect(try Program.run(["partners", "check", taipei]).status == 0)
  }

  @Test("a faulty sheet is refused with line and column, and nothing is written")
  func faulty() throws {
    let (folder, taipei) = try copy()
    let sheet = "\(folder.path)/tickets.csv"
    #expect(
      try Program.run(["partners", "export", taipei, "--csv", sheet, "--content", "tickets"]).status == 0)
    try edit(sheet, "moca,adult,全票,Adult,50,", "moca,adult,全票,Adult,五十,")
    let result = try Program.run(["partners", "apply", taipei, "--csv", sheet, "--content", "tickets"])
    #expect(result.status == 1)
    #expect(result.errors.contains(":5: price: "))
    #expect(try Program.run(["partners", "diff", "\(partners)/taipei", taipei]).output.contains("差異 0 項"))
  }

  @Test("one JSON document makes the same folder again")
  func json() throws {
    let (folder, taipei) = try copy()
    let (bundle, again) = ("\(folder.path)/all.json", "\(folder.path)/again/taipei")
    #expect(try Program.run(["partners", "export", taipei, "--json", bundle]).status == 0)
    #expect(try Program.run(["partners", "apply", taipei, "--json", bundle, "--into", again]).status == 0)
    for name in try FileManager.default.contentsOfDirectory(atPath: taipei) {
      #expect(
        FileManager.default.contents(atPath: "\(again)/\(name)")
          == FileManager.default.contents(atPath: "\(taipei)/\(name)"), "\(name)")
    }
  }

  @Test(
    "every command explains itself in both languages", arguments: ["check", "diff", "export", "apply"])
  func help(_ command: String) throws {
    let result = try Program.run(["partners", command, "--help"])
    #expect(result.status == 0)
    #expect(result.output.contains(" / "))
    #expect(result.output.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
  }
}
