import Benefits

// The design system's components (Federation/DESIGN.md), so that a page says what it shows and not how it looks.
extension HTMLWriter {
  /// Something to tell: a sign, a colour and a sentence.
  mutating func notice(_ tone: OfficePage.Notice.Tone, _ text: String) {
    let role = tone == .bad ? "alert" : "status"
    element("p", ["class": "notice \(tone.rawValue)", "role": role], text: "\(tone.sign) \(text)")
  }

  /// A state: a sign, a colour and a word.
  mutating func badge(_ tone: OfficePage.Notice.Tone, _ text: String) {
    element("span", ["class": "badge \(tone.rawValue)"]) { badge in
      badge.element("span", ["aria-hidden": "true"], text: tone.sign)
      badge.write(text)
    }
  }

  /// A box with a heading.
  mutating func card(_ title: String, _ content: (inout HTMLWriter) -> Void) {
    element("section", ["class": "card"]) { card in
      card.element("h2", text: title)
      content(&card)
    }
  }

  /// A table with its caption and headings; columns named in `numbers` are figures. Where it is wider than the screen it
  /// scrolls by itself, by keyboard too.
  mutating func table(
    _ caption: String, _ headings: [String], numbers: Set<Int> = [],
    _ rows: (inout HTMLWriter) -> Void
  ) {
    element("div", ["class": "table", "role": "region", "aria-label": caption, "tabindex": "0"]) { box in
      box.element("table") { table in
        table.element("caption", text: caption)
        table.element("thead") { head in
          head.element("tr") { row in
            for (index, heading) in headings.enumerated() {
              row.element(
                "th", ["scope": "col", "class": numbers.contains(index) ? "number" : nil], text: heading)
            }
          }
        }
        table.element("tbody") { rows(&$0) }
      }
    }
  }

  /// A cell with a text.
  mutating func cell(_ text: String) { element("td", text: text) }
  /// A cell with a figure.
  mutating func figure(_ text: String) { element("td", ["class": "number"], text: text) }

  /// A link that looks like a button.
  mutating func button(_ text: String, to path: String, isPrimary: Bool = false) {
    element("a", ["class": isPrimary ? "button primary" : "button", "href": path], text: text)
  }

  /// A button that sends its form.
  mutating func submit(_ text: String, style: String = "primary", name: String? = nil, value: String? = nil) {
    element("button", ["type": "submit", "class": style, "name": name, "value": value], text: text)
  }

  /// A labelled field; `control` writes the control with this id, and with `describedBy` where that is not nil.
  mutating func field(
    _ id: String, _ label: String, help: String? = nil, fault: String? = nil,
    _ control: (inout HTMLWriter, _ describedBy: String?) -> Void
  ) {
    let described = fault != nil ? "\(id)-fault" : help != nil ? "\(id)-help" : nil
    element("div", ["class": "field"]) { field in
      field.element("label", ["for": id], text: label)
      if let help { field.element("span", ["class": "help", "id": "\(id)-help"], text: help) }
      if let fault { field.element("span", ["class": "fault", "id": "\(id)-fault"], text: fault) }
      control(&field, described)
    }
  }

  /// A labelled input of one line; its name is its id.
  mutating func input(
    _ id: String, _ label: String, type: String = "text", value: String? = nil, help: String? = nil,
    fault: String? = nil, isRequired: Bool = false, autocomplete: String? = nil, inputMode: String? = nil,
    limit: Int? = nil, isFirst: Bool = false
  ) {
    field(id, label, help: help, fault: fault) { field, described in
      field.open(
        "input",
        [
          "id": id, "name": id, "type": type, "value": value, "required": isRequired ? "" : nil,
          "autocomplete": autocomplete, "inputmode": inputMode, "maxlength": limit.map { "\($0)" },
          "aria-describedby": described, "aria-invalid": fault == nil ? nil : "true",
          // Where one goes on typing: at the fault, else where the form begins.
          "autofocus": fault != nil || isFirst ? "" : nil,
        ])
    }
  }

  /// A labelled choice of one; its name is its id.
  mutating func select(
    _ id: String, _ label: String, _ options: [(value: String, text: String)], chosen: String?,
    help: String? = nil, fault: String? = nil
  ) {
    field(id, label, help: help, fault: fault) { field, described in
      field.element(
        "select",
        ["id": id, "name": id, "aria-describedby": described, "aria-invalid": fault == nil ? nil : "true"]
      ) { select in
        for (value, text) in options {
          select.element("option", ["value": value, "selected": value == chosen ? "" : nil], text: text)
        }
      }
    }
  }

  /// A group of boxes to tick, all of one name, and what is wrong with them.
  mutating func ticks(
    _ name: String, _ legend: String, _ options: [(value: String, text: String)], chosen: Set<String>,
    fault: String? = nil
  ) {
    element("fieldset", ["class": "field"]) { group in
      group.element("legend", text: legend)
      group.element("div", ["class": "choices"]) { choices in
        for (value, text) in options { choices.tick(name, value, text, isTicked: chosen.contains(value)) }
      }
    }
    if let fault { notice(.bad, fault) }
  }

  /// One box to tick.
  mutating func tick(_ name: String, _ value: String, _ text: String, isTicked: Bool) {
    element("label", ["class": "tick"]) { label in
      label.open(
        "input",
        ["type": "checkbox", "name": name, "value": value, "checked": isTicked ? "" : nil])
      label.write(text)
    }
  }
}
