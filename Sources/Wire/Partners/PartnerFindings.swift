import Benefits
import StrictJSON

/// Reads values of a document and keeps every fault it meets, so that who mends a file sees all of them at
/// once. (``StrictJSON/JSONFields`` stops at the first, as a request should.)
///
/// Each reading takes an optional place and gives nil for one that is absent or faulty; a fault is reported
/// where it is found and nowhere again.
struct PartnerFindings {
  private(set) var found: [(pointer: String, problem: PartnerProblem)] = []

  mutating func report(_ problem: PartnerProblem, at pointer: String) {
    guard found.count <= PartnerLimits.faults else { return }
    found.append(
      found.count == PartnerLimits.faults ? ("", .tooManyFaults) : (pointer, problem))
  }

  // MARK: shapes

  /// The members of an object by name; reports missing and unknown ones.
  mutating func object(
    _ place: JSONElement?, required: [String], optional: [String] = []
  ) -> [String: JSONElement]? {
    guard let place else { return nil }
    guard case .object(let object) = place.value else {
      report(.wrongType(wanted: ("物件 { }", "an object { }")), at: place.pointer)
      return nil
    }
    let allowed = required + optional
    var members: [String: JSONElement] = [:]
    for member in object.members {
      let inner = JSONElement(member.value, at: JSONPointer.member(member.name, of: place.pointer))
      if allowed.contains(member.name) {
        members[member.name] = inner
      } else {
        report(.unknownMember(member.name, allowed: allowed), at: inner.pointer)
      }
    }
    for name in required where members[name] == nil { report(.missingMember(name), at: place.pointer) }
    return members
  }

  /// The entries of a list of at most `limit`; an empty one is a fault unless `mayBeEmpty`.
  mutating func list(_ place: JSONElement?, limit: Int, mayBeEmpty: Bool = false) -> [JSONElement]? {
    guard let place else { return nil }
    guard case .array(let values) = place.value else {
      report(.wrongType(wanted: ("清單 [ ]", "a list [ ]")), at: place.pointer)
      return nil
    }
    if values.isEmpty && !mayBeEmpty { report(.listEmpty, at: place.pointer) }
    if values.count > limit { report(.listTooLong(limit: limit), at: place.pointer) }
    return values.prefix(limit).enumerated().map {
      JSONElement($1, at: JSONPointer.element($0, of: place.pointer))
    }
  }

  /// A list of different entries in their order, each read by `element`.
  mutating func distinct<Element: Hashable>(
    _ place: JSONElement?, limit: Int = PartnerLimits.entries, mayBeEmpty: Bool = false,
    _ element: (inout PartnerFindings, JSONElement) -> Element?
  ) -> [Element]? {
    guard let places = list(place, limit: limit, mayBeEmpty: mayBeEmpty) else { return nil }
    var elements: [Element] = []
    var seen: Set<Element> = []
    for place in places {
      guard let read = element(&self, place) else { continue }
      if seen.insert(read).inserted {
        elements.append(read)
      } else if case .string(let text) = place.value {
        report(.listDuplicate(text), at: place.pointer)
      }
    }
    return elements
  }

  /// A list of different entries whose order says nothing.
  mutating func set<Element: Hashable>(
    _ place: JSONElement?, mayBeEmpty: Bool = false,
    _ element: (inout PartnerFindings, JSONElement) -> Element?
  ) -> Set<Element>? {
    distinct(place, mayBeEmpty: mayBeEmpty, element).map { Set($0) }
  }

  // MARK: scalars

  mutating func string(_ place: JSONElement?) -> String? {
    guard let place else { return nil }
    if case .string(let text) = place.value { return text }
    report(.wrongType(wanted: ("文字 \"…\"", "a text \"…\"")), at: place.pointer)
    return nil
  }

  mutating func bool(_ place: JSONElement?) -> Bool? {
    guard let place else { return nil }
    if case .bool(let flag) = place.value { return flag }
    report(.wrongType(wanted: ("true 或 false", "true or false")), at: place.pointer)
    return nil
  }

