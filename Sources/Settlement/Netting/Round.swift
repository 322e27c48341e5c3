public import Benefits

/// The coordinator's word about a round. There is one, and never both.
public enum RoundWord: String, CaseIterable, Hashable, Sendable {
  /// Every city signed: the sheet takes effect.
  case completed
  /// The round is over without effect: the bilateral obligations stand.
  case aborted
}

/// Where a round stands.
public enum RoundState: String, CaseIterable, Hashable, Sendable {
  /// The coordinator made the sheet; signatures are missing, or its word is.
  case proposed
  /// The sheet took effect. Final.
  case completed
  /// It never will. Final.
  case aborted
}

/// Whose turn it is in a round, and until when.
public enum RoundStep: Hashable, Sendable {
  /// These cities have to sign, until the deadline.
  case sign([CityID], by: Instant)
  /// The coordinator has every signature, and has to complete the round.
  case complete
  /// The deadline is over: the coordinator has to abort. A city that signed asks it for its word and pays nothing until
  /// it has it; one that did not knows already that there will be no completion.
  case abort
  /// Pay by the sheet.
  case paySheet
  /// Pay by the bilateral obligations.
  case payBilateral
}

/// Why a message about a round changes nothing.
public enum RoundFault: Error, Hashable, Sendable {
  /// It is about another sheet: another hash under the round's id. Alarmed.
  case sheetDiffers
  /// It is signed by a city that is not in the round.
  case strangeCity(CityID)
  /// It came after the deadline.
  case tooLate
  /// The round is over.
  case over(RoundState)
  /// The word is not the coordinator's.
  case notCoordinator(CityID)
  /// The completion lacks signatures.
  case unsigned([CityID])
  /// The coordinator gave the other word before. The first one stands. Alarmed.
  case equivocation(RoundWord)

  /// The stable code.
  public var code: String {
    switch self {
    case .sheetDiffers: "round_sheet_differs"
    case .strangeCity: "round_strange_city"
    case .tooLate: "round_too_late"
    case .over: "round_over"
    case .notCoordinator: "round_not_coordinator"
    case .unsigned: "round_unsigned"
    case .equivocation: "round_equivocation"
    }
  }

  /// Whether a person has to look: a city said two things.
  public var isAlarm: Bool {
    switch self {
    case .sheetDiffers, .equivocation: true
    default: false
    }
  }
}

/// A round of multilateral netting, as one city sees it. Messages may come twice, late and in any order; signatures were
/// verified before they come here.
public struct Round: Hashable, Sendable {
  /// The sheet.
  public let sheet: Sheet
  /// Its hash, 32 bytes: what is signed.
  public let hash: [UInt8]
  /// Where it stands.
  public private(set) var state: RoundState = .proposed
  /// Which cities signed, as far as this one knows.
  public private(set) var signed: Set<CityID> = []

  /// Begins a round.
  public init(_ sheet: Sheet, hash: [UInt8]) {
    self.sheet = sheet
    self.hash = hash
  }

  /// Takes a round up where the books have it.
  public init(_ sheet: Sheet, hash: [UInt8], state: RoundState, signed: Set<CityID>) {
    self.init(sheet, hash: hash)
    self.state = state
    self.signed = signed
  }

  /// Whose signature is missing, by id.
  public var missing: [CityID] { sheet.cities.filter { !signed.contains($0) } }

  /// A city signed `hash`; false if it had before.
  @discardableResult
  public mutating func sign(_ city: CityID, _ hash: [UInt8], at now: Instant) throws(RoundFault) -> Bool {
    guard hash == self.hash else { throw .sheetDiffers }
    guard sheet.cities.contains(city) else { throw .strangeCity(city) }
    guard !signed.contains(city) else { return false }
    guard state == .proposed else { throw .over(state) }
    guard now <= sheet.deadline else { throw .tooLate }
    signed.insert(city)
    return true
  }

  /// `city` gave the coordinator's word about `hash`; false if it had before.
  /// - Parameter signers: Whose signatures the word brings with it; a completion brings all.
  @discardableResult
  public mutating func decide(
    _ word: RoundWord, by city: CityID, _ hash: [UInt8], signers: Set<CityID> = []
  ) throws(RoundFault) -> Bool {
    guard hash == self.hash else { throw .sheetDiffers }
    guard city == sheet.coordinator else { throw .notCoordinator(city) }
    if word == .completed {
      let lacking = sheet.cities.filter { !signers.contains($0) }
      guard lacking.isEmpty else { throw .unsigned(lacking) }
    }
    switch state {
    case .proposed:
      state = word == .completed ? .completed : .aborted
      if word == .completed { signed = Set(sheet.cities) }
      return true
    case .completed, .aborted:
      guard state.rawValue == word.rawValue else { throw .equivocation(word) }
      return false
    }
  }

  /// Whose turn it is.
  public func step(at now: Instant) -> RoundStep {
    switch state {
    case .completed: .paySheet
    case .aborted: .payBilateral
    case .proposed where missing.isEmpty: .complete
    case .proposed where now > sheet.deadline: .abort
    case .proposed: .sign(missing, by: sheet.deadline)
    }
  }

  /// Whether `city` may pay, and by what; nil as long as the round is open to it. One that did not sign in time knows
  /// that the sheet can't take effect.
  public func basis(for city: CityID, at now: Instant) -> RoundState? {
    guard state == .proposed else { return state }
    return now > sheet.deadline && !signed.contains(city) ? .aborted : nil
  }
}
