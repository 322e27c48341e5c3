import Benefits
import CityNode

/// The public page `/places`: a form, and the places that fit, in one language with a link to the other. It works
/// without scripts, by keyboard, and at any width.
struct PlacePage {
  /// The most places on the page; the rest is found by asking for less.
  static let limit = 200
  /// The most offers of a place that are shown, and the most prices of an offer. What a partner city publishes is
  /// shown to anybody, so one request must not make gigabytes of it.
  static let offers = 12
  static let prices = 6

  let query: PlaceQuery
  let hits: [PlaceSearch.Hit]
  let cityNames: [CityID: BilingualText]

  /// The document.
  var bytes: [UInt8] {
    HTMLWriter.document(lang: query.language.tag) { html in
      html.element("head") { head in
        head.open("meta", ["charset": "utf-8"])
        head.open("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        head.element("title", text: title)
        head.open("link", ["rel": "icon", "href": "/assets/icon.svg", "type": "image/svg+xml"])
        head.open("link", ["rel": "stylesheet", "href": "/assets/tokens.css"])
        head.open("link", ["rel": "stylesheet", "href": "/assets/places.css"])
      }
      html.element("body") { body in
        body.element("a", ["class": "skip", "href": "#places"], text: say("跳到結果", "Skip to the places"))
        body.element("header") { header(&$0) }
        body.element("main") { main in
          form(&main)
          faults(&main)
          results(&main)
        }
      }
    }
  }

  private func say(_ zh: String, _ en: String) -> String { query.language == .zh ? zh : en }
  private func say(_ text: BilingualText) -> String { say(text.zh, text.en) }
  private func name(_ city: CityID) -> String { cityNames[city].map(say) ?? city.text }

  private var title: String {
    say(
      "\(name(query.search.home))的卡在\(name(query.city))哪裡可以用？",
      "Where in \(name(query.city)) does a card of \(name(query.search.home)) count?")
  }

  private func header(_ html: inout HTMLWriter) {
    html.element("h1", text: title)
    let other = query.language.other
    html.element(
      "a", ["href": "/places?lang=\(other.rawValue)&\(link)", "lang": other.tag, "hreflang": other.tag],
      text: other == .en ? "English" : "中文")
  }

  /// The question as a query, without the language: every value is of a closed list, or percent-encoded.
  private var link: String {
    var parts = ["city=\(query.city)", "home=\(query.search.home)"]
    if let kind = query.search.kind { parts.append("kind=\(kind.rawValue)") }
    if let one = query.search.benefitClass { parts.append("class=\(one)") }
    if query.search.openOnly { parts.append("open=today") }
    if let town = query.search.near?.town.en {
      parts.append("near=\(town.replacing("'", with: "%27").replacing(" ", with: "+"))")
    }
    return parts.joined(separator: "&")
  }

  // MARK: The form

  private func form(_ html: inout HTMLWriter) {
    html.element("form", ["method": "get", "action": "/places"]) { form in
      form.open("input", ["type": "hidden", "name": "lang", "value": query.language.rawValue])
      let cities = cityNames.keys.sorted().map { ($0.text, name($0)) }
      select("home", say("我的卡由哪個城市發", "My card's city"), cities, query.search.home.text, any: nil, &form)
      select("city", say("我要去", "I visit"), cities, query.city.text, any: nil, &form)
      let all = say("全部", "All")
      select(
        "kind", say("類型", "Kind"), VenueKind.allCases.map { ($0.rawValue, say($0.text)) },
        query.search.kind?.rawValue, any: all, &form)
      select(
        "class", say("身分", "Class"), PlaceQuery.classes.map { ($0.description, say($0.text)) },
        query.search.benefitClass?.description, any: all, &form)
      select(
        "near", say("離哪裡近", "Near"), Towns.of(query.city).map { ($0.town.zh, say($0.town)) }, query.town,
        any: say("不限", "Anywhere"), &form)
      form.element("label", ["class": "tick"]) { label in
        label.open(
          "input",
          [
            "type": "checkbox", "name": "open", "value": "today",
            "checked": query.search.openOnly ? "checked" : nil,
          ])
        label.write(say("只看今天開放", "Open today only"))
      }
      form.element("button", text: say("查詢", "Show"))
    }
  }

  private func select(
    _ name: String, _ label: String, _ options: [(value: String, text: String)], _ chosen: String?,
    any: String?,
    _ html: inout HTMLWriter
  ) {
    html.element("label") { html in
      html.element("span", text: label)
      html.element("select", ["name": name]) { select in
        if let any { select.element("option", ["value": ""], text: any) }
        for (value, text) in options {
          select.element(
            "option", ["value": value, "selected": value == chosen ? "selected" : nil], text: text)
        }
      }
    }
  }

  private func faults(_ html: inout HTMLWriter) {
    guard !query.faults.isEmpty else { return }
    html.element("div", ["class": "notice", "role": "alert"]) { notice in
      for fault in query.faults {
        let possible = fault.possible.joined(separator: "、")
        notice.element(
          "p",
          text: say(
            "⚠ 沒有採用「\(fault.parameter)=\(fault.value)」：可用 \(possible)。",
            "⚠ “\(fault.parameter)=\(fault.value)” was left out; possible: \(possible)."))
      }
    }
  }

  // MARK: The places

  private func results(_ html: inout HTMLWriter) {
    html.element("section", ["id": "places", "tabindex": "-1"]) { section in
      section.element(
        "h2", text: say("\(query.search.day)：\(hits.count) 處", "\(hits.count) places on \(query.search.day)"))
      if hits.isEmpty {
        section.element("p", text: say("沒有符合的地方，請放寬條件。", "Nothing fits. Ask for less."))
      }
      section.element("ul", ["class": "places"]) { list in
        for hit in hits.prefix(Self.limit) { list.element("li") { place(hit, &$0) } }
      }
      if hits.count > Self.limit {
        section.element(
          "p",
          text: say(
            "只列出前 \(Self.limit) 處，請縮小範圍。", "Only the first \(Self.limit) are listed; narrow the question."))
      }
    }
  }

  private func place(_ hit: PlaceSearch.Hit, _ html: inout HTMLWriter) {
    let venue = hit.venue
    html.element("h3", text: say(venue.name))
    html.element("p", ["class": "facts"]) { facts in
      facts.element("span", text: say(venue.kind.text))
      if let place = venue.place { facts.element("span", text: say(place.town)) }
      if let metres = hit.metres {
        let kilometres = "\(metres / 1_000).\(metres % 1_000 / 100)"
        facts.element("span", text: say("約 \(kilometres) 公里", "about \(kilometres) km"))
      }
      facts.element(
        "span", ["class": hit.isOpen ? "open" : "closed"],
        text: hit.isOpen ? say("✓ 今天開放", "✓ open today") : say("✕ 今天休館", "✕ closed today"))
    }
    html.element("ul", ["class": "offers"]) { list in
      for offer in hit.offers.prefix(Self.offers) { list.element("li") { self.offer(offer, at: venue, &$0) } }
    }
    guard !venue.statutory.isEmpty else { return }
    let law = StatutoryRule.allCases.filter(venue.statutory.contains).map { say($0.text(venue.sector)) }
    html.element(
      "p", ["class": "law"],
      text: say("依法（不必出示卡）：", "By law, with or without a card: ")
        + law.joined(separator: say("、", "; ")) + say("。", "."))
  }

  private func offer(_ offer: Offer, at venue: Venue, _ html: inout HTMLWriter) {
    html.element("p") { line in
      line.element("strong", text: say(offer.name))
      line.write(" ")
      line.element("span", ["class": "benefit"], text: say(offer.benefit.label))
      if offer.source == .illustrative {
        line.write(" ")
        line.element("span", ["class": "sample"], text: say("示意資料", "illustrative"))
      }
    }
    let prices = offer.prices(at: venue).filter { $0.offer < $0.ticket.price }.prefix(Self.prices)
    if !prices.isEmpty {
      html.element(
        "p", ["class": "prices"],
        text: prices.map { "\(say($0.ticket.name)) \($0.ticket.price.ntd) → \($0.offer.ntd)" }
          .joined(separator: say("，", ", ")) + say(" 元", " NT$"))
    }
    html.element("p", ["class": "conditions"], text: offer.conditions.map(say).joined(separator: " "))
  }
}
