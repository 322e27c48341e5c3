import Benefits
import CityNode

/// What the things of a venue are called, in one language.
struct SalesNames {
  let say: PageLanguage
  /// The venue as it is in force; nil if it is not any more.
  let venue: Venue?
  let cities: [CityID: BilingualText]
  let terminals: [TerminalID: String]

  func city(_ id: CityID?) -> String {
    guard let id else { return say("城市不明", "city not known") }
    return cities[id].map { say($0) } ?? id.text
  }

  func terminal(_ id: TerminalID) -> String { terminals[id] ?? say("第 \(id.number) 台", "no. \(id.number)") }

  func offer(_ id: OfferID) -> String {
    venue?.offers.first { $0.id == id }.map { say($0.name) } ?? id.text
  }

  /// What was sold: `全票 ×2、兒童票 ×1`.
  func tickets(_ check: CheckRecord) -> String {
    var order: [TicketTypeID] = []
    var counts: [TicketTypeID: Int] = [:]
    for line in check.decision.lines {
      if counts[line.ticket] == nil { order.append(line.ticket) }
      counts[line.ticket, default: 0] += line.quantity
    }
    return order.map { id in
      let name = venue?.ticket(id)?.name ?? venue?.goods(id)?.name
      return "\(name.map { say($0) } ?? id.text) ×\(counts[id] ?? 0)"
    }.joined(separator: say("、", ", "))
  }

  /// The offers at work, each once.
  func offers(_ check: CheckRecord) -> String {
    var names: [String] = []
    for applied in check.decision.lines.flatMap(\.applied) {
      let name = offer(applied.offer)
      if !names.contains(name) { names.append(name) }
    }
    if names.isEmpty, check.decision.lines.contains(where: { $0.statutory < $0.regular }) {
      names.append(say("法定優惠", "by law"))
    }
    return names.joined(separator: say("、", ", "))
  }

  /// Why a check was not granted.
  func reason(_ check: CheckRecord) -> String {
    say(check.refusalText(city: check.home.flatMap { cities[$0] }))
  }

  /// What would have been needed.
  func needed(_ check: CheckRecord) -> String {
    check.decision.needed.map { say($0.clerkText(at: venue)) }.joined(separator: " ")
  }
}
