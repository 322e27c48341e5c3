/// A partner file without fault that uses every member, for tests that spoil it in one place.
enum PartnerFullSample {
  static let text = """
    {
      "id": "sample",
      "name": { "zh": "樣本館", "en": "Sample Hall" },
      "kind": "orchestra",
      "sector": "private",
      "statutory": ["disability"],
      "place": { "town": { "zh": "卑南鄉", "en": "Beinan" }, "latitude": 22764000, "longitude": 121066000 },
      "opening": {
        "hours": ["09:00-12:00", "13:30-17:00"],
        "closed_weekdays": ["monday"],
        "open_on_holidays": false,
        "closed_days": ["2026-02-16/2026-02-18", "2026-12-31"]
      },
      "tickets": [
        { "id": "adult", "name": { "zh": "全票", "en": "Adult" }, "price": 200, "source": "published", "redeemable": 150 },
        { "id": "child", "name": { "zh": "童票", "en": "Child" }, "price": 100, "source": "published" }
      ],
      "goods": [
        { "id": "books", "name": { "zh": "書", "en": "Books" }, "till_code": "B" },
        { "id": "maps", "name": { "zh": "地圖", "en": "Maps" } }
      ],
      "events": [
        {
          "id": "spring", "name": { "zh": "春", "en": "Spring" }, "place": { "zh": "廳", "en": "Hall" },
          "days": "2026-03-01/2026-03-08", "slots": ["10:00", "14:00"]
        },
        { "id": "autumn", "name": { "zh": "秋", "en": "Autumn" }, "days": "2026-10-10" }
      ],
      "sales_points": [
        { "id": "gate", "name": { "zh": "門口", "en": "Gate" } },
        { "id": "shop", "name": { "zh": "商店", "en": "Shop" } }
      ],
      "offers": [
        {
          "id": "first",
          "version": 1,
          "name": { "zh": "一", "en": "First" },
          "source": "illustrative",
          "benefit": { "percent_off": 20 },
          "classes": ["resident"],
          "home_cities": ["taipei"],
          "age_at_least": 18,
          "age_below": 65,
          "tickets": ["adult", "books"],
          "events": ["spring"],
          "sales_points": ["gate"],
          "minimum_spend": 300,
          "minimum_quantity": 2,
          "maximum_quantity": 10,
          "valid_from": "2026-01-01",
          "valid_until": "2026-12-31",
          "weekdays": ["monday", "tuesday", "sunday"],
          "day_kind": "working",
          "windows": ["09:30-11:00", "16:00-18:00"],
          "blackouts": ["2026-04-04"],
          "slots": ["10:00"],
          "beneficiary": "companions",
          "tickets_per_check": 4,
          "limits": [
            { "scope": "member", "period": "day", "measure": "uses", "most": 1 },
            { "scope": "offer", "period": "year", "measure": "amount", "most": 50000 }
          ],
          "funding": { "merchant": 40, "host": 40, "home": 20 },
          "offline": { "allow_up_to": 100 },
          "offline_staleness_hours": 24,
          "look": { "zh": "核對照片", "en": "Compare the photo" }
        },
        {
          "id": "second", "version": 1, "name": { "zh": "二", "en": "Second" }, "source": "illustrative",
          "benefit": { "amount_off": 10 }, "classes": ["student"], "tickets": ["adult"],
          "stacking": { "on_top_of": ["first"] }
        },
        {
          "id": "third", "version": 1, "name": { "zh": "三", "en": "Third" }, "source": "illustrative",
          "benefit": { "flat_price": 90 }, "classes": ["student"], "tickets": ["child"],
          "stacking": "exclusive"
        },
        {
          "id": "fourth", "version": 1, "name": { "zh": "四", "en": "Fourth" }, "source": "illustrative",
          "benefit": { "redeemable": 50 }, "classes": ["senior"],
          "limits": [{ "scope": "card", "period": "total", "measure": "tickets", "most": 3 }]
        },
        {
          "id": "fifth", "version": 1, "name": { "zh": "五", "en": "Fifth" }, "source": "illustrative",
          "benefit": { "buy_get": [2, 1] }, "classes": ["child"], "tickets": ["child"], "tickets_per_check": 2
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
}
