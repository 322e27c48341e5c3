/// A fact about a cardholder that the home city can vouch for, yes or no; never a discount.
///
/// Either a named class from the registry below, or an age predicate that is evaluated at the check's time.
/// Rules that the law ties to an age use the predicates, never `senior`: Taipei's senior card starts at 55
/// for indigenous holders, the law's half price at 65.
public enum BenefitClass: Hashable, Sendable {
  case named(NamedClass)
  /// At least so many years old, written `age_ge_N`.
  case ageAtLeast(Int)
  /// Younger than so many years, written `age_lt_N`.
  case ageBelow(Int)

  /// The ages that a predicate may name.
  public static let ages = 1...150

  /// Parses the wire form, such as `resident` or `age_ge_65`; nil for anything unknown.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    if let named = NamedClass(rawValue: text) {
      self = .named(named)
      return
    }
    for (prefix, make) in [("age_ge_", Self.ageAtLeast), ("age_lt_", Self.ageBelow)]
    where text.hasPrefix(prefix) {
      let digits = text.dropFirst(prefix.count)
      // The round trip through Int refuses signs, leading zeros and overlong numbers.
      guard let age = Int(digits), Self.ages.contains(age), String(age) == digits else { return nil }
      self = make(age)
      return
    }
    return nil
  }
}

/// The named classes of the registry. Extending it is a change of the protocol's documentation.
public enum NamedClass: String, CaseIterable, Hashable, Sendable {
  /// Household registration in the home city.
  case resident
  /// Holds the city's student card.
  case student
  /// Holds the city's senior card (not an age: see the predicates).
  case senior
  /// Holds a certificate of disability (身心障礙者權益保障法 §5).
  case disability
  /// Registered as the companion of a disabled person.
  case companion
  /// Holds the city's child card.
  case child
  /// Of a low- or middle-low-income household (社會救助法 §4, §4-1).
  case lowIncome = "low_income"
  /// Of indigenous status (原住民身分法).
  case indigenous
}

extension BenefitClass: CustomStringConvertible, Comparable {
  /// The wire form.
  public var description: String {
    switch self {
    case .named(let name): name.rawValue
    case .ageAtLeast(let age): "age_ge_\(age)"
    case .ageBelow(let age): "age_lt_\(age)"
    }
  }

  /// Orders by wire form, so that lists of classes have one form.
  public static func < (a: BenefitClass, b: BenefitClass) -> Bool { a.description < b.description }

  /// Whether a person born on `birth` has this class at `date`; nil for a named class, or where the birth
  /// date is not known.
  public func holds(bornOn birth: CivilDate?, at date: CivilDate) -> Bool? {
    guard let birth else { return nil }
    return switch self {
    case .named: nil
    case .ageAtLeast(let age): date.age(bornOn: birth) >= age
    case .ageBelow(let age): date.age(bornOn: birth) < age
    }
  }
}
