import Benefits
import Settlement

/// What all sheets for paper share: the document, Chinese first and English beside it, amounts, and the officers' boxes.
enum PrintSheet {
  /// A whole sheet.
  static func document(_ title: BilingualText, _ content: (inout HTMLWriter) -> Void) -> [UInt8] {
    HTMLWriter.document(lang: PageLanguage.zh.tag) { html in
      html.element("head") { head in
        head.open("meta", ["charset": "utf-8"])
        head.open("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        head.element("title", text: "\(title.zh) \(title.en)")
        for style in ["tokens.css", "print.css"] {
          head.open("link", ["rel": "stylesheet", "href": "/assets/\(style)"])
        }
      }
      html.element("body") { body in
        body.element("main") { main in
          main.element("h1") { heading(title, &$0) }
          content(&main)
        }
      }
    }
  }

  /// A heading in both languages.
  static func heading(_ text: BilingualText, _ html: inout HTMLWriter) {
    html.write(text.zh)
    html.element("span", ["lang": "en"], text: text.en)
  }

  /// A label in both languages.
  static func label(_ text: BilingualText, _ html: inout HTMLWriter) {
    html.write(text.zh)
    html.element("small", ["lang": "en"], text: text.en)
  }

  /// Names and what stands under them.
  static func facts(_ facts: [(BilingualText, String)], _ html: inout HTMLWriter) {
    html.element("dl") { list in
      for (name, value) in facts {
        list.element("dt") { label(name, &$0) }
        list.element("dd", text: value)
      }
    }
  }

  /// A table's head; columns named in `numbers` are figures.
  static func head(_ headings: [BilingualText], numbers: Set<Int>, _ table: inout HTMLWriter) {
    table.element("thead") { head in
      head.element("tr") { row in
        for (index, heading) in headings.enumerated() {
          row.element("th", ["scope": "col", "class": numbers.contains(index) ? "number" : nil]) {
            label(heading, &$0)
          }
        }
      }
    }
  }

  /// A total in formal numerals, with its figures.
  static func formal(_ name: BilingualText, _ amount: Money, _ html: inout HTMLWriter) {
    html.element("p", ["class": "formal"]) { line in
      let sign = amount < .zero ? "負" : ""
      let size = amount < .zero ? Money.zero - amount : amount
      line.write("\(name.zh) \(name.en)：\(sign)\(size.formalText ?? "")（\(dollars(amount))）")
    }
  }

  /// The boxes in which the officers sign.
  static func officers(_ html: inout HTMLWriter) {
    html.element("h2") { heading(BilingualText(zh: "核章", en: "Signed on paper by"), &$0) }
    html.element("table", ["class": "officers"]) { table in
      table.element("tbody") { body in
        body.element("tr") { row in
          for officer in PayeeList.officers { row.element("td") { label(officer, &$0) } }
        }
      }
    }
  }

  /// `NT$12,345`.
  static func dollars(_ amount: Money) -> String {
    let digits = String(amount.ntd.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return (amount < .zero ? "-" : "") + "NT$" + text
  }
}
