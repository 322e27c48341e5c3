import Benefits
import Office

/// The form that invites a device: where it stands and what it is called there.
struct TerminalForm {
  /// `moca`, or `moca/shop` for a sales point.
  var place = ""
  var label = ""
  var placeFault: BilingualText?
  var labelFault: BilingualText?

  /// What the form says, if it holds.
  struct Invited {
    let venue: VenueID
    let label: String
    let salesPoint: SalesPointID?
  }

  init(_ fields: FormFields? = nil) {
    place = fields?["place"] ?? ""
    label = fields?["label"] ?? ""
  }

  /// Reads the form; what is wrong with it stands beside the fields afterwards.
  mutating func invited(venues: [Venue]) -> Invited? {
    let parts = place.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let venue = parts.first.flatMap { part in venues.first { $0.id.text == part } }
    let point = parts.dropFirst().first.flatMap { part in
      venue?.salesPoints.first { $0.id.text == part }?.id
    }
    if venue == nil || (parts.count == 2 && point == nil) {
      placeFault = BilingualText(zh: "請選擇場館。", en: "Choose a venue.")
    }
    if !TerminalPairing.isLabel(label) {
      labelFault = BilingualText(
        zh: "請輸入 1 至 \(TerminalPairing.labelLimit) 個字，一行。",
        en: "Enter 1 to \(TerminalPairing.labelLimit) characters, in one line.")
    }
    guard let venue, placeFault == nil, labelFault == nil else { return nil }
    return Invited(venue: venue.id, label: label, salesPoint: point)
  }

  func write(_ say: PageLanguage, venues: [Venue], page: OfficePage, _ html: inout HTMLWriter) {
    html.faultSummary(say, isNeeded: placeFault != nil || labelFault != nil)
    page.form(to: "/console/terminals", in: &html) { form in
      form.select(
        "place", say("放在哪裡", "Where it stands"), options(say, venues), chosen: place,
        fault: placeFault.map { say($0) })
      form.input(
        "label", say("名稱", "Label"), value: label,
        help: say("現場的人怎麼稱呼它，例如「售票口 1」。", "What people there call it, such as “desk 1”."),
        fault: labelFault.map { say($0) }, isRequired: true, limit: TerminalPairing.labelLimit)
      form.element("div", ["class": "row"]) { row in
        row.submit(say("產生配對 QR 碼", "Make the QR code"))
        row.button(say("取消", "Cancel"), to: "/console/terminals")
      }
    }
  }

  private func options(_ say: PageLanguage, _ venues: [Venue]) -> [(value: String, text: String)] {
    venues.flatMap { venue in
      [(venue.id.text, say(venue.name))]
        + venue.salesPoints.map { ("\(venue.id)/\($0.id)", "\(say(venue.name)) · \(say($0.name))") }
    }
  }
}
