import Benefits
import Federation
import Store
import Wire

/// Takes registries from the store and reads their documents.
struct RegistryShelf: Sendable {
  /// Documents read at once.
  static let batch = 64

  let store: CityStore

  /// The own registry in force; `known` is not read again if its documents are the same. Nil before the first.
  func own(_ city: CityID, known: CityPartners? = nil) async throws -> CityPartners? {
    guard let registry = try await store.ownRegistry() else { return nil }
    return try await partners(registry.publication, registry.venues, of: city, known: known)
  }

  /// A partner's registry in force; nil before the first was fetched.
  func peer(_ city: CityID, known: CityPartners? = nil) async throws -> CityPartners? {
    guard let registry = try await store.peerRegistries(of: city).first else { return nil }
    return try await partners(registry.publication, registry.venues, of: city, known: known)
  }

  private func partners(
    _ publication: RegistryPublication, _ entries: [RegistryEntry], of city: CityID, known: CityPartners?
  ) async throws -> CityPartners {
    let origin = CityPartners.Origin.published(publication)
    if var known, known.digest == publication.rules {
      known.origin = origin
      return known
    }
    let documents = try await documents(entries.map(\.document))
    let contents = try RegistryContents(entries, of: city, documents: documents)
    // Read in two steps, so that a registry that came in between is noticed here, and read in the next round.
    guard RegistryContents.digest(entries) == publication.rules else {
      throw StoreError(.conflict, "registry")
    }
    return CityPartners(contents.venues, digest: publication.rules, origin: origin)
  }

  /// The documents that the store has of these.
  func documents(_ hashes: [DocumentHash]) async throws -> [DocumentHash: [UInt8]] {
    var documents: [DocumentHash: [UInt8]] = [:]
    for start in stride(from: 0, to: hashes.count, by: Self.batch) {
      try await withThrowingTaskGroup { group in
        for hash in hashes[start..<min(start + Self.batch, hashes.count)] {
          group.addTask { (hash, try await store.registryDocument(hash)) }
        }
        for try await (hash, bytes) in group { documents[hash] = bytes }
      }
    }
    return documents
  }
}
