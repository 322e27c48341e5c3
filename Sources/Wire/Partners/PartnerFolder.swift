public import Benefits
import Signing
import StrictJSON

/// Reads one city's folder of partner files.
public enum PartnerFolder {
  /// What came of a folder. To be used only if ``faults`` is empty; a node that finds faults keeps the
  /// registry it has.
  public struct Reading: Sendable {
    /// The city.
    public let city: CityID
    /// The files without faults, in the order of their names.
    public let files: [PartnerFile]
    /// Every fault, in the order of file names and lines.
    public let faults: [PartnerFault]
    /// SHA-256 over all files, to be kept with each check: it says which rules decided. Hashed are the tag
    /// `citycard-partners-v1` and a NUL, then for each file in the order of names (by bytes) the length of the
    /// name as 8 bytes, big-endian, the name, and the SHA-256 of the content.
    public let digest: [UInt8]

    /// The venues of ``files``.
    public var venues: [Venue] { files.map(\.venue) }
  }

  /// Reads all files of the folder of `city`.
  ///
  /// - Parameters:
  ///   - files: Name without folders, and bytes, of everything in the folder, in any order. Whoever reads from
  ///     disk may stop one file after ``PartnerLimits/files``.
  ///   - city: The city.
  ///   - cities: The cities that offers may name; nil if that is not known.
  public static func read(
    files: [(name: String, bytes: [UInt8])], city: CityID, cities: Set<CityID>? = nil
  ) -> Reading {
    let sorted = files.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    var faults: [PartnerFault] = []
    if let problem = countProblem(files.count) { faults.append(problem.fault(file: "")) }
    var read: [PartnerFile] = []
    var owners: [OfferID: String] = [:]
    for (name, bytes) in sorted.prefix(PartnerLimits.files) {
      let reading = PartnerCodec.reading(name: name, bytes: bytes, city: city, cities: cities)
      var fileFaults = reading.faults
      for (id, pointer) in reading.offerIDs {
        guard let owner = owners[id] else {
          owners[id] = name
          continue
        }
        fileFaults.append(
          PartnerProblem.offerDuplicateInCity(id, file: owner)
            .fault(file: name, line: JSONLineMap(bytes).line(of: pointer), pointer: pointer))
      }
      faults += fileFaults.inLineOrder()
      if let file = reading.file, fileFaults.isEmpty { read.append(file) }
    }
    return Reading(city: city, files: read, faults: faults, digest: digest(sorted))
  }

  private static func countProblem(_ count: Int) -> PartnerProblem? {
    if count == 0 { return .folderEmpty }
    return count > PartnerLimits.files ? .tooManyFiles : nil
  }

  private static func digest(_ sorted: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var input = Array("citycard-partners-v1\0".utf8)
    for (name, bytes) in sorted {
      let length = UInt64(name.utf8.count)
      input += stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: length >> UInt64($0)) }
      input += name.utf8
      input += sha256(bytes)
    }
    return sha256(input)
  }
}
