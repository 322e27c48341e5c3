public import Benefits

/// The towns that a cardholder may look from: districts of Taipei, townships of Taitung. The points are those of the
/// district and township offices, to about a kilometre, which is all that "nearest first" needs.
public enum Towns {
  /// The towns of a city, in the order of the household registration code; none for a city not listed here.
  public static func of(_ city: CityID) -> [Place] { byCity[city.text] ?? [] }

  private static let byCity: [String: [Place]] = ["taipei": taipei, "taitung": taitung]

  private static let taipei = [
    town("松山區", "Songshan", 25_049, 121_578), town("信義區", "Xinyi", 25_033, 121_567),
    town("大安區", "Da'an", 25_026, 121_543), town("中山區", "Zhongshan", 25_064, 121_533),
    town("中正區", "Zhongzheng", 25_032, 121_518), town("大同區", "Datong", 25_066, 121_515),
    town("萬華區", "Wanhua", 25_032, 121_500), town("文山區", "Wenshan", 24_990, 121_570),
    town("南港區", "Nangang", 25_055, 121_607), town("內湖區", "Neihu", 25_069, 121_589),
    town("士林區", "Shilin", 25_093, 121_525), town("北投區", "Beitou", 25_132, 121_501),
  ]

  private static let taitung = [
    town("臺東市", "Taitung City", 22_755, 121_147), town("成功鎮", "Chenggong", 23_100, 121_374),
    town("關山鎮", "Guanshan", 23_047, 121_163), town("卑南鄉", "Beinan", 22_786, 121_123),
    town("大武鄉", "Dawu", 22_340, 120_890), town("太麻里鄉", "Taimali", 22_615, 121_007),
    town("東河鄉", "Donghe", 22_970, 121_301), town("長濱鄉", "Changbin", 23_315, 121_452),
    town("鹿野鄉", "Luye", 22_913, 121_136), town("池上鄉", "Chishang", 23_122, 121_215),
    town("綠島鄉", "Ludao", 22_661, 121_490), town("延平鄉", "Yanping", 22_902, 121_084),
    town("海端鄉", "Haiduan", 23_102, 121_172), town("達仁鄉", "Daren", 22_295, 120_884),
    town("金峰鄉", "Jinfeng", 22_595, 120_971), town("蘭嶼鄉", "Lanyu", 22_057, 121_508),
  ]

  /// Thousandths of a degree, north and east.
  private static func town(_ zh: String, _ en: String, _ north: Int64, _ east: Int64) -> Place {
    Place(town: BilingualText(zh: zh, en: en), latitude: north * 1_000, longitude: east * 1_000)
  }
}
