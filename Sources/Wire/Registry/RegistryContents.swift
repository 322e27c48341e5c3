public import Benefits
public import Federation
import Signing

/// The documents of a registry, read together.
public struct RegistryContents: Sendable {
  /// The venues, by id.
  public let venues: [Venue]

  /// Reads the documents of `entries` as the venues of `city`, each of the size and the hash that were signed.
  ///
  /// - Throws: ``RegistryContentsError`` for the first one at fault.
  public init(
    _ entries: [RegistryEntry], of city: CityID, documents: [DocumentHash: [UInt8]]
  ) throws(RegistryContentsError) {
    var files: [(name: String, bytes: [UInt8])] = []
    for entry in entries {
      guard let bytes = documents[entry.document] else {
        throw RegistryContentsError(.documentUnavailable, entry.venue.text)
      }
      try Self.check(bytes, of: entry)
      files.append((name: "\(entry.venue).json", bytes: bytes))
    }
    // A city without a partner has an empty registry; an empty folder would be a mistake.
    guard !files.isEmpty else {
      venues = []
      return
    }
    let reading = PartnerFolder.read(files: files, city: city)
    if let fault = reading.faults.first {
      let refusal: RegistryRefusal = fault.code == .offerDuplicateInCity ? .doubledOffer : .documentInvalid
      throw RegistryContentsError(refusal, "\(fault.file):\(fault.line) \(fault.code.rawValue)")
    }
    venues = reading.venues
  }

  /// Whether these are the bytes that were signed.
  public static func check(_ bytes: [UInt8], of entry: RegistryEntry) throws(RegistryContentsError) {
    guard bytes.count == entry.size, RegistryDocument.hash(bytes) == entry.document else {
      throw RegistryContentsError(.documentDiffers, entry.venue.text)
    }
  }

  /// SHA-256 over the names and hashes of all documents, to be kept with each check: it says which rules decided, and
  /// anybody can compute it from a published registry. Hashed are the tag `citycard-registry-v1` and a NUL, then for
  /// each venue in the order of ids its id, a NUL, and the 32 bytes of its document's hash.
  public static func digest(_ entries: [RegistryEntry]) -> [UInt8] {
    var input = Array("citycard-registry-v1\0".utf8)
    for entry in entries.sorted(by: { $0.venue < $1.venue }) {
      input += Array("\(entry.venue)\0".utf8) + entry.document.bytes
    }
    return sha256(input)
  }
}

/// Why the documents of a registry can't be used.
public struct RegistryContentsError: Error, Hashable, Sendable {
  /// The rule.
  public let refusal: RegistryRefusal
  /// The venue, or file, line and code of the fault.
  public let detail: String

  /// Makes an error.
  public init(_ refusal: RegistryRefusal, _ detail: String) {
    self.refusal = refusal
    self.detail = detail
  }
}
