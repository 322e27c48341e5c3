import ArgumentParser
import Benefits
import CityNode
import Federation
import Foundation
import StrictJSON
import Wire

/// `citycard check`: asks a running node, as a terminal would.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "向執行中的節點查驗一張卡 / Check a card with a running node.",
    discussion: """
      例 / Example:
        citycard check --node http://127.0.0.1:8802 --token "$TOKEN" --venue museum-of-prehistory \\
          --card easycard:printed:9000000000000017 --city taipei --ticket adult --redeem
      """)

  @Option(help: "節點網址 / The node's address.")
  var node: String
  @Option(help: "終端機權杖；也可用環境變數 CITYCARD_TOKEN / The terminal's token, or the variable CITYCARD_TOKEN.")
  var token: String?
  @Option(help: "場館 / The venue.")
  var venue: String
  @Option(help: "卡片，例如 easycard:printed:號碼 / The card, such as easycard:printed:NUMBER.")
  var card: String
  @Option(help: "發卡城市；不知道可省略 / The card's city; may be left out.")
  var city: String?
  @Option(
    help: ArgumentHelp(
      "票種，可加張數與已驗證件 / A ticket, with quantity and seen document if any.",
      valueName: "type[:n[:seen]]"))
  var ticket: [String] = ["adult"]
  @Flag(help: "通過時一併核銷 / Redeem it if granted.")
  var redeem = false
  @Flag(help: "印出 JSON / Print JSON.")
  var json = false

  func run() async throws {
    guard let token = token ?? ProcessInfo.processInfo.environment["CITYCARD_TOKEN"] else {
      throw ValidationError("請給 --token 或 CITYCARD_TOKEN / give --token or CITYCARD_TOKEN")
    }
    let identifier: CardIdentifier
    do {
      identifier = try CardIdentifier(text: card)
    } catch {
      InputFile.note("✕ \(error.message.zh) / \(error.message.en) [\(error.code)]")
      throw ExitCode(1)
    }
    let client = CounterClient(node: node, token: token)
    do {
      let check = try await client.check(
        card: identifier, city: city, venue: venue, basket: try ticket.map(CounterClient.Line.init))
      try await client.close(after: { try await show(check, client) })
    } catch let error as CounterClient.Failure {
      InputFile.note("✕ \(error)")
      throw ExitCode(1)
    }
  }

  private func show(_ check: CounterClient.Reply, _ client: CounterClient) async throws {
    var redemption: CounterClient.Reply?
    if redeem, check.text("/verdict") == "granted" {
      redemption = try await client.redeem(check: check.text("/id") ?? "")
    }
    if json {
      print(Printable.json(check.json.encoded(pretty: true)))
      if let redemption { print(Printable.json(redemption.json.encoded(pretty: true))) }
      return
    }
    print(Printable.lines(CheckText(check).text))
    if let redemption {
      print("已核銷 / redeemed   \(redemption.text("/id") ?? "")（十分鐘內可取消 / undo within ten minutes）")
    }
  }
}

/// A check as a person reads it on a terminal.
struct CheckText {
  private let check: CounterClient.Reply

  init(_ check: CounterClient.Reply) { self.check = check }

  var text: String {
    let collect = ["regular", "discount", "due"].map { check.number("/collect/\($0)") ?? 0 }
    var lines = [
      "\(both("/band"))",
      "應收 / collect       NT$\(collect[2])",
      "原價 \(collect[0]) 優惠 \(collect[1]) 應收 \(collect[2])",
      "原因 / why           \(both("/message"))",
      "接著 / next          \(both("/next"))",
    ]
    for line in check.array("/lines") {
      let name = line.text("/name/zh") ?? line.text("/ticket") ?? ""
      let offer = line.text("/offer_name/zh").map { "（\($0)）" } ?? ""
      let till = line.text("/till_code").map { "，收銀按「\($0)」" } ?? ""
      lines.append(
        "  \(name) ×\(line.number("/quantity") ?? 0)：\(line.number("/regular") ?? 0) → "
          + "\(line.number("/due") ?? 0)\(offer)\(till)")
    }
    let cities = check.array("/cities").map { "\($0.text("/name/zh") ?? "")（--city \($0.text("/id") ?? "")）" }
    if !cities.isEmpty { lines.append("城市 / cities        \(cities.joined(separator: "、"))") }
    lines.append("查驗 / check         \(check.text("/id") ?? "")")
    return lines.joined(separator: "\n")
  }

  private func both(_ pointer: String) -> String {
    "\(check.text(pointer + "/zh") ?? "") / \(check.text(pointer + "/en") ?? "")"
  }
}
