import Benefits
import CityNode
import Office
import Store

/// What of the audit log is asked for, as it stands in the page's form and address.
struct AuditFilter {
  var actor = ""
  var action = ""
  var subject = ""
  var day = ""
  /// Whether the day is none.
  private(set) var dayIsWrong = false
  private(set) var query = AuditQuery()

  init(_ fields: FormFields) {
    actor = String((fields["actor"] ?? "").prefix(100))
    action = String((fields["action"] ?? "").prefix(100))
    subject = String((fields["subject"] ?? "").prefix(200))
    day = String((fields["day"] ?? "").prefix(20))
    if !actor.isEmpty {
      // A login alone is a member of staff.
      query.actor = Actor(
        kept: actor.contains(":") || actor == "node" ? actor : "staff:\(actor.lowercased())")
    }
    query.action = AuditAction(rawValue: action)
    query.subject = subject.isEmpty ? nil : subject
    guard !day.isEmpty else { return }
    guard let date = CivilDate(day) else {
      dayIsWrong = true
      return
    }
    query.from = CivilCalendar.taipei.start(of: date)
    query.until = CivilCalendar.taipei.start(of: CivilDate(daysSinceEpoch: date.daysSinceEpoch + 1))
  }

  /// The filter as a query of an address, with `more` after it.
  func address(_ path: String, _ more: (String, String)? = nil) -> String {
    var parts = [("actor", actor), ("action", action), ("subject", subject), ("day", day)]
      .filter { !$0.1.isEmpty }
    if let more { parts.append(more) }
    guard !parts.isEmpty else { return path }
    return path + "?" + parts.map { "\($0.0)=\(Percent.encoded($0.1))" }.joined(separator: "&")
  }
}
