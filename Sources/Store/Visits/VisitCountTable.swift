import Benefits

/// What was counted of closed months, to and from rows.
enum VisitCountTable {
  static let insertMonth = SQLText("INSERT INTO visit_month (month, closed) VALUES ($1, $2)")
  static let selectMonth = SQLText("SELECT month FROM visit_month WHERE month = $1")
  static let selectMonths = SQLText(
    "SELECT month FROM visit_month WHERE month >= $1 AND month <= $2 ORDER BY month")
  static let ends = SQLText("SELECT MIN(month), MAX(month) FROM visit_month")
  static let insert = SQLText(
    "INSERT INTO visit_count (month, attribute, venue, value, visits) VALUES ($1, $2, $3, $4, $5)")
  static let select = SQLText(
    """
    SELECT month, attribute, venue, value, visits FROM visit_count WHERE month >= $1 AND month <= $2
    """)
  static let insertVisitor = SQLText(
    """
    INSERT INTO visitor (home, subject, month) VALUES ($1, $2, $3) ON CONFLICT (home, subject) DO NOTHING
    """)

  /// What is counted, by the name under which it is kept.
  private enum Attribute: String {
    case benefit, home, hour, novelty, members
  }

  static func write(_ counts: MonthCounts) -> [SQLQuery] {
    var rows: [SQLQuery] = []
    func add<Row>(
      _ attribute: Attribute, _ venue: String, _ values: [Row: Int], _ text: (Row) -> String
    ) {
      for (row, visits) in values {
        let columns: [SQLValue] = [
          .integer(Int64(counts.month.number)), .text(attribute.rawValue), .text(venue), .text(text(row)),
          .integer(Int64(visits)),
        ]
        rows.append(SQLQuery(insert, columns))
      }
    }
    for (venue, values) in counts.benefits { add(.benefit, venue.text, values, text) }
    for (venue, values) in counts.homes { add(.home, venue.text, values) { $0?.text ?? "" } }
    for (venue, values) in counts.hours {
      add(.hour, venue.text, values) { "\($0.weekday.rawValue)/\($0.hour)" }
    }
    for (venue, values) in counts.novelty { add(.novelty, venue.text, values, \.rawValue) }
    add(.members, "", counts.members, \.rawValue)
    return rows
  }

  /// Adds a row to its month.
  static func read(_ row: SQLRow, into months: inout [CivilMonth: MonthCounts]) throws {
    guard let month = CivilMonth(stored: Int(try row.integer(0))), months[month] != nil else { return }
    let visits = Int(try row.integer(4))
    if try row.text(1) == Attribute.members.rawValue {
      months[month]?.members[try row.parsed(3, FrequencyBand.init)] = visits
      return
    }
    let venue = try row.parsed(2) { VenueID($0) }
    switch try row.parsed(1, Attribute.init) {
    case .benefit: months[month]?.benefits[venue, default: [:]][try row.parsed(3, benefit)] = visits
    case .home: months[month]?.homes[venue, default: [:]][try row.parsed(3, home)] = visits
    case .hour: months[month]?.hours[venue, default: [:]][try row.parsed(3, hour)] = visits
    case .novelty: months[month]?.novelty[venue, default: [:]][try row.parsed(3, Novelty.init)] = visits
    case .members: break
    }
  }

  /// `offer/ID/CLASS,CLASS`, `law` or `none`; neither stroke nor comma can be in an id or a class.
  private static func text(_ benefit: VisitBenefit) -> String {
    switch benefit {
    case .offer(let offer, let classes):
      "offer/\(offer)/\(classes.map(\.description).joined(separator: ","))"
    case .law: "law"
    case .none: "none"
    }
  }

  private static func benefit(_ text: String) -> VisitBenefit? {
    let fields = text.split(separator: "/", omittingEmptySubsequences: false)
    switch fields.first {
    case "law": return .law
    case "none": return VisitBenefit.none
    case "offer" where fields.count == 3:
      let names = fields[2].split(separator: ",")
      let classes = names.compactMap { BenefitClass($0) }
      guard let offer = OfferID(fields[1]), classes.count == names.count else { return nil }
      return .offer(offer, for: classes)
    default: return nil
    }
  }

  /// Twice optional: the empty text is a city that nobody knew, a text of another form is damage.
  private static func home(_ text: String) -> CityID?? {
    if text.isEmpty { return .some(nil) }
    return CityID(text).map { .some($0) }
  }

  private static func hour(_ text: String) -> WeekHour? {
    let fields = text.split(separator: "/")
    guard fields.count == 2, let day = Weekday(rawValue: String(fields[0])), let hour = Int(fields[1]),
      WeekHour.hours.contains(hour)
    else { return nil }
    return WeekHour(day, hour)
  }
}
