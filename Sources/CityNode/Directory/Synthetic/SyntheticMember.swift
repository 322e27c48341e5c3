import Benefits
import Federation

/// One invented member with one or two cards.
struct SyntheticMember {
  private let city: SyntheticMembers.City
  private let index: Int
  private var birth: CivilDate?
  private var classes: [ClassGrant]
  private var cards: [Card]

  private struct Card {
    var state: CardState
    var hasUID: Bool
    /// Whether the number is the city's own and not an EasyCard's.
    var ofCity: Bool
  }

  /// The member behind a demonstration card.
  init(demo role: DemoRole, city: SyntheticMembers.City, day: CivilDate) {
    self.city = city
    index = DemoRole.allCases.firstIndex(of: role) ?? 0
    let state: CardState =
      switch role {
      case .suspended: .suspended
      case .lost: .lost
      default: .active
      }
    let age =
      switch role {
      case .senior: 70
      case .student: 19
      default: 40
      }
    // Born on New Year's Day, so that the age told in the description holds all year.
    birth = role == .noBirthDate ? nil : CivilDate(year: day.year - age, month: 1, day: 1)
    classes = [ClassGrant(name: .resident)]
    switch role {
    case .senior: classes.append(ClassGrant(name: .senior))
    case .disability: classes.append(ClassGrant(name: .disability))
    case .companion: classes.append(ClassGrant(name: .companion))
    case .student: classes.append(Self.student(on: day))
    default: break
    }
    cards = [Card(state: state, hasUID: true, ofCity: Self.demoIsOfCity(index, city))]
  }

  /// Any other member.
  init(index: Int, city: SyntheticMembers.City, day: CivilDate, random: inout SplitMix64) {
    self.city = city
    self.index = index
    let age = Self.age(&random)
    let born = CivilDate(daysSinceEpoch: day.daysSinceEpoch - age * 365 - age / 4 - 30 - random.below(335))
    birth = random.happens(15) ? nil : max(born, CardFileLimits.earliestBirth)
    classes = Self.classes(age: age, born: born, city: city, day: day, &random)
    let state = Self.state(&random)
    let first = Card(
      state: state, hasUID: random.happens(300), ofCity: city == .taitung && random.happens(500))
    cards = [first]
    if random.happens(60) {
      // Who has a second card has it mostly because the first was lost.
      if random.happens(600) { cards[0].state = .lost }
      cards.append(Card(state: .active, hasUID: random.happens(300), ofCity: first.ofCity))
    }
  }

  /// The rows of the file.
  var lines: String {
    let letters = Self.letters(city)
    let member = "SYN-\(letters)-\(Self.digits(index + 1, 7))"
    let grants = classes.map(\.text).joined(separator: "|")
    let born = birth?.description ?? ""
    return cards.enumerated().map { ordinal, card in
      var identifiers = [Self.printed(index, ordinal, ofCity: card.ofCity, city)]
      if card.hasUID { identifiers.append(Self.uid(index, ordinal, city)) }
      return "\(member),\(born),\(grants),\(member)-\(ordinal + 1),"
        + "\(identifiers.joined(separator: "|")),\(card.state.rawValue)\n"
    }.joined()
  }

  /// The printed number of the demonstration member `index`, as a file has it.
  static func demoIdentifier(of index: Int, city: SyntheticMembers.City) -> String {
    printed(index, 0, ofCity: demoIsOfCity(index, city), city)
  }

  private static func demoIsOfCity(_ index: Int, _ city: SyntheticMembers.City) -> Bool {
    city == .taitung && index % 2 == 1
  }
}

// Numbers: member and card in fixed places, so that none comes twice.
extension SyntheticMember {
  private static func letters(_ city: SyntheticMembers.City) -> String {
    switch city {
    case .taipei: "TPE"
    case .taitung: "TTT"
    }
  }

  private static func number(_ city: SyntheticMembers.City) -> Int { city == .taipei ? 1 : 2 }

  private static func printed(
    _ index: Int, _ ordinal: Int, ofCity: Bool, _ city: SyntheticMembers.City
  ) -> String {
    let member = index + 1
    guard ofCity else {
      return "easycard:printed:9000\(digits(number(city), 2))\(digits(member, 9))\(ordinal + 1)"
    }
    return "city:printed:\(city == .taipei ? "TP" : "TT")90\(digits(member, 8))\(ordinal + 1)"
  }

  /// Seven bytes, as NXP's chips have them: 04 is that maker's number in ISO/IEC 7816-6, `5359` is "SY".
  private static func uid(_ index: Int, _ ordinal: Int, _ city: SyntheticMembers.City) -> String {
    let low = number(city) << 28 | (index + 1) << 2 | ordinal
    let hex = String(low, radix: 16, uppercase: true)
    return "easycard:uid:045359" + String(repeating: "0", count: max(0, 8 - hex.count)) + hex
  }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

// Shares, out of 1000.
extension SyntheticMember {
  private static func age(_ random: inout SplitMix64) -> Int {
    switch random.below(1000) {
    case ..<110: random.below(15)
    case ..<230: 15 + random.below(10)
    case ..<790: 25 + random.below(40)
    case ..<970: 65 + random.below(20)
    default: 85 + random.below(20)
    }
  }

  private static func state(_ random: inout SplitMix64) -> CardState {
    switch random.below(1000) {
    case ..<940: .active
    case ..<965: .suspended
    case ..<985: .lost
    default: .expired
    }
  }

  private static func classes(
    age: Int, born: CivilDate, city: SyntheticMembers.City, day: CivilDate, _ random: inout SplitMix64
  ) -> [ClassGrant] {
    var classes: [ClassGrant] = []
    if random.happens(960) {
      let since = CivilDate(daysSinceEpoch: max(born.daysSinceEpoch, day.daysSinceEpoch - random.below(9000)))
      classes.append(ClassGrant(name: .resident, from: max(since, CardFileLimits.earliestBirth)))
    }
    let indigenous = random.happens(city == .taipei ? 7 : 360)
    if age < 12 { classes.append(ClassGrant(name: .child)) }
    if (7...22).contains(age), random.happens(900) { classes.append(student(on: day)) }
    if age >= 65 || (indigenous && age >= 55) { classes.append(ClassGrant(name: .senior)) }
    if random.happens(50) { classes.append(ClassGrant(name: .disability)) }
    if age >= 18, random.happens(20) { classes.append(ClassGrant(name: .companion)) }
    if random.happens(20) {
      let last = CivilDate(year: day.year, month: 12, day: 31)
      classes.append(ClassGrant(name: .lowIncome, until: last))
    }
    if indigenous { classes.append(ClassGrant(name: .indigenous)) }
    return classes
  }

  /// A student until the end of the school year after the one of `day`.
  private static func student(on day: CivilDate) -> ClassGrant {
    ClassGrant(
      name: .student, from: CivilDate(year: day.year - 1, month: 8, day: 1),
      until: CivilDate(year: day.year + 1, month: 7, day: 31))
  }
}
