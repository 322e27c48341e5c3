import Benefits
import Office
import Store
import Wire

/// Entries of the audit log as a CSV file that opens right in Excel.
enum AuditFile {
  /// The file, with a head line; newest first, as on the page.
  static func bytes(_ entries: [KeptAuditEntry]) -> [UInt8] {
    var csv = CSVWriter()
    csv.append(["編號 no", "時間 at", "誰 actor", "動作 action", "對象 subject", "之前 before", "之後 after"])
    for kept in entries {
      let entry = kept.entry
      csv.append(
        [
          "\(kept.id)", CivilCalendar.taipei.format(entry.at), entry.actor.text, entry.action.rawValue,
          entry.subject, entry.before ?? "", entry.after ?? "",
        ].map { SheetCell.text($0) })
    }
    return csv.bytes
  }
}
