import Benefits
import CityNode
import Federation
import Foundation
import Store
import TestSupport
import Testing
import Wire

@testable import CitySupport

extension EndToEnd {
  @Suite("Evidence and privacy", .runningCities)
  struct Evidence {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    /// Checks and redeems for a Taipei card in Taitung.
    private func visit(_ role: DemoRole = .adult) async throws -> (check: UUIDv7, file: EvidenceFile) {
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      let check = till.newID()
      let reply = try await till.check(
        cities.card(role, of: cities.taipei), home: cities.taipei, id: check)
      #expect(reply.text("/verdict") == "granted")
      let redemption = till.newID()
      #expect(try await till.redeem(check, id: redemption).status == 200)
      let service = EvidenceService(store: try cities.taitung.node.store)
      let file = try await service.export(check)
      #expect(try await service.export(redemption) == file, "a redemption leads to its check's evidence")
      return (check, file)
    }

    /// The keys that a city publishes at its counter's listener, checked by the federation key of its folder
    /// and by the keys that the agreement pins.
    private func published(by city: City) async throws -> PublishedKeys {
      let till = try await cities.counter(city, city.id == cities.taipei.id ? "moca" : "chulu-ranch")
      let reply = try await till.get("/.well-known/openid-federation")
      #expect(reply.status == 200)
      #expect(reply.type == "application/entity-statement+jwt")
      let pinned = try JSONWebKeySet([MessageSigner(city.privateKey("federation")).publicKey])
      let rules = JWSRules.message(typ: MessageType.entityStatement)
      _ = try CompactJWS.verify(reply.bytes, rules: rules, keys: pinned)
      return try EvidenceVerifier.publishedKeys(
        reply.bytes, agreement: city.node.agreements.first)
    }

    @Test("Evidence is verified offline with the home city's published keys: who vouched for what, and when")
    func verified() async throws {
      let (check, file) = try await visit()
      let read = try EvidenceFile(parsing: file.encoded)
      #expect(read == file)
      let report = try EvidenceVerifier.verify(read, keys: await published(by: cities.taipei))
      #expect(report.check == check)
      #expect(report.issuer == "https://card.taipei.example")
      #expect(report.audience == "https://card.taitung.example")
      #expect(report.issued <= cities.taipei.clock.now)
      guard case .known(let card) = report.answer else {
        Issue.record("the answer is about a known card")
        return
      }
      #expect(card.state == .active)
      #expect(card.grants.contains(.named(.resident)))
      // The statement that travels with the file says the same keys.
      let statement = try #require(file.statement)
      let carried = try EvidenceVerifier.publishedKeys(Array(statement.utf8))
      #expect(try EvidenceVerifier.verify(file, keys: carried).kid == report.kid)
    }

    @Test("Evidence that was changed in any character, or is held against another city's keys, is refused")
    func tampered() async throws {
      let (check, file) = try await visit()
      let other = try await visit(.student)
      let keys = try await published(by: cities.taipei)
      let seed = UInt64.random(in: .min ... .max)
      var random = SeededRandom(seed: seed)
      for _ in 0..<200 {
        for part in [\EvidenceFile.response, \.disclosure] {
          let changed = Self.changed(file[keyPath: part], using: &random)
          let forged = EvidenceFile(
            check: check, response: part == \.response ? changed : file.response,
            disclosure: part == \.disclosure ? changed : file.disclosure, statement: file.statement)
          #expect(throws: EvidenceFault.self, "seed \(seed): \(changed)") {
            try EvidenceVerifier.verify(forged, keys: keys)
          }
        }
      }
      let swapped = EvidenceFile(
        check: other.check, response: file.response, disclosure: other.file.disclosure, statement: nil)
      #expect(fault(swapped, keys) == "disclosure_unused")
      let renamed = EvidenceFile(
        check: other.check, response: file.response, disclosure: file.disclosure, statement: nil)
      #expect(fault(renamed, keys) == "other_check")
      #expect(fault(file, try await published(by: cities.taitung)) == "kid_unknown")
    }

    private func fault(_ file: EvidenceFile, _ keys: PublishedKeys) -> String? {
      do throws(EvidenceFault) {
        _ = try EvidenceVerifier.verify(file, keys: keys)
        return nil
      } catch {
        return error.code
      }
    }

    /// The text with one letter or digit replaced by another.
    private static func changed(_ text: String, using random: inout SeededRandom) -> String {
      var bytes = Array(text.utf8)
      let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
      let index = bytes.indices.randomElement(using: &random) ?? 0
      let letter = alphabet.filter { $0 != bytes[index] }.randomElement(using: &random) ?? 0x41
      bytes[index] = letter
      return String(decoding: bytes, as: UTF8.self)
    }

    @Test("An own card's check has no evidence to export, and an unknown id neither")
    func none() async throws {
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      let id = till.newID()
      #expect(try await till.check(cities.card(.disability, of: cities.taitung), id: id).status == 200)
      let service = EvidenceService(store: try cities.taitung.node.store)
      await #expect(throws: EvidenceService.Fault.noAnswer) { try await service.export(id) }
      await #expect(throws: EvidenceService.Fault.unknownID) { try await service.export(till.newID()) }
    }

    @Test("Evidence of one visit shows no other visit of the same batch, and no card number")
    func oneVisitAlone() async throws {
      let till = try await cities.counter(cities.taitung, "museum-of-prehistory")
      let roles: [DemoRole] = [.adult, .student, .disability, .noBirthDate, .companion, .senior]
      let ids = roles.map { _ in till.newID() }
      try await withThrowingTaskGroup { group in
        for (role, id) in zip(roles, ids) {
          group.addTask {
            _ = try await till.check(cities.card(role, of: cities.taipei), home: cities.taipei, id: id)
          }
        }
        try await group.waitForAll()
      }
      let service = EvidenceService(store: try cities.taitung.node.store)
      var files: [EvidenceFile] = []
      for id in ids { files.append(try await service.export(id)) }
      let keys = PublishedKeys(owner: cities.taipei.entity, keys: try cities.taipei.protocolKeys)
      let subjects = try files.map { try Self.subject($0, keys: keys) }
      #expect(Set(subjects).count == roles.count)
      for (index, file) in files.enumerated() {
        let whole = Needle.opened(file.encoded)
        for (other, role) in roles.enumerated() {
          #expect(!Needle.found(try cities.card(role, of: cities.taipei).number, in: whole))
          guard other != index else { continue }
          #expect(!Needle.found(ids[other].description, in: whole))
          #expect(!Needle.found(subjects[other], in: whole))
        }
      }
    }

    private static func subject(_ file: EvidenceFile, keys: PublishedKeys) throws -> String {
      guard case .known(let card) = try EvidenceVerifier.verify(file, keys: keys).answer else {
        throw UnexpectedOutcome("no known card")
      }
      return card.subject
    }
  }
}
