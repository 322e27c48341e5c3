import Benefits

extension OfficePage {
  /// Puts the page below its section of the navigation, and below what `more` names.
  mutating func isBelow(_ section: String, _ more: [(name: BilingualText, path: String)] = []) {
    trail = OfficeSection.all.filter { $0.path == section }.map { ($0.name, $0.path) } + more
  }
}

extension HTMLWriter {
  /// Names with what stands beside them.
  mutating func facts(_ facts: [(name: String, value: String?)]) {
    element("dl", ["class": "facts"]) { list in
      for (name, value) in facts {
        list.element("dt", text: name)
        list.element("dd", text: value ?? "—")
      }
    }
  }

  /// That a form was not taken, above its fields.
  mutating func faultSummary(_ say: PageLanguage, isNeeded: Bool) {
    guard isNeeded else { return }
    notice(.bad, say("沒有儲存，請更正標示的欄位。", "Nothing was kept. Please correct the fields that are marked."))
  }
}
