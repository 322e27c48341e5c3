import Benefits
import CityNode
import Federation
import Foundation
import Rehearsal
import Store
import StrictJSON
import Wire

/// Holds the books of both cities, after their nodes have stopped, to what the clients were told.
struct BooksCheck {
  let host: Books
  let home: Books
  let keys: PublishedKeys
  /// The host city's name towards the home city.
  let hostEntity: EntityID

  /// Everything that does not agree; empty where nothing was lost and nothing was made up.
  func faults(_ told: Ledger.Page) async throws -> [String] {
    try await checks(told) + redemptions(told) + answers()
  }

  // MARK: The host's side

  private func checks(_ told: Ledger.Page) async throws -> [String] {
    var faults: [String] = []
    let calendar = CivilCalendar.taipei
    let disclosed = try await home.disclosures()
    for (id, reply) in told.checks {
      guard let check = try await host.store.check(id) else {
        faults.append("check \(id) is lost")
        continue
      }
      let (text, decision) = (reply.text, check.decision)
      if text("/verdict") != decision.verdict.rawValue || text("/reason") != decision.reason.rawValue
        || reply.number("/collect/due") != decision.due.ntd || text("/at") != calendar.format(check.at)
        || reply.value("/evidence") != .bool(check.evidence != nil)
      {
        faults.append("check \(id) is kept as something else")
      }
      if let fault = try await evidence(of: check, disclosed: disclosed) { faults.append("\(id): \(fault)") }
    }
    // Every request was sent until it was answered, so the books hold nothing else either.
    let kept = try await host.ids("SELECT id FROM counter_check")
    faults += kept.subtracting(told.checks.keys).map { "check \($0) was never answered" }
    return faults
  }

  /// What is wrong with a check's evidence, on both sides. A granted check has some.
  private func evidence(of check: CheckRecord, disclosed: [UUIDv7: Set<String>]) async throws -> String? {
    guard let reference = check.evidence else {
      return check.decision.verdict == .granted ? "granted without evidence" : nil
    }
    guard let response = try await host.store.response(reference) else { return "its evidence is lost" }
    let report: EvidenceReport
    do throws(EvidenceFault) {
      report = try EvidenceVerifier.verify(
        EvidenceFile(
          check: check.id, response: response.jws, disclosure: reference.disclosure, statement: nil),
        keys: keys)
    } catch {
      return "its evidence does not hold: \(error.code)"
    }
    guard case .known(let card) = report.answer, card.subject == check.subject else {
      return "its evidence says something else"
    }
    let granted = card.grants.map(\.description).joined(separator: " ")
    return disclosed[check.id]?.contains(granted) == true ? nil : "the home city logged no such disclosure"
  }

  private func redemptions(_ told: Ledger.Page) async throws -> [String] {
    var faults: [String] = []
    var redeemed: Set<UUIDv7> = []
    let calendar = CivilCalendar.taipei
    for (id, reply) in told.redemptions {
      guard let kept = try await host.store.redemption(id) else {
        faults.append("redemption \(id) is lost")
        continue
      }
      if reply.text("/check") != kept.check.description || reply.text("/at") != calendar.format(kept.at)
        || reply.text("/voided/at") != kept.voiding.map({ calendar.format($0.at) })
        || told.voided.contains(id) != (kept.voiding != nil)
      {
        faults.append("redemption \(id) is kept as something else")
      }
      if try await host.store.check(kept.check)?.state != .redeemed {
        faults.append("the check of redemption \(id) does not say so")
      }
      if !redeemed.insert(kept.check).inserted { faults.append("check \(kept.check) was redeemed twice") }
    }
    let kept = try await host.ids("SELECT id FROM redemption")
    faults += kept.subtracting(told.redemptions.keys).map { "redemption \($0) was never answered" }
    let marked = try await host.ids("SELECT id FROM counter_check WHERE state = 'redeemed'")
    faults += marked.subtracting(redeemed).map { "check \($0) is redeemed without a redemption" }
    return faults
  }

  // MARK: The home's side

  /// Every signed response that the host keeps, the home city keeps too, byte for byte, as its one answer.
  private func answers() async throws -> [String] {
    var faults: [String] = []
    for jws in try await host.texts("SELECT jws FROM answer_evidence") {
      let received = try VerificationResponseCodec.decode(
        Array("\(jws)~".utf8), keys: keys.keys, everythingDisclosed: false)
      guard let request = received.response.requestID,
        let kept = try await home.store.answered(ReplayKey(issuer: hostEntity, request: request))
      else {
        faults.append("the home city forgot its answer \(received.response.id)")
        continue
      }
      if !kept.response.starts(with: Array("\(jws)~".utf8)) {
        faults.append("the home city keeps another answer than \(received.response.id)")
      }
    }
    return faults
  }
}

/// One city's books, opened beside no node.
struct Books {
  let store: CityStore
  private let engine: any StoreEngine

  /// Opens them where the city's settings say.
  init(of city: RehearsedCity) async throws {
    let configuration = try await NodeConfiguration.load(path: city.configurationFile, environment: [:])
    let now = NodePorts.system.now
    engine =
      switch configuration.database {
      case .file(let path): try SQLiteEngine(path: path)
      case .server(let uri): try PostgresEngine(uri: uri, now: now)
      }
    store = CityStore(engine: engine, now: now)
  }

  func close() throws { try store.close() }

  func rows(_ sql: String) async throws -> [SQLRow] { try await engine.read([SQLQuery(SQLText(sql))])[0] }

  func texts(_ sql: String) async throws -> [String] { try await rows(sql).map { try $0.text(0) } }

  func ids(_ sql: String) async throws -> Set<UUIDv7> { Set(try await rows(sql).map(Self.id)) }

  /// What the city told about its cardholders: the facts granted, by check. A check whose answer was lost on the way
  /// is asked again, so it may be there more than once.
  func disclosures() async throws -> [UUIDv7: Set<String>] {
    let rows = try await rows("SELECT check_id, granted FROM disclosure")
    return try rows.reduce(into: [:]) { $0[try Self.id($1), default: []].insert(try $1.text(1)) }
  }

  private static func id(_ row: SQLRow) throws -> UUIDv7 {
    guard let id = UUIDv7(bytes: try row.blob(0)) else { throw StoreError(.damaged, "id") }
    return id
  }
}
