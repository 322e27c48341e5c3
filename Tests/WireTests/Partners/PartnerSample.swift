import Benefits
import Wire

/// A partner file without fault, one value a line, which tests spoil in one place.
enum PartnerSample {
  static let city = CityID(unchecked: "taitung")
  static let name = "sample.json"

  static let text = """
    {
      "id": "sample",
      "name": {
        "zh": "樣本館",
        "en": "Sample Hall"
      },
      "kind": "museum",
      "sector": "public",
      "statutory": [
        "disability",
        "age65_free_on_weekdays"
      ],
      "note": { "zh": "週一休館。", "en": "Closed on Mondays." },
      "tickets": [
        {
          "id": "adult",
          "name": { "zh": "全票", "en": "Adult" },
          "price": 80,
          "source": "published",
          "till_code": "全票", "statutory_till_code": "法優"
        },
        {
          "id": "child",
          "name": { "zh": "兒童票", "en": "Child" },
          "price": 40,
          "source": "illustrative"
        }
      ],
      "offers": [
        {
          "id": "sample-resident",
          "version": 1,
          "name": { "zh": "市民優惠", "en": "Resident offer" },
          "source": "illustrative",
          "benefit": { "percent_off": 15 },
          "classes": ["resident"],
          "home_cities": ["taipei"],
          "tickets": ["adult"],
          "valid_from": "2026-01-01",
          "valid_until": "2027-12-31",
          "weekdays": ["monday", "tuesday"],
          "rounding": "down",
          "tickets_per_check": 2,
          "priority": 3,
          "funding": "home",
          "till_code": "優待B"
        },
        {
          "id": "sample-student",
          "version": 1,
          "name": { "zh": "學生優惠", "en": "Student offer" },
          "source": "illustrative",
          "benefit": { "free": true },
          "classes": ["student"]
        }
      ]
    }

    """

  /// The sample with the first `old` replaced by `new`; nil if it does not hold `old`.
  static func spoilt(_ old: String, _ new: String) -> String? {
    var spoilt = text
    guard let range = spoilt.firstRange(of: old) else { return nil }
    spoilt.replaceSubrange(range, with: new)
    return spoilt
  }

  /// The faults of a file called `name` with `text`.
  static func faults(
    _ text: String, name: String = name, cities: Set<CityID>? = nil
  ) -> [PartnerFault] {
    do throws(PartnerFaults) {
      _ = try PartnerCodec.read(name: name, bytes: Array(text.utf8), city: city, cities: cities)
      return []
    } catch {
      return error.faults
    }
  }
}
