import Benefits
import Wire

extension Figure {
  /// As it is read: `12`, `≥ 12`, or a dash for what is withheld. Nothing is known of a sum of which no month is shown.
  var text: String {
    switch self {
    case .shown(let count): "\(count)"
    case .atLeast(let count) where count > 0: "≥ \(count)"
    case .atLeast, .withheld: "—"
    }
  }

  /// What is known of it.
  var bar: (value: Int?, isOpenEnded: Bool) {
    switch self {
    case .shown(let count): (count, false)
    case .atLeast(let count) where count > 0: (count, true)
    case .atLeast, .withheld: (nil, false)
    }
  }

  /// The number and what it means, as two cells.
  func cells(_ say: PageLanguage) -> [SheetCell] {
    switch self {
    case .shown(let count): [.number(Int64(count)), .text(say("實數", "exact"))]
    case .atLeast(let count) where count > 0: [.number(Int64(count)), .text(say("至少", "at least"))]
    case .atLeast, .withheld: [.empty, .text(say("不公布", "withheld"))]
    }
  }
}

extension HTMLWriter {
  /// A cell with a count; what is withheld is also said to those who don't see the dash.
  mutating func count(_ figure: Figure, _ say: PageLanguage, style: String = "number") {
    element("td", ["class": style]) { cell in
      let isKnown = figure.bar.value != nil
      cell.element("span", ["aria-hidden": isKnown ? nil : "true"], text: figure.text)
      if !isKnown { cell.element("span", ["class": "unseen"], text: say("不公布", "withheld")) }
    }
  }
}
