public import Benefits
import StrictJSON

/// A city's whole registry as one JSON document, `{ "city": …, "venues": [ partner files ] }`, for programs that would
/// rather have one file than many.
public enum PartnerBundle {
  /// The most bytes of a bundle: 64 MiB.
  public static let bytes = 64 << 20

  private static let rules = JSONRules(
    maximumBytes: bytes, maximumDepth: 18, maximumValues: 8_000_000, reals: true, topLevelObject: true)

  /// What came of a bundle. To be used only if ``faults`` is empty.
  public struct Reading: Sendable {
    /// The files, in the order of the bundle.
    public let files: [PartnerFile]
    /// Every fault, in the order of lines.
    public let faults: [PartnerFault]
  }

  /// The bundle of a city's files.
  public static func write(_ files: [PartnerFile], city: CityID) -> [UInt8] {
    PartnerLayout.bytes(
      .object(
        JSONObject([("city", .string(city.text)), ("venues", .array(files.map(PartnerDocument.of)))])))
  }

  /// Reads a bundle called `name` as the registry of `city`.
  public static func read(
    name: String, bytes: [UInt8], city: CityID, cities: Set<CityID>? = nil
  ) -> Reading {
    let document: JSONValue
    do {
      document = try JSONParser.parse(bytes, rules: rules)
    } catch {
      let fault = PartnerProblem.jsonInvalid(error).fault(file: name, line: error.line)
      return Reading(files: [], faults: [fault])
    }
    var findings = PartnerFindings()
    let members = findings.object(JSONElement(document), required: ["city", "venues"])
    if let stated = findings.slug(members?["city"], as: CityID.self), stated != city {
      findings.report(.cityUnknown(stated, known: [city]), at: "/city")
    }
    var files: [PartnerFile] = []
    var owners: [OfferID: VenueID] = [:]
    for place in findings.list(members?["venues"], limit: PartnerLimits.files) ?? [] {
      var reader = PartnerReader(city: city, cities: cities)
      let file = reader.file(place.value, fileID: nil)
      for (pointer, problem) in reader.findings.found {
        findings.report(problem, at: place.pointer + pointer)
      }
      guard let file else { continue }
      if files.contains(where: { $0.venue.id == file.venue.id }) {
        findings.report(.listDuplicate(file.venue.id.text), at: "\(place.pointer)/id")
      }
      for (id, pointer) in reader.offerIDs {
        if let owner = owners[id] {
          findings.report(.offerDuplicateInCity(id, file: "\(owner).json"), at: place.pointer + pointer)
        }
        owners[id] = owners[id] ?? file.venue.id
      }
      files.append(file)
    }
    let lines = JSONLineMap(bytes)
    let faults = findings.found.map { pointer, problem in
      problem.fault(file: name, line: lines.line(of: pointer), pointer: pointer)
    }
    return Reading(files: faults.isEmpty ? files : [], faults: faults.inLineOrder())
  }
}
