import Benefits
import Office

/// Merchants of the demonstration. Their payees are proposed and approved by people, as everywhere.
enum RehearsedMerchants {
  static func of(_ city: CityID) -> [Merchant] { all[city.text] ?? [] }

  private static let all = [
    "taipei": [
      merchant("moca", "當代藝術館", "Museum of Contemporary Art Taipei", ["moca"]),
      merchant("story-house", "台北故事館", "Taipei Story House", ["story-house"]),
    ],
    "taitung": [
      merchant(
        "prehistory", "國立臺灣史前文化博物館", "National Museum of Prehistory",
        ["museum-of-prehistory", "beinan-park"]),
      merchant("chulu-ranch", "初鹿牧場", "Chulu Ranch", ["chulu-ranch"]),
    ],
  ]

  private static func merchant(_ id: String, _ zh: String, _ en: String, _ venues: [String]) -> Merchant {
    Merchant(
      id: MerchantID(unchecked: id), name: BilingualText(zh: zh, en: en),
      venues: Set(venues.map { VenueID(unchecked: $0) }))
  }
}
