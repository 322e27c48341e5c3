public import Benefits
public import Federation

/// Invented members of a city and their cards, as the rows of a card file, for demonstrations and tests.
///
/// Nobody's data: references begin with `SYN-`, printed EasyCard numbers with `9000`, a city's own with the
/// letters of the city and `90`; the ranges were chosen for this generator. The same city, number, seed and day
/// give the same bytes on every machine. The first members are those of ``demoCards(of:)`` whatever the seed;
/// the others follow shares that resemble the two cities' without claiming to be their statistics.
public struct SyntheticMembers: Sequence, Sendable {
  /// A city for which members can be invented.
  public enum City: String, CaseIterable, Hashable, Sendable {
    /// Cards are EasyCards.
    case taipei
    /// Cards are EasyCards and the city's own.
    case taitung
  }

  /// How many members can be invented at once.
  public static let limit = 5_000_000

  /// The first line of the file, with its line end.
  public static let header =
    CardFileColumn.allCases.map(\.rawValue).joined(separator: ",") + "\n"

  private let city: City
  private let members: Int
  private let seed: UInt64
  private let day: CivilDate

  /// `members` members, at most ``limit``, as they are on `day`; nil for a number outside 1...``limit``.
  public init?(city: City, members: Int, seed: UInt64, on day: CivilDate) {
    guard (1...Self.limit).contains(members) else { return nil }
    self.city = city
    self.members = members
    self.seed = seed
    self.day = day
  }

  /// The rows of each member in turn: one or two lines, each with its line end.
  public func makeIterator() -> Iterator {
    Iterator(random: SplitMix64(seed: seed), city: city, members: members, day: day)
  }

  /// Gives the members one by one.
  public struct Iterator: IteratorProtocol {
    fileprivate var random: SplitMix64
    fileprivate let city: City
    fileprivate let members: Int
    fileprivate let day: CivilDate
    private var index = 0

    fileprivate init(random: SplitMix64, city: City, members: Int, day: CivilDate) {
      self.random = random
      self.city = city
      self.members = members
      self.day = day
    }

    /// The next member's lines.
    public mutating func next() -> String? {
      guard index < members else { return nil }
      defer { index += 1 }
      let member =
        index < DemoRole.allCases.count
        ? SyntheticMember(demo: DemoRole.allCases[index], city: city, day: day)
        : SyntheticMember(index: index, city: city, day: day, random: &random)
      return member.lines
    }
  }

  /// The card numbers worth trying, in the order of their roles.
  public static func demoCards(of city: City) -> [DemoCard] {
    DemoRole.allCases.enumerated().compactMap { index, role in
      let text = SyntheticMember.demoIdentifier(of: index, city: city)
      return (try? CardIdentifier(text: text)).map { DemoCard(role: role, identifier: $0) }
    }
  }
}

/// What a demonstration card is there to show.
public enum DemoRole: String, CaseIterable, Hashable, Sendable {
  case adult, senior, suspended, lost
  case noBirthDate = "no_birth_date"
  case disability, student, companion

  /// Who holds the card and what to look for.
  public var description: BilingualText {
    switch self {
    case .adult: BilingualText(zh: "設籍市民，40 歲，有效卡", en: "resident of 40, active card")
    case .senior: BilingualText(zh: "設籍長者，70 歲，敬老身分", en: "resident of 70 with the senior class")
    case .suspended: BilingualText(zh: "停用的卡", en: "suspended card")
    case .lost: BilingualText(zh: "已掛失的卡", en: "card reported lost")
    case .noBirthDate:
      BilingualText(zh: "設籍市民，市府無生日資料：年齡無從證明", en: "resident without a birth date: no age can be confirmed")
    case .disability:
      BilingualText(zh: "身心障礙者，可有一名必要陪伴者", en: "disabled person, entitled to one necessary companion")
    case .student: BilingualText(zh: "設籍學生，19 歲", en: "resident student of 19")
    case .companion:
      BilingualText(zh: "身心障礙者的陪伴者", en: "registered companion of a disabled person")
    }
  }
}

/// A card of the synthetic file that is the same for every seed.
public struct DemoCard: Hashable, Sendable {
  /// What it shows.
  public let role: DemoRole
  /// How to name it at the counter.
  public let identifier: CardIdentifier
  /// Who holds the card and what to look for.
  public var description: BilingualText { role.description }
}

/// A random source that a seed determines (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number
/// Generators", 2014). Written out, and used with a remainder, so that a file's bytes do not depend on the
/// standard library's version.
struct SplitMix64: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in `0..<bound`; the bias of the remainder is below 2⁻⁴⁰ for the bounds used here.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// True for `share` of 1000 draws.
  mutating func happens(_ share: Int) -> Bool { below(1000) < share }
}
