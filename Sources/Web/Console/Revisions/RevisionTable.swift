import Benefits
import CityNode
import Federation

extension RevisionState {
  /// How the state looks.
  var tone: OfficePage.Notice.Tone {
    switch self {
    case .draft: .info
    case .inReview: .warn
    case .scheduled, .published: .good
    case .retired: .info
    case .rejected: .bad
    }
  }
}

/// Revisions, as rows.
struct RevisionTable {
  let say: PageLanguage
  let revisions: [VenueRevision]
  /// Names of the venues; empty where they are all of one.
  let venueNames: [VenueID: BilingualText]

  func write(_ html: inout HTMLWriter) {
    guard !revisions.isEmpty else {
      html.element("p", text: say("沒有。", "None."))
      return
    }
    html.table(
      say("變更", "Changes"),
      [
        say("編號", "Number"), say("場館", "Venue"), say("狀態", "State"), say("撰寫", "Written by"),
        say("核定", "Reviewed by"), say("生效", "In force from"),
      ]
    ) { rows in
      for revision in revisions { rows.element("tr") { row(revision, &$0) } }
    }
  }

  private func row(_ revision: VenueRevision, _ html: inout HTMLWriter) {
    html.element("th", ["scope": "row"]) { cell in
      cell.element(
        "a", ["href": "/console/revisions/\(revision.id)"],
        text: say("第 \(revision.id) 號", "No. \(revision.id)"))
      if let note = revision.note { cell.element("div", ["class": "soft"], text: note) }
    }
    html.cell(venueNames[revision.venue].map { say($0) } ?? revision.venue.text)
    html.element("td") { $0.badge(revision.state.tone, say(revision.state.text)) }
    html.cell("\(revision.author) · \(PageTime.minute(revision.written))")
    html.cell(revision.reviewer.map { "\($0) · \(revision.reviewed.map(PageTime.minute) ?? "")" } ?? "—")
    html.cell((revision.published ?? revision.effective).map(PageTime.minute) ?? "—")
  }
}

/// Times on pages, in the city's zone.
enum PageTime {
  /// `2026-11-24 21:05`.
  static func minute(_ instant: Instant) -> String {
    let calendar = CivilCalendar.taipei
    return "\(calendar.date(instant)) \(calendar.timeOfDay(instant))"
  }

  /// The instant of what an input of type `datetime-local` holds, `2026-12-01T00:00`, or of a day.
  static func instant(_ text: String) -> Instant? {
    let parts = text.split(separator: "T", maxSplits: 1)
    guard let day = parts.first.flatMap({ CivilDate($0) }) else { return nil }
    let start = CivilCalendar.taipei.start(of: day)
    guard parts.count == 2 else { return start }
    guard let time = TimeOfDay(parts[1].prefix(5)) else { return nil }
    return start + .minutes(Int64(time.minute))
  }
}
