import Benefits
import CityNode
import Foundation
import Office
import Rehearsal

extension DemoDay {
  /// What the change is for, as its author tells the reviewer; also by what the reviewer finds it.
  private static let note = "暑期優惠"

  /// Two operators at Taitung's console, each in a browser of their own: one changes what the farm's offer gives, the
  /// other approves it, and a Taipei card pays the new price.
  func office() async throws {
    var links: [String] = []
    await step("以命令建立兩位承辦人的帳號 / two operators get accounts, by command", expect: "lin.wen chen.yu") {
      for (login, name) in [("lin.wen", "林雯"), ("chen.yu", "陳宇")] { links.append(try invite(login, name)) }
      return "lin.wen chen.yu"
    }
    guard links.count == 2 else { return }
    try await ChromeDriver.withDriver { [links] driver in
      try await driver.withBrowser { first in
        try await driver.withBrowser { second in
          try await publishTogether(DemoOfficer(window: first), DemoOfficer(window: second), links)
        }
      }
    }
  }

  private func publishTogether(
    _ author: DemoOfficer, _ reviewer: DemoOfficer, _ links: [String]
  ) async throws {
    await step("林雯啟用帳號：密碼、驗證碼、復原碼 / she takes her account up", expect: "10 林雯，您好") {
      try await author.takeUp(links[0])
    }
    await step("陳宇也啟用，在另一個瀏覽器 / he takes up his, in a browser of his own", expect: "10 陳宇，您好") {
      try await reviewer.takeUp(links[1])
    }
    await step("林雯改優惠，邊打字邊看到價格 / she changes an offer and sees the price as she types", expect: "85 → 70") {
      try await write(author)
    }
    await step("存成草稿並送核 / she saves a draft and hands it in", expect: "已送核，請另一人核定。") {
      try await author.window.follow("存成草稿")
      try await author.window.follow("送核")
      try await author.wait(for: "已送核")
      return try await author.line("已送核").map(Self.withoutSign) ?? "?"
    }
    await step("她不能核定自己寫的 / she can't approve her own", expect: "0 你是撰寫人，須由另一人核定。") {
      let said = try await author.line("你是撰寫人")?.split(separator: "請").first ?? "?"
      return "\(try await Self.buttons("核定", author.window)) \(said)"
    }
    await step("陳宇在「待核定」找到並核定 / he finds it under “Review” and approves it", expect: "85 → 70 已核定。") {
      try await approve(reviewer)
    }
    let visitor = try card(.adult, of: taipei)
    await step(
      "一分鐘內，臺北市民付新的價格 / within a minute a Taipei resident pays the new price",
      expect: "70 chulu-ranch-resident"
    ) {
      try await patiently("70 chulu-ranch-resident") {
        let visit = try await check(visitor, at: taitung, Self.farm, home: taipei)
        return "\(visit.number("/collect/due") ?? -1) \(visit.text("/lines/0/offer_id") ?? "?")"
      }
    }
    await step(
      "稽核紀錄寫著誰送核、誰核定 / the audit log has who wrote and who approved",
      expect: "staff:lin.wen 送核，staff:chen.yu 核定"
    ) { try await audit(reviewer) }
  }

  /// Runs `citycard staff add`, as whoever keeps the node would; gives the link that it prints.
  private func invite(_ login: String, _ name: String) throws -> String {
    let (status, output) = try taitung.run([
      "staff", "add", login, "--name", name, "--role", Role.operator.rawValue, "--quiet", "--config",
      taitung.configurationFile,
    ])
    guard status == 0 else { throw RehearsalFailure(message: output) }
    return output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// From the start of the console to the offer's editor, by words alone; gives the price effect that the page shows.
  private func write(_ author: DemoOfficer) async throws -> String {
    let window = author.window
    try await window.follow("夥伴與優惠")
    try await window.follow("初鹿牧場")
    try await window.follow("臺北市民 85 折")
    try await window.fill("名稱（中文）", with: "臺北市民 70 元")
    try await window.fill("名稱（英文）", with: "Taipei residents, NT$70")
    try await window.choose("優惠價多少元", for: "優惠方式")
    try await window.fill("數值", with: "70")
    try await window.fill("這次變更的說明", with: Self.note)
    try await author.wait(for: "85 → 70")
    return try await author.line("85 → 70") ?? "?"
  }

  private func approve(_ reviewer: DemoOfficer) async throws -> String {
    try await reviewer.window.follow("待核定")
    try await reviewer.window.follow("第", in: Self.note)
    try await reviewer.wait(for: "85 → 70")
    let effect = try await reviewer.line("85 → 70") ?? "?"
    try await reviewer.window.follow("核定")
    try await reviewer.wait(for: "已核定。")
    return "\(effect) \(try await reviewer.line("已核定。").map(Self.withoutSign) ?? "?")"
  }

  /// Who handed the newest change in and who approved it, by the rows of the audit log.
  private func audit(_ reviewer: DemoOfficer) async throws -> String {
    try await reviewer.window.follow("稽核紀錄")
    try await reviewer.wait(for: "檢查紀錄是否完整")
    let rows = try await reviewer.window.words.split(separator: "\n").map { $0.split(separator: "\t") }
    func who(did action: String) -> Substring? {
      rows.lazy.filter { $0.contains { $0 == action } }
        .compactMap { row in row.first { $0.hasPrefix("staff:") } }.first
    }
    return "\(who(did: "送出核定") ?? "?") 送核，\(who(did: "核定變更") ?? "?") 核定"
  }

  /// How many buttons and links say exactly this.
  private static func buttons(_ words: String, _ window: Browser) async throws -> String {
    try await window.text(
      "[...document.querySelectorAll('main button, main a')].filter(({ innerText }) => innerText.trim() === '\(words)').length"
    )
  }

  /// A notice without the sign before it.
  private static func withoutSign(_ notice: String) -> String {
    notice.drop { "✓！! ".contains($0) }.trimmingCharacters(in: .whitespaces)
  }
}