  /// A whole number in `range`; outside of it `problem` is reported.
  mutating func integer(
    _ place: JSONElement?, in range: ClosedRange<Int64>, or problem: PartnerProblem? = nil
  ) -> Int64? {
    guard let place else { return nil }
    switch place.value {
    case .integer(let number) where range.contains(number): return number
    case .integer: report(problem ?? .numberOutOfRange(range), at: place.pointer)
    case .real: report(.numberNotWhole, at: place.pointer)
    default: report(.wrongType(wanted: ("整數", "a whole number")), at: place.pointer)
    }
    return nil
  }

  /// A text of one line that shows something, of at most `limit` characters.
  mutating func line(_ place: JSONElement?, limit: Int) -> String? {
    guard let place, let text = string(place) else { return nil }
    if text.allSatisfy(\.isWhitespace) {
      report(.textEmpty, at: place.pointer)
    } else if text.unicodeScalars.count > limit {
      report(.textTooLong(limit: limit), at: place.pointer)
    } else if !text.unicodeScalars.allSatisfy(PartnerProblem.isPrintable) {
      report(.textUnprintable, at: place.pointer)
    } else {
      return text
    }
    return nil
  }

  /// A text in both languages.
  mutating func bilingual(_ place: JSONElement?) -> BilingualText? {
    guard let members = object(place, required: ["zh", "en"]) else { return nil }
    let zh = line(members["zh"], limit: PartnerLimits.textCharacters)
    let en = line(members["en"], limit: PartnerLimits.textCharacters)
    guard let zh, let en else { return nil }
    return BilingualText(zh: zh, en: en)
  }

  mutating func slug<ID: Slug>(_ place: JSONElement?, as type: ID.Type = ID.self) -> ID? {
    guard let place, let text = string(place) else { return nil }
    if let id = ID(text) { return id }
    report(.idInvalid(text), at: place.pointer)
    return nil
  }

  /// One of a few words.
  mutating func choice<Choice: RawRepresentable<String>>(
    _ place: JSONElement?, of choices: [Choice]
  ) -> Choice? {
    guard let place, let text = string(place) else { return nil }
    if let choice = choices.first(where: { $0.rawValue == text }) { return choice }
    report(.valueUnknown(text, allowed: choices.map(\.rawValue)), at: place.pointer)
    return nil
  }

  mutating func date(_ place: JSONElement?) -> CivilDate? {
    guard let place, let text = string(place) else { return nil }
    if let date = CivilDate(text) { return date }
    report(.dateInvalid(text), at: place.pointer)
    return nil
  }

  /// A day, or the first and the last of several: `2026-02-16` or `2026-02-16/2026-02-18`.
  mutating func days(_ place: JSONElement?) -> DateSpan? {
    guard let place, let text = string(place) else { return nil }
    let ends = text.split(separator: "/", omittingEmptySubsequences: false).map { CivilDate($0) }
    guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil else {
      report(.daysInvalid(text), at: place.pointer)
      return nil
    }
    guard first <= last else {
      report(.daysReversed(first, last), at: place.pointer)
      return nil
    }
    return DateSpan(first, last)
  }

  mutating func time(_ place: JSONElement?) -> TimeOfDay? {
    guard let place, let text = string(place) else { return nil }
    if let time = TimeOfDay(text) { return time }
    report(.timeInvalid(text), at: place.pointer)
    return nil
  }

  /// A part of the day, `HH:MM-HH:MM`.
  mutating func window(_ place: JSONElement?) -> TimeWindow? {
    guard let place, let text = string(place) else { return nil }
    if let window = TimeWindow(text) { return window }
    report(.windowInvalid(text), at: place.pointer)
    return nil
  }

  mutating func benefitClass(_ place: JSONElement) -> BenefitClass? {
    guard let text = string(place) else { return nil }
    if let benefitClass = BenefitClass(text) { return benefitClass }
    report(.classUnknown(text), at: place.pointer)
    return nil
  }
}
