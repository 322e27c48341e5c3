import ArgumentParser
import Benefits
import CityNode
import Federation
import Store
import StrictJSON

/// `citycard cards disclosures IDENTIFIER`: who learned what about this cardholder.
struct CardsDisclosures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disclosures",
    abstract: "列出曾向夥伴城市揭露此持卡人的哪些事項 / What partner cities learned about this cardholder, and when.",
    discussion: """
      依會員列出，包含同一會員的其他卡；最新者在前。
      It covers the member's other cards too; the newest comes first.
      """)

  /// The most lines that are listed.
  static let limits = 1...10_000

  @Argument(help: CardArgument.help)
  var card: CardArgument

  @OptionGroup var options: StoreOptions

  @Option(help: "最多列出幾筆 / The most lines to list.")
  var limit = 100

  @Flag(help: "輸出 JSON / Print JSON.")
  var json = false

  func validate() throws {
    guard Self.limits.contains(limit) else {
      throw ValidationError("--limit: \(Self.limits.lowerBound)–\(Self.limits.upperBound)")
    }
  }

  func run() async throws {
    try await options.withStore { store, keys in
      let found = try await store.knownCard(card.identifier, keys: keys)
      let lines = try await store.disclosures(of: found.entry.member, limit: limit)
      print(json ? Self.document(lines) : Self.table(lines))
    }
  }

  private static func table(_ lines: [DisclosureRecord]) -> String {
    guard !lines.isEmpty else { return "沒有揭露紀錄 / nothing was disclosed" }
    let rows = lines.map { line in
      [
        CivilCalendar.taipei.format(line.at), line.host.text, line.venue.text, words(line.asked),
        words(line.granted),
      ].joined(separator: "  ")
    }
    let title = "時間 when  城市 city  地點 venue  詢問 asked  證實 confirmed"
    return ([title] + rows).joined(separator: "\n")
  }

  private static func words(_ classes: [BenefitClass]) -> String {
    classes.isEmpty ? "-" : classes.map(\.description).joined(separator: ",")
  }

  private static func document(_ lines: [DisclosureRecord]) -> String {
    var json = JSONWriter()
    json.object { document in
      document.array("disclosures") { elements in
        for line in lines {
          elements.object { members in
            members.member("at", CivilCalendar.taipei.format(line.at))
            members.member("host", line.host.text)
            members.member("venue", line.venue.text)
            members.member("check", line.check.description)
            members.array("asked") { list in for ask in line.asked { list.element(ask.description) } }
            members.array("granted") { list in for grant in line.granted { list.element(grant.description) } }
          }
        }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
