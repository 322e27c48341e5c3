import Benefits
import StrictJSON

/// One column of a sheet: which member of a file it holds, and in which form a cell has it.
struct PartnerSheetColumn {
  let name: String
  let member: String
  let form: PartnerCell
  /// Whether a row without it is refused.
  let required: Bool

  private init(_ name: String, _ member: String? = nil, _ form: PartnerCell, required: Bool = false) {
    self.name = name
    self.member = member ?? name
    self.form = form
    self.required = required
  }

  /// The venue that a row belongs to; the first column of every sheet.
  static let venue = PartnerSheetColumn("venue", .id, required: true)

  private static let names = [
    PartnerSheetColumn("name_zh", "name", .half("zh"), required: true),
    PartnerSheetColumn("name_en", "name", .half("en"), required: true),
  ]

  /// A row for each offer.
  static let offers: [PartnerSheetColumn] =
    [
      venue, PartnerSheetColumn("id", .id, required: true),
      PartnerSheetColumn("version", .number, required: true),
    ] + names + [
      PartnerSheetColumn("source", .word, required: true),
      PartnerSheetColumn("benefit", .benefit, required: true),
      PartnerSheetColumn("benefit_value", "benefit", .benefitValue),
      PartnerSheetColumn("classes", .ids, required: true), PartnerSheetColumn("home_cities", .ids),
      PartnerSheetColumn("age_at_least", .number), PartnerSheetColumn("age_below", .number),
      PartnerSheetColumn("tickets", .ids), PartnerSheetColumn("events", .ids),
      PartnerSheetColumn("sales_points", .ids), PartnerSheetColumn("minimum_spend", .number),
      PartnerSheetColumn("minimum_quantity", .number), PartnerSheetColumn("maximum_quantity", .number),
      PartnerSheetColumn("valid_from", .date), PartnerSheetColumn("valid_until", .date),
      PartnerSheetColumn("weekdays", .ids), PartnerSheetColumn("day_kind", .word),
      PartnerSheetColumn("windows", .windows), PartnerSheetColumn("blackouts", .days),
      PartnerSheetColumn("slots", .times), PartnerSheetColumn("beneficiary", .word),
      PartnerSheetColumn("rounding", .word), PartnerSheetColumn("tickets_per_check", .number),
      PartnerSheetColumn("priority", .number), PartnerSheetColumn("stacking", .stacking),
      PartnerSheetColumn("limits", .limits), PartnerSheetColumn("funding", .funding),
      PartnerSheetColumn("offline", .offline), PartnerSheetColumn("offline_staleness_hours", .number),
      PartnerSheetColumn("till_code", .text), PartnerSheetColumn("look_zh", "look", .half("zh")),
      PartnerSheetColumn("look_en", "look", .half("en")),
    ]

  /// A row for each ticket type.
  static let tickets: [PartnerSheetColumn] =
    [venue, PartnerSheetColumn("id", .id, required: true)] + names + [
      PartnerSheetColumn("price", .number, required: true),
      PartnerSheetColumn("source", .word, required: true), PartnerSheetColumn("redeemable", .number),
      PartnerSheetColumn("till_code", .text), PartnerSheetColumn("statutory_till_code", .text),
    ]

  private init(_ name: String, _ form: PartnerCell, required: Bool = false) {
    self.init(name, nil, form, required: required)
  }
}
