import Benefits
import CityNode
import Federation
import Rehearsal

/// What a person reads once both nodes run: where they are, which cards to try, what to expect.
struct DemoGuide {
  let taipei: RehearsedCity
  let taitung: RehearsedCity
  /// Who may sign in, by city.
  let accounts: [(city: RehearsedCity, people: [DemoAccounts.Account])]

  func show() {
    print(
      """

      兩個城市已啟動 / Both cities are up
        臺北市 Taipei   \(taipei.url)   （城市之間 / between cities: 9801, mutual TLS）
        臺東縣 Taitung  \(taitung.url)   （城市之間 / between cities: 9802, mutual TLS）
        櫃檯頁面，用瀏覽器開啟 / counter page, for a browser:
          當代藝術館 MOCA     \(link(taipei, "moca"))
          史前館 Prehistory   \(link(taitung, "museum-of-prehistory"))
        狀態 / status: \(taipei.url)/readyz、\(taitung.url)/readyz
        資料與日誌 / data and logs: \(taipei.folder)

      """)
    console()
    cards(of: .taipei, "臺北卡 / Taipei cards (--city taipei)")
    cards(of: .taitung, "臺東卡 / Taitung cards (--city taitung)")
    example(
      "臺北卡在臺東的史前館：原價 80，優惠 20，應收 60 / A Taipei card at the museum in Taitung: 80, less 20, pays 60",
      at: taitung, venue: "museum-of-prehistory", home: taipei.id, .taipei)
    example(
      "臺東卡在臺北的當代藝術館：原價 50，優惠 20，應收 30 / A Taitung card at MOCA Taipei: 50, less 20, pays 30",
      at: taipei, venue: "moca", home: taitung.id, .taitung)
    print("按 Ctrl-C 停止 / Ctrl-C stops both.")
  }

  /// Opens the counter page, paired with a venue's terminal.
  private func link(_ city: RehearsedCity, _ venue: String) -> String {
    ListenerConfiguration(host: "127.0.0.1", port: city.counterPort, certificate: nil)
      .pairingLink(token: city.tokens[venue] ?? "")
  }

  /// How a person signs in: by the link of an invitation the first time, with the login afterwards.
  private func console() {
    print(
      """
      管理台：連結 72 小時內可用一次，設定密碼與驗證器（手機上任何 TOTP 應用程式）後即登入
      The console: a link works once, within 72 hours; choose a password, scan the code with an authenticator on your telephone
      """)
    for (city, people) in accounts {
      for person in people {
        let who = "\(city.name.zh) \(person.name)（\(person.duty.zh)）/ \(person.duty.en) \(person.login)"
        let how =
          person.link
          ?? "\(city.url)/staff/sign-in （已啟用 / taken up; anew: citycard staff invite \(person.login) --config "
          + "\(city.configurationFile)）"
        print("  \(who)\n    \(how)")
      }
    }
    print("")
  }

  private func cards(of city: SyntheticMembers.City, _ title: String) {
    print(title)
    for card in SyntheticMembers.demoCards(of: city).prefix(6) {
      print("  \(card.identifier.text)  \(card.description.zh) / \(card.description.en)")
    }
    print("")
  }

  private func example(
    _ title: String, at host: RehearsedCity, venue: String, home: CityID, _ holders: SyntheticMembers.City
  ) {
    guard let card = SyntheticMembers.demoCards(of: holders).first?.identifier else { return }
    let token = host.tokens[venue] ?? ""
    let id = NodePorts.system.newID()
    print(
      """
      \(title)
        \(RehearsalPlan.ownProgram) check --node \(host.url) --token \(token) \\
          --venue \(venue) --card \(card.text) --city \(home) --ticket adult
        curl -sS -w '\\n' \(host.url)/api/v1/checks -H 'Authorization: Bearer \(token)' \\
          -H 'Content-Type: application/json' -d '{"id":"\(id)","venue":"\(venue)","home_city":"\(home)",\
      "card":{"scheme":"\(card.scheme.rawValue)","kind":"\(card.kind.rawValue)","number":"\(card.number)"},\
      "basket":[{"ticket":"adult","quantity":1}]}'

      """)
  }
}
