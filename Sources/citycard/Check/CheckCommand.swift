import ArgumentParser
import Benefits
import CityNode
import Federation
import Foundation
import Rehearsal
import StrictJSON
import Wire

/// `citycard check`: asks a running node, as a terminal would.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "向執行中的節點查驗一張卡 / Check a card with a running node.",
    discussion: """
      例 / Example, with the token in CITYCARD_TOKEN:
        citycard check --node http://127.0.0.1:8802 \\
          --venue museum-of-prehistory --city taipei \\
          --card easycard:printed:9000010000000011 --ticket adult:2
      節點答覆即以 0 結束，不論可否優惠；拒絕或連不上則以 1 結束。
      Exits 0 if the node decided, whatever the verdict; 1 if it refused the request or was not reached.
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
      "票種，可加張數與已驗證件（disability、age65、companion）/ A ticket, with quantity and the document seen, "
        + "if any: disability, age65 or companion.",
      valueName: "type[:n[:seen]]"))
  var ticket: [String] = ["adult"]
  @Flag(help: "通過時一併核銷 / Redeem it if granted.")
  var redeem = false
  @Flag(
    help:
      "印出 JSON；與 --redeem 併用時為含 check 與 redemption 的一份 / Print JSON; with --redeem one document of check and redemption."
  )
  var json = false

  private var givenToken: String? { token ?? ProcessInfo.processInfo.environment["CITYCARD_TOKEN"] }

  func validate() throws {
    guard givenToken != nil else {
      throw ValidationError("請給 --token 或 CITYCARD_TOKEN / give --token or CITYCARD_TOKEN")
    }
    guard node.hasPrefix("http://") || node.hasPrefix("https://") else {
      throw ValidationError("--node 須以 http:// 或 https:// 開頭 / --node starts with http:// or https://")
    }
  }

  func run() async throws {
    let identifier: CardIdentifier
    do {
      identifier = try CardIdentifier(text: card)
    } catch {
      InputFile.note("✕ \(error.message.zh) / \(error.message.en) [\(error.code)]")
      throw ExitCode(1)
    }
    do {
      let basket = try ticket.map(CounterClient.Line.init)
      let client = CounterClient(node: node, token: givenToken ?? "")
      try await client.close(after: {
        let check = try await client.check(card: identifier, city: city, venue: venue, basket: basket)
        try await show(check, client)
      })
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
      // With --redeem one document of both, so that a script reads one thing.
      let both = JSONValue.object(
        JSONObject([("check", check.json), ("redemption", redemption?.json ?? .null)]))
      print(Printable.json((redeem ? both : check.json).encoded(pretty: true)))
      return
    }
    print(Printable.lines(CheckText(check).text))
    if let redemption {
      print("已核銷 / redeemed    \(redemption.text("/id") ?? "")（十分鐘內可取消 / undo within ten minutes）")
    } else if redeem {
      print("未核銷 / not redeemed: 只有通過的查驗才會核銷 / only a granted check is")
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
