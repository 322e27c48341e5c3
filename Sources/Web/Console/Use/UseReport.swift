import Benefits
import CityNode
import Wire

/// The published figures of a period, in words and in order: what the page shows and the file holds.
struct UseReport {
  /// A table of the report.
  struct Section {
    let title: BilingualText
    var note: BilingualText?
    let rows: [Row]
  }

  /// A line of a table.
  struct Row {
    let label: BilingualText
    let figure: Figure
  }

  let months: PublishedMonths
  let names: UseNames

  /// All visits, at a venue or everywhere.
  func visits(at venue: VenueID?) -> Figure { months.visits.figure(.all, at: venue) }

  /// The tables for a venue, or for all together.
  func sections(at venue: VenueID?) -> [Section] {
    var sections = venue == nil ? [venues] : []
    sections += [offers(at: venue), groups(at: venue), homes(at: venue), novelty(at: venue)]
    if venue == nil { sections.append(members) }
    return sections + [weekdays(at: venue), hours(at: venue)]
  }

  private var venues: Section {
    Section(
      title: BilingualText(zh: "依場館", en: "By venue"),
      rows: ordered(names.venues.map { Row(label: $0.name, figure: visits(at: $0.id)) }))
  }

  private func offers(at venue: VenueID?) -> Section {
    var rows: [Row] = []
    for benefit in months.offers.rows {
      for place in months.offers.venues(of: benefit) where venue == nil || place == venue {
        let (offer, site) = (names.name(of: benefit), names.name(of: place))
        let label =
          venue == nil
          ? BilingualText(zh: "\(site.zh)：\(offer.zh)", en: "\(site.en): \(offer.en)") : offer
        rows.append(Row(label: label, figure: months.offers.figure(benefit, at: place)))
      }
    }
    // What no offer made cheaper counts by venue under its own heading.
    for group in months.groups.rows where !group.isOfOffers {
      rows.append(Row(label: group.text, figure: months.groups.figure(group, at: venue)))
    }
    return Section(
      title: BilingualText(zh: "依優惠", en: "By benefit"),
      note: BilingualText(
        zh: "一次入場只算一項；同時適用幾項優惠時，算最先適用的那一項。",
        en: "A visit counts once: where offers were stacked, under the first."),
      rows: ordered(rows))
  }

  private func groups(at venue: VenueID?) -> Section {
    Section(
      title: BilingualText(zh: "依優惠身分", en: "By class"),
      note: BilingualText(
        zh: "這裡是優惠的適用身分。持卡人符合其中哪一種，本市沒有保存。",
        en: "These are the classes that the offers are for. Which of them the holder has is not kept."),
      rows: ordered(
        months.groups.rows.map { Row(label: $0.text, figure: months.groups.figure($0, at: venue)) }))
  }

  private func homes(at venue: VenueID?) -> Section {
    Section(
      title: BilingualText(zh: "依發卡城市", en: "By home city"),
      rows: ordered(
        months.homes.rows.map { Row(label: names.city($0), figure: months.homes.figure($0, at: venue)) }))
  }

  private func novelty(at venue: VenueID?) -> Section {
    Section(
      title: BilingualText(zh: "第一次來與再次來", en: "New and returning"),
      note: BilingualText(
        zh: "「第一次」是這位持卡人第一次在本市任何場館使用。本市自己的卡也一樣計算。",
        en: "New is a member's first visit to any venue of this city. The city's own cards are counted alike."
      ),
      rows: Novelty.allCases.map { Row(label: $0.text, figure: months.novelty.figure($0, at: venue)) })
  }

  private var members: Section {
    Section(
      title: BilingualText(zh: "持卡人一個月來幾次", en: "How often a member came in a month"),
      note: BilingualText(
        zh: "這裡數的是人，不是入場次數；每位持卡人在每個城市的代號不同。幾個月一起看時，來過兩個月的人算兩次。",
        en:
          "These are people, not visits, by a pseudonym that is another one in every city. Over several months, who came in two of them counts twice."
      ),
      rows: FrequencyBand.allCases.map { Row(label: $0.text, figure: months.members.figure($0)) })
  }

  private func weekdays(at venue: VenueID?) -> Section {
    Section(
      title: BilingualText(zh: "依星期", en: "By day of the week"),
      rows: Weekday.allCases.map { Row(label: $0.text, figure: months.weekdays.figure($0, at: venue)) })
  }

  private func hours(at venue: VenueID?) -> Section {
    Section(
      title: BilingualText(zh: "依時段", en: "By hour"),
      rows: WeekHour.hours.map {
        Row(label: UseNames.hour($0), figure: months.hours.figure($0, at: venue))
      })
  }

  /// The largest first; of equals, by name. What had no visits is left out.
  private func ordered(_ rows: [Row]) -> [Row] {
    rows.filter { $0.figure != .shown(0) }.sorted { a, b in
      (-(a.figure.known ?? -1), a.label.zh) < (-(b.figure.known ?? -1), b.label.zh)
    }
  }
}

/// What venues, offers and cities are called.
struct UseNames {
  /// The venues in force, by id, and those that had visits and are not in force any more.
  let venues: [(id: VenueID, name: BilingualText)]
  private let offers: [OfferID: BilingualText]
  private let cities: [CityID: BilingualText]

  init(_ venues: [Venue], past: Set<VenueID>, cities: [CityID: BilingualText]) {
    let known = Set(venues.map(\.id))
    self.venues =
      venues.map { ($0.id, $0.name) }
      + past.subtracting(known).sorted().map { ($0, BilingualText(zh: $0.text, en: $0.text)) }
    offers = Dictionary(
      venues.flatMap { $0.offers.map { ($0.id, $0.name) } }
    ) { first, _ in first }
    self.cities = cities
  }

  /// An hour, such as `09:00–10:00`.
  static func hour(_ hour: Int) -> BilingualText {
    let text = [hour, hour + 1].map { ($0 < 10 ? "0" : "") + "\($0):00" }.joined(separator: "–")
    return BilingualText(zh: text, en: text)
  }

  func city(_ id: CityID?) -> BilingualText {
    guard let id else { return BilingualText(zh: "不知道", en: "not known") }
    return cities[id] ?? BilingualText(zh: id.text, en: id.text)
  }

  func name(of venue: VenueID) -> BilingualText {
    venues.first { $0.id == venue }?.name ?? BilingualText(zh: venue.text, en: venue.text)
  }

  func name(of benefit: VisitBenefit) -> BilingualText {
    guard case .offer(let id, _) = benefit else { return benefit.group.text }
    return offers[id] ?? BilingualText(zh: id.text, en: id.text)
  }
}
