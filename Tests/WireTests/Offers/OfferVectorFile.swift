import Benefits
import StrictJSON
import TestSupport
import Wire

/// One file of `Federation/vectors/offers/`: venues, a calendar, and cases of one theme.
struct OfferVectorFile: Sendable {
  let path: String
  let theme: BilingualText
  let cases: [OfferVector]

  static let folder = "Federation/vectors/offers"
  private static let rules = JSONRules(
    maximumBytes: 1 << 20, maximumDepth: 16, maximumValues: 65_536, reals: false, topLevelObject: true)

  /// A file that does not hold together.
  struct Broken: Error, CustomStringConvertible {
    let description: String
  }

  init(path: String) throws {
    self.path = path
    let fields = try JSONFields(JSONParser.parse(Repository.bytes(path), rules: Self.rules))
    try fields.refuseUnknown(allowed: ["theme", "city", "holidays", "venues", "cases"])
    theme = try Self.text(fields.object("theme"))
    let city = try fields.optionalParsed("city", "a city id") { CityID($0) }
    let holidays = try fields.optionalObject("holidays").map(Self.holidays) ?? .none
    var venues: [String: Venue] = [:]
    for place in try fields.optionalArray("venues", count: 1...64) ?? [] {
      guard let city else { throw Broken(description: "\(path): venues without their city") }
      let venue = try Self.venue(place.value, city: city, path)
      guard venues.updateValue(venue, forKey: venue.id.text) == nil else {
        throw Broken(description: "\(path): the venue \(venue.id) twice")
      }
    }
    cases = try fields.array("cases", count: 1...200).map {
      try OfferVector($0.object(), file: path, venues: venues, calendar: CityCalendar(holidays: holidays))
    }
  }

  static func text(_ fields: JSONFields) throws -> BilingualText {
    BilingualText(zh: try fields.string("zh"), en: try fields.string("en"))
  }

  /// A venue as a partner file holds it.
  private static func venue(_ value: JSONValue, city: CityID, _ path: String) throws -> Venue {
    guard case .object(let members) = value, case .string(let id)? = members["id"] else {
      throw Broken(description: "\(path): a venue without id")
    }
    do {
      return try PartnerCodec.read(name: "\(id).json", bytes: value.encoded(), city: city).venue
    } catch {
      throw Broken(description: "\(path): \(error.faults.map(\.description).joined(separator: "\n"))")
    }
  }

  /// The venue of a partner file of the repository, such as `taitung/chulu-ranch`.
  static func partner(_ name: String) throws -> Venue {
    let parts = name.split(separator: "/").map(String.init)
    guard parts.count == 2, let city = CityID(parts[0]) else {
      throw Broken(description: "no partner \(name)")
    }
    return try PartnerCodec.read(
      name: "\(parts[1]).json", bytes: Repository.bytes("Partners/\(name).json"), city: city
    ).venue
  }

  private static func holidays(_ fields: JSONFields) throws -> Holidays {
    try fields.refuseUnknown(allowed: ["off", "worked"])
    var off: [CivilDate: BilingualText] = [:]
    for place in try fields.array("off", count: 0...64) {
      let day = try place.object()
      off[try day.parsed("date", "a date") { CivilDate($0) }] = try text(day)
    }
    let worked = try (fields.optionalArray("worked", count: 0...64) ?? []).map {
      try $0.parsed("a date") { CivilDate($0) }
    }
    return Holidays(off: off, worked: Set(worked))
  }
}
