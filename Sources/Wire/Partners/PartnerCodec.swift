public import Benefits
import StrictJSON

/// What one partner file holds.
public struct PartnerFile: Hashable, Sendable {
  /// The venue with its tickets and offers.
  public let venue: Venue
  /// A remark for people, such as opening hours; no rule reads it.
  public let note: BilingualText?

  /// Puts a file together.
  public init(venue: Venue, note: BilingualText? = nil) {
    self.venue = venue
    self.note = note
  }
}

/// Reads partner files, as `Partners/README.md` describes them.
public enum PartnerCodec {
  /// Reads the file called `name` in the folder of `city`.
  ///
  /// - Parameters:
  ///   - name: The file's name without folders, such as `moca.json`.
  ///   - bytes: The whole file. Whoever reads from disk may stop one byte after ``PartnerLimits/fileBytes``.
  ///   - city: The city whose registry it is.
  ///   - cities: The cities that offers may name; nil if that is not known.
  /// - Throws: Every fault of the file, in the order of its lines.
  public static func read(
    name: String, bytes: [UInt8], city: CityID, cities: Set<CityID>? = nil
  ) throws(PartnerFaults) -> PartnerFile {
    let reading = reading(name: name, bytes: bytes, city: city, cities: cities)
    guard let file = reading.file else { throw PartnerFaults(faults: reading.faults) }
    return file
  }

  /// Writes a file in the one form that it has: members in the order of `Partners/README.md`, defaults left out.
  /// Reading the bytes gives the same file, and writing what was read of such bytes gives the same bytes.
  public static func write(_ file: PartnerFile) -> [UInt8] { PartnerLayout.bytes(PartnerDocument.of(file)) }

  /// What came of one file: without `file` there is at least one fault, with it none.
  struct Reading {
    var file: PartnerFile?
    var faults: [PartnerFault]
    /// Every readable offer id and its JSON Pointer, also where the file is faulty.
    var offerIDs: [(id: OfferID, pointer: String)] = []
  }

  /// A partner file's rules: small, flat, and with reals let through so that each is reported on its line
  /// with all other faults.
  static let rules = JSONRules(
    maximumBytes: PartnerLimits.fileBytes, maximumDepth: 16, maximumValues: 65_536, reals: true,
    topLevelObject: false)

  static func reading(name: String, bytes: [UInt8], city: CityID, cities: Set<CityID>?) -> Reading {
    func fault(_ problem: PartnerProblem, line: Int = 1, pointer: String = "") -> PartnerFault {
      problem.fault(file: name, line: line, pointer: pointer)
    }
    let fileID = name.hasSuffix(".json") ? VenueID(name.dropLast(5)) : nil
    guard fileID != nil else { return Reading(file: nil, faults: [fault(.fileNameInvalid)]) }
    guard bytes.count <= PartnerLimits.fileBytes else {
      return Reading(file: nil, faults: [fault(.fileTooLarge)])
    }
    let document: JSONValue
    do {
      document = try JSONParser.parse(bytes, rules: rules)
    } catch {
      return Reading(
        file: nil, faults: [fault(.jsonInvalid(error), line: error.line)])
    }
    var reader = PartnerReader(city: city, cities: cities)
    let file = reader.file(document, fileID: fileID)
    let lines = JSONLineMap(bytes)
    let faults = reader.findings.found.map { pointer, problem in
      fault(problem, line: lines.line(of: pointer), pointer: pointer)
    }
    return Reading(
      file: faults.isEmpty ? file : nil, faults: faults.inLineOrder(),
      offerIDs: reader.offerIDs)
  }
}

extension [PartnerFault] {
  /// By line; faults of one line stay in the order in which they were found, and the notice that there are
  /// more comes last.
  func inLineOrder() -> [PartnerFault] {
    func key(_ fault: PartnerFault) -> (Int, Int) { (fault.code == .tooManyFaults ? 1 : 0, fault.line) }
    return enumerated().sorted { a, b in
      key(a.element) == key(b.element) ? a.offset < b.offset : key(a.element) < key(b.element)
    }.map(\.element)
  }
}
