import Benefits
import Wire

/// The fields of the editor's form, to and from the cells of ``OfferCells``: what is ticked is joined, what stands in
/// several fields becomes one cell.
enum OfferForm {
  /// The rows for limits that the form has.
  static let limitRows = 3

  /// The cells of a form.
  static func cells(_ form: FormFields) -> [String: String] {
    var cells: [String: String] = [:]
    for column in OfferCells.columns {
      if let value = form[column] { cells[column] = value }
    }
    for column in ["classes", "home_cities", "tickets", "events", "sales_points", "weekdays", "slots"] {
      let values = form.values(column).filter { !$0.isEmpty }
      cells[column] = values.isEmpty ? nil : values.joined(separator: ";")
    }
    if cells["weekdays"]?.split(separator: ";").count == Weekday.allCases.count { cells["weekdays"] = nil }
    if cells["benefit"] == "free" { cells["benefit_value"] = nil }
    cells["limits"] = joined(
      (1...limitRows).compactMap { row in
        form["limit_most_\(row)"].map { most in
          let parts = ["scope", "period", "measure"].map { form["limit_\($0)_\(row)"] ?? "" }
          return (parts + [most]).joined(separator: "/")
        }
      })
    cells["funding"] = funding(form)
    cells["stacking"] = stacking(form)
    cells["offline"] =
      switch form["offline"] {
      case "allow_up_to": "allow_up_to/\(form["offline_cap"] ?? "")"
      case "allow": "allow"
      default: nil
      }
    if cells["offline"] == nil { cells["offline_staleness_hours"] = nil }
    return cells.filter { !$0.value.isEmpty && defaults[$0.key] != $0.value }
  }

  /// What is left out of a file because it says nothing.
  private static let defaults = [
    "beneficiary": "party", "rounding": "half_up", "tickets_per_check": "1", "priority": "0",
    "stacking": "best_of", "funding": "merchant",
  ]

  private static func joined(_ parts: [String]) -> String? {
    parts.isEmpty ? nil : parts.joined(separator: ";")
  }

  private static func funding(_ form: FormFields) -> String? {
    let shares = FundingParty.allCases.compactMap { party in
      form["funding_\(party.rawValue)"].flatMap { $0 == "0" ? nil : (party.rawValue, $0) }
    }
    if shares.count == 1, shares[0].1 == "100" { return shares[0].0 }
    return joined(shares.map { "\($0.0)/\($0.1)" })
  }

  private static func stacking(_ form: FormFields) -> String? {
    switch form["stacking"] {
    case "on_top_of": "on_top_of:" + form.values("on_top_of").joined(separator: ";")
    case let word: word
    }
  }

  // MARK: Showing

  /// The entries of a cell that holds a list.
  static func entries(_ cell: String?) -> [String] {
    (cell ?? "").split(separator: ";").map(String.init)
  }

  /// Scope, period, measure and most of a cell's limits, by row.
  static func limits(_ cell: String?) -> [[String]] {
    entries(cell).map { $0.split(separator: "/", omittingEmptySubsequences: false).map(String.init) }
  }

  /// What a party bears by a cell, in percent.
  static func percent(of party: FundingParty, _ cell: String?) -> String {
    guard let cell else { return party == .merchant ? "100" : "0" }
    if !cell.contains("/") { return cell == party.rawValue ? "100" : "0" }
    for entry in entries(cell) where entry.hasPrefix("\(party.rawValue)/") {
      return String(entry.dropFirst(party.rawValue.count + 1))
    }
    return "0"
  }
}
