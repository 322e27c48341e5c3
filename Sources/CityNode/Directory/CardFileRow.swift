public import Benefits
public import Federation
import Wire

/// The limits of a card file, stated once.
public enum CardFileLimits {
  /// Characters of a member's or card's reference.
  public static let reference = 64
  /// Classes of one member.
  public static let classes = 16
  /// Identifiers of one card.
  public static let identifiers = 8
  /// Faults that are collected before the reading ends.
  public static let faults = 100
  /// Earlier birth dates are taken for slips, such as a year of the Republic.
  public static let earliestBirth = CivilDate(year: 1900, month: 1, day: 1) ?? CivilDate(daysSinceEpoch: 0)
}

/// The columns of a card file. The header names all of them, in any order.
public enum CardFileColumn: String, CaseIterable, Hashable, Sendable {
  /// The city's reference for the member; several rows may have it, one for each of the member's cards.
  case member
  /// `YYYY-MM-DD`, or empty if the city does not know: then no question about an age has an answer.
  case birthDate = "birth_date"
  /// Classes with their validity, as ``Federation/ClassGrant`` reads them, joined by `|`; may be empty.
  case classes
  /// The city's reference for the card; one row for each.
  case card
  /// The card's identifiers, as ``Federation/CardIdentifier`` reads them, joined by `|`.
  case identifiers
  /// `active`, `suspended`, `lost` or `expired`.
  case status
}

/// One row of a card file: a card and its member.
public struct CardFileRow: Hashable, Sendable {
  /// The line on which it begins.
  public let line: Int
  /// The city's reference for the member.
  public let member: String
  /// The member's birth date, if given.
  public let birth: CivilDate?
  /// The member's classes.
  public let classes: [ClassGrant]
  /// The city's reference for the card.
  public let card: String
  /// The card's identifiers.
  public let identifiers: [CardIdentifier]
  /// The card's status; never `unrecognised`.
  public let state: CardState
}

/// Turns records into rows: first the header, then the rest.
struct CardFileFormat {
  /// The day on which the file was true.
  let day: CivilDate
  private let position: [CardFileColumn: Int]

  /// Reads the header. Throws all that is wrong with it.
  init(header: CSVRecord, day: CivilDate) throws(CardFileFaults) {
    var position: [CardFileColumn: Int] = [:]
    var faults: [CardFileFault] = []
    for (index, name) in header.fields.enumerated() {
      guard let column = CardFileColumn(rawValue: name) else {
        faults.append(.unknown(field: index + 1, line: header.line))
        continue
      }
      if position.updateValue(index, forKey: column) != nil {
        faults.append(CardFileFault(line: header.line, column: column, .columnDoubled))
      }
    }
    for column in CardFileColumn.allCases where position[column] == nil {
      faults.append(.missing(column, line: header.line))
    }
    guard faults.isEmpty else { throw CardFileFaults(faults: faults) }
    self.day = day
    self.position = position
  }

  /// Reads a row. Throws all that is wrong with it.
  func row(_ record: CSVRecord) throws(CardFileFaults) -> CardFileRow {
    guard record.fields.count == CardFileColumn.allCases.count else {
      throw CardFileFaults(faults: [CardFileFault(line: record.line, .fieldCount)])
    }
    var cells = Cells(line: record.line)
    let field = { (column: CardFileColumn) in record.fields[position[column] ?? 0] }
    let row = CardFileRow(
      line: record.line,
      member: cells.reference(field(.member), .member, .memberInvalid),
      birth: cells.birth(field(.birthDate), day: day),
      classes: cells.classes(field(.classes)),
      card: cells.reference(field(.card), .card, .cardInvalid),
      identifiers: cells.identifiers(field(.identifiers)),
      state: cells.status(field(.status)))
    guard cells.faults.isEmpty else { throw CardFileFaults(faults: cells.faults) }
    return row
  }
}

/// Several faults of one record; never empty.
struct CardFileFaults: Error {
  let faults: [CardFileFault]
}

/// Reads the cells of one row and keeps what is wrong with them.
private struct Cells {
  let line: Int
  var faults: [CardFileFault] = []

  private mutating func fault(_ column: CardFileColumn, _ code: CardFileFault.Code) {
    faults.append(CardFileFault(line: line, column: column, code))
  }

  /// A reference is hashed as it is written, so it has one spelling: visible ASCII without spaces.
  mutating func reference(_ text: String, _ column: CardFileColumn, _ code: CardFileFault.Code) -> String {
    if !(1...CardFileLimits.reference).contains(text.utf8.count)
      || !text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    {
      fault(column, code)
    }
    return text
  }

  mutating func birth(_ text: String, day: CivilDate) -> CivilDate? {
    guard !text.isEmpty else { return nil }
    guard let date = CivilDate(text) else {
      fault(.birthDate, .birthDateInvalid)
      return nil
    }
    if date > day { fault(.birthDate, .birthDateInFuture) }
    if date < CardFileLimits.earliestBirth { fault(.birthDate, .birthDateTooEarly) }
    return date
  }

  mutating func classes(_ text: String) -> [ClassGrant] {
    guard !text.isEmpty else { return [] }
    let words = text.split(separator: "|", omittingEmptySubsequences: false)
    guard words.count <= CardFileLimits.classes else {
      fault(.classes, .tooManyClasses)
      return []
    }
    var grants: [ClassGrant] = []
    for word in words {
      guard let grant = ClassGrant(text: word) else {
        fault(.classes, .classInvalid)
        continue
      }
      if grants.contains(grant) { fault(.classes, .classDoubled) } else { grants.append(grant) }
    }
    return grants
  }

  mutating func identifiers(_ text: String) -> [CardIdentifier] {
    guard !text.isEmpty else {
      fault(.identifiers, .identifierMissing)
      return []
    }
    let words = text.split(separator: "|", omittingEmptySubsequences: false)
    guard words.count <= CardFileLimits.identifiers else {
      fault(.identifiers, .tooManyIdentifiers)
      return []
    }
    var found: [CardIdentifier] = []
    for word in words {
      do throws(CardNumberFault) {
        let identifier = try CardIdentifier(text: word)
        if found.contains(identifier) {
          fault(.identifiers, .doubledIdentifier)
        } else {
          found.append(identifier)
        }
      } catch {
        fault(.identifiers, error == .randomUID ? .identifierRandom : .identifierMalformed)
      }
    }
    return found
  }

  mutating func status(_ text: String) -> CardState {
    guard let state = CardState(rawValue: text), state != .unrecognised else {
      fault(.status, .statusInvalid)
      return .active
    }
    return state
  }
}
