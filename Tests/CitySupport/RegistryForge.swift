import Benefits
import CityNode
import Federation
import Foundation
import Office
import Store
import TestSupport
import Wire

/// A venue's document in a test: the text of a partner file, of which one thing and another is changed.
struct DocumentDraft: Sendable {
  var text: String

  /// The founding file of a venue.
  init(_ city: CityID, _ venue: String) throws {
    text = String(decoding: try Repository.bytes("Partners/\(city)/\(venue).json"), as: UTF8.self)
  }

  var bytes: [UInt8] { Array(text.utf8) }

  /// With every `old` replaced.
  func replacing(_ old: String, with new: String) throws -> DocumentDraft {
    guard text.contains(old) else { throw UnexpectedOutcome("no \(old) in the document") }
    var draft = self
    draft.text = text.replacingOccurrences(of: old, with: new)
    return draft
  }
}

extension City {
  /// The folder's documents of this city, by venue.
  func foundingDocuments() throws -> [VenueID: [UInt8]] {
    var documents: [VenueID: [UInt8]] = [:]
    for (name, bytes) in try PartnerFiles.read(folder: "\(TwoCities.partners)/\(id)") {
      guard let venue = VenueID(name.dropLast(".json".count)) else { continue }
      documents[venue] = bytes
    }
    return documents
  }

  /// Brings documents into force, by two people.
  @discardableResult
  func publish(_ files: [(name: String, bytes: [UInt8])]) async throws -> [VenueRevision] {
    let clerk = try node.clerk
    let ids = try await clerk.draft(files, by: .machine("Lin")).map(\.id)
    try await clerk.submit(ids, by: .machine("Lin"))
    try await clerk.approve(ids, by: .machine("Chen"))
    return try await clerk.publishDue()
  }
}

/// A registry as a partner city would publish it, of which everything can be changed.
struct RegistryDraft: Sendable {
  var issuer: EntityID
  var seq: Int64
  var issued: Instant
  var life: TimeSpan = RegistryLimits.life
  var documents: [(venue: VenueID, bytes: [UInt8])]
  /// What the entries say in place of the documents' hashes and sizes.
  var entries: [RegistryEntry]?
  var signer: MessageSigner

  /// A sound registry of `city` with its founding documents.
  init(_ city: City, seq: Int64) throws {
    issuer = city.entity
    self.seq = seq
    issued = city.clock.now
    documents = try city.foundingDocuments().sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    signer = try city.signer
  }

  func registry() -> PublishedRegistry {
    PublishedRegistry(
      issuer: issuer, issued: issued, expires: issued + life, seq: seq,
      nextUpdate: issued + TimeSpan(microseconds: min(life.microseconds, RegistryLimits.update.microseconds)),
      venues: entries
        ?? documents.map {
          RegistryEntry(venue: $0.venue, document: RegistryDocument.hash($0.bytes), size: $0.bytes.count)
        })
  }

  func token() throws -> [UInt8] { try RegistryCodec.encode(registry(), signer: signer).token }
}
