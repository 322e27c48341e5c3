import Benefits
import CityNode

/// What an offer does to the prices, in lines: "全票 80 → 60".
struct EffectText {
  /// One line.
  struct Line {
    let what: String
    let prices: String
    let isSame: Bool
  }

  let say: PageLanguage
  /// The day that it is reckoned for; nil where it can't be told yet.
  let day: CivilDate?
  let lines: [Line]
  /// Why nothing can be told.
  let why: String?

  /// Nothing can be told yet.
  init(_ say: PageLanguage, why: String) {
    self.say = say
    day = nil
    lines = []
    self.why = why
  }

  init(_ say: PageLanguage, _ effect: PriceEffect?, at venue: Venue) {
    self.say = say
    day = effect?.day
    lines = (effect?.rows ?? []).map { row in
      let name = venue.ticket(row.item)?.name ?? venue.goods(row.item)?.name
      let count = row.quantity > 1 ? " ×\(row.quantity)" : ""
      let person = row.seen.map { say("（\($0.person.zh)）", " (\($0.person.en))") } ?? ""
      return Line(
        what: (name.map { say($0) } ?? row.item.text) + count + person,
        prices: "\(row.before.ntd) → \(row.after.ntd)", isSame: row.before == row.after)
    }
    why =
      effect == nil
      ? say(
        "從今天起一年內沒有任何一天適用，請看日期與星期。",
        "It holds on no day within a year from now; see dates and days of the week.")
      : nil
  }

  /// With its heading, as a part of the editor that is kept right while somebody types.
  func write(_ html: inout HTMLWriter) {
    html.element("section", ["aria-labelledby": "effect-title"]) { section in
      section.element("h2", ["id": "effect-title"], text: say("價格變化（元）", "What it does to the prices (NT$)"))
      section.element("div", ["id": "effect", "aria-live": "polite"]) { list(&$0) }
    }
  }

  /// The lines alone.
  func list(_ html: inout HTMLWriter) {
    if let why { html.element("p", ["class": "soft"], text: why) }
    if !lines.isEmpty {
      html.element("ul", ["class": "effect"]) { list in
        for line in lines {
          list.element("li") { item in
            item.element("span", text: line.what)
            item.element("span", ["class": line.isSame ? "prices same" : "prices"], text: line.prices)
          }
        }
      }
    }
    if let day { html.element("p", ["class": "soft"], text: caption(day)) }
  }

  /// For which day, and for whom.
  func caption(_ day: CivilDate) -> String {
    say(
      "以 \(day) 為例，持卡人符合身分時；箭頭左邊是現行應收。",
      "On \(day), for a holder who qualifies; left of the arrow what is collected today.")
  }
}

extension SeenDocument {
  /// Who shows it.
  var person: BilingualText {
    switch self {
    case .disability: BilingualText(zh: "身心障礙者", en: "disabled person")
    case .age65: BilingualText(zh: "65 歲以上", en: "65 and over")
    case .companion: BilingualText(zh: "陪同者", en: "companion")
    }
  }
}
