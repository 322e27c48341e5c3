import Benefits
import CityNode
import Hummingbird
import NIOCore
import Store
import Wire

/// A merchant's files, for spreadsheets. They are sent page by page as they are read, so that a year's file needs no
/// more memory than a day's.
struct SalesFiles {
  let sales: MerchantSales
  let names: SalesNames
  let civil: CivilCalendar
  private var say: PageLanguage { names.say }

  init(_ sales: MerchantSales, _ names: SalesNames, civil: CivilCalendar) {
    self.sales = sales
    self.names = names
    self.civil = civil
  }

  /// A line a visit.
  func visits() -> ResponseBody {
    let headings = [
      say("核銷編號", "Redemption"), say("時間", "Time"), say("終端機", "Terminal"), say("票", "Tickets"),
      say("張數", "Count"), say("原價", "Regular"), say("法定價", "By law"), say("實收", "Paid"), say("優惠", "Off"),
      say("優惠項目", "Offer"), say("本店自付", "You bear"), say("本市負擔", "This city bears"),
      say("發卡城市負擔", "Card's city bears"), say("發卡城市", "Card's city"), say("取消時間", "Taken back"),
      say("取消原因", "Reason"),
    ]
    return pages(headings, { try await sales.visits(before: $0) }) { visit in
      (row(visit), ListPlace(at: visit.redemption.at, id: visit.redemption.id))
    }
  }

  private func row(_ visit: SoldVisit) -> [SheetCell] {
    let decision = visit.check.decision
    let shares = decision.funding
    let voiding = visit.redemption.voiding
    let money = [decision.regular, decision.statutory, decision.due, decision.discount]
    let borne = FundingParty.allCases.map { shares[$0] ?? .zero }
    return [
      .text(visit.redemption.id.description), .text(civil.minuteText(visit.redemption.at)),
      .text(names.terminal(visit.redemption.terminal)), .text(names.tickets(visit.check)),
      .number(Int64(visit.tickets)),
    ] + money.map { .number($0.ntd) } + [.text(names.offers(visit.check))] + borne.map { .number($0.ntd) } + [
      .text(names.city(visit.check.home)), voiding.map { .text(civil.minuteText($0.at)) } ?? .empty,
      voiding?.reason.map { .text($0) } ?? .empty,
    ]
  }

  /// A line a refusal.
  func refusals() -> ResponseBody {
    let headings = [
      say("查驗編號", "Check"), say("時間", "Time"), say("終端機", "Terminal"), say("票", "Tickets"),
      say("結果", "Verdict"), say("代碼", "Code"), say("為什麼", "Why"),
      say("還需要什麼", "What would have been needed"),
    ]
    return pages(headings, { try await sales.refusals(before: $0) }) { check in
      let row: [SheetCell] = [
        .text(check.id.description), .text(civil.minuteText(check.at)), .text(names.terminal(check.terminal)),
        .text(names.tickets(check)), .text(say(check.decision.verdict.band)),
        .text(check.decision.reason.rawValue), .text(names.reason(check)), .text(names.needed(check)),
      ]
      return (row, ListPlace(at: check.at, id: check.id))
    }
  }

  private func pages<Entry: Sendable>(
    _ headings: [String], _ read: @escaping @Sendable (ListPlace?) async throws -> [Entry],
    _ row: @escaping @Sendable (Entry) -> (cells: [SheetCell], place: ListPlace)
  ) -> ResponseBody {
    ResponseBody { writer in
      var csv = CSVWriter()
      csv.append(headings.map(SheetCell.text))
      var place: ListPlace?
      while true {
        let entries = try await read(place)
        for entry in entries {
          let (cells, at) = row(entry)
          csv.append(cells)
          place = at
        }
        try await writer.write(ByteBuffer(bytes: csv.take()))
        guard entries.count == CityStore.salesPage else { break }
      }
      try await writer.finish(nil)
    }
  }

  /// The drawer, a line for each till code and each terminal.
  func drawer(_ takings: Takings) -> [UInt8] {
    var csv = CSVWriter()
    let headings = [
      say("依據", "By"), say("名稱", "Name"), say("售出張數", "Tickets sold"), say("收入", "Taken in"),
      say("取消張數", "Taken back"), say("退出", "Paid out"), say("應有金額", "In the drawer"),
    ]
    csv.append(headings.map(SheetCell.text))
    func add(_ kind: String, _ name: String, _ drawer: Takings.Drawer) {
      csv.append([
        .text(kind), .text(name), .number(Int64(drawer.sold.tickets)), .number(drawer.sold.money.ntd),
        .number(Int64(drawer.takenBack.tickets)), .number(drawer.takenBack.money.ntd),
        .number(drawer.money.ntd),
      ])
    }
    for (till, drawer) in takings.tills.sorted(by: { ($0.key ?? "") < ($1.key ?? "") }) {
      add(say("收銀機按鍵", "till code"), till ?? say("（沒有按鍵）", "(no key)"), drawer)
    }
    for (terminal, drawer) in takings.terminals.sorted(by: { $0.key.number < $1.key.number }) {
      add(say("終端機", "terminal"), names.terminal(terminal), drawer)
    }
    add(say("合計", "in all"), "\(sales.period.from) – \(sales.period.until)", takings.drawer)
    return csv.bytes
  }
}
