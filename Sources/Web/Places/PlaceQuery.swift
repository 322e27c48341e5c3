import Benefits
import CityNode
import Hummingbird

/// The question of the public page and its API, from a request's query.
struct PlaceQuery {
  /// What may be asked. `Federation/openapi.yaml` says the same, and a test holds it to these.
  static let parameters = ["city", "home", "kind", "class", "open", "near", "lang"]

  /// The city that is visited.
  var city: CityID
  /// What is asked about it.
  var search: PlaceSearch
  /// The town that is measured from, by its Chinese name.
  var town: String?
  /// In which language.
  var language = PageLanguage.zh
  /// What of the query was not understood: the parameter, and what is possible there.
  private(set) var faults: [(parameter: String, value: String, possible: [String])] = []

  /// Reads a query. What is not understood counts as not asked, and is among the faults.
  init(_ parameters: [(name: String, value: String)], node: Node) {
    let own = node.configuration.city
    let cities = node.cityNames.keys.sorted()
    search = PlaceSearch(home: own, day: CivilCalendar.taipei.date(node.ports.now()))
    city = own
    var chosen: CityID?
    for (name, value) in parameters where !value.isEmpty {
      switch name {
      case "city":
        chosen = read(name, value, cities.map(\.text)) { CityID($0) } ?? chosen
      case "home":
        search.home = read(name, value, cities.map(\.text)) { CityID($0) } ?? search.home
      case "kind":
        search.kind = read(name, value, VenueKind.allCases.map(\.rawValue), VenueKind.init)
      case "class":
        search.benefitClass = read(name, value, Self.classes.map(\.description)) { BenefitClass($0) }
      case "open":
        search.openOnly = read(name, value, ["today"]) { _ in true } ?? false
      case "near":
        town = value
      case "lang":
        language = read(name, value, PageLanguage.allCases.map(\.rawValue), PageLanguage.init) ?? .zh
      default: faults.append((name, value, Self.parameters))
      }
    }
    // Who does not say where wants to know what the card is worth away from home.
    city = chosen ?? cities.first { $0 != search.home } ?? own
    guard let named = town else { return }
    let towns = Towns.of(city)
    search.near = towns.first { [$0.town.zh, $0.town.en].contains(named) }
    town = search.near?.town.zh
    // Another city was chosen in the form while a town of the first was still selected: no fault of the visitor's.
    let known = cities.flatMap(Towns.of).contains { [$0.town.zh, $0.town.en].contains(named) }
    if town == nil, !known { faults.append(("near", named, towns.map(\.town.zh))) }
  }

  /// The classes to choose from.
  static let classes: [BenefitClass] = NamedClass.allCases.map(BenefitClass.named)

  private mutating func read<Value>(
    _ name: String, _ value: String, _ possible: [String], _ make: (String) -> Value?
  ) -> Value? {
    if possible.contains(value), let made = make(value) { return made }
    faults.append((name, value, possible))
    return nil
  }
}

extension Request {
  /// The query's parameters, decoded, in their order.
  var query: [(name: String, value: String)] {
    uri.queryParameters.map { (String($0.key), String($0.value)) }
  }
}
