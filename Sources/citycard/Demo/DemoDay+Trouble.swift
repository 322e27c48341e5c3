import Benefits
import CityNode
import Federation
import Foundation
import Rehearsal
import Store
import Wire

extension DemoDay {
  /// Evidence, verified with nothing but the file and the keys that Taipei publishes.
  func evidence(of visit: (check: String, redemption: UUIDv7)) async throws {
    let health = HealthClient()
    let published = await health.get(taipei.url + PeerDirectory.wellKnownPath) ?? []
    await health.close()
    let keys = try EvidenceVerifier.publishedKeys(published)
    let file = try await withStore(of: taitung) { store, _ in
      try await EvidenceService(store: store).export(visit.redemption)
    }
    await step(
      "離線驗證證據：誰向誰證明 / evidence verified offline: who vouched to whom",
      expect: "https://card.taipei.example → https://card.taitung.example, resident"
    ) {
      let report = try EvidenceVerifier.verify(EvidenceFile(parsing: file.encoded), keys: keys)
      guard case .known(let card) = report.answer else { return "?" }
      let grants = card.grants.map(\.description).joined(separator: ", ")
      return "\(report.issuer) → \(report.audience), \(grants)"
    }
    await step("改過的證據不成立 / tampered evidence does not hold", expect: "disclosure_unused") {
      let value = Base64URL.decode(file.disclosure) ?? []
      let tampered = String(decoding: value, as: UTF8.self).replacing("resident", with: "student")
      let forged = EvidenceFile(
        check: file.check, response: file.response, disclosure: Base64URL.text(Array(tampered.utf8)),
        statement: nil)
      do throws(EvidenceFault) {
        _ = try EvidenceVerifier.verify(forged, keys: keys)
        return "holds"
      } catch { return error.code }
    }
    await step(
      "臺北的揭露紀錄看得到這次查驗 / Taipei's log shows the holder what was disclosed",
      expect: "museum-of-prehistory resident"
    ) {
      let holder = try card(.adult, of: taipei)
      return try await withStore(of: taipei) { store, nodeKeys in
        guard let found = try await store.card(nodeKeys.digest(of: holder)),
          let last = try await store.disclosures(of: found.entry.member, limit: 1).first
        else { return "?" }
        return "\(last.venue) \(last.granted.map(\.description).joined(separator: ", "))"
      }
    }
  }

  /// The partner's node is stopped: its cards can't be confirmed, own ones can.
  func partnerDown() async throws {
    let museum = "museum-of-prehistory"
    let status = taipei.stop()
    await step("停掉臺北節點 / Taipei's node is stopped", expect: "0") { "\(status)" }
    await step(
      "臺北卡無法確認，絕不當作通過 / a Taipei card is not confirmed, never granted",
      expect: "indeterminate home_unavailable 80"
    ) {
      outcome(try await check(try card(.adult, of: taipei), at: taitung, museum, home: taipei))
    }
    await step("臺東自己的卡照常 / Taitung's own cards work as ever", expect: "active") {
      try await check(try card(.adult, of: taitung), at: taitung, museum, home: nil).text("/card") ?? "?"
    }
  }

  /// The partner comes back, and the own node is killed and restarted: nothing acknowledged is lost.
  func restart(after visit: (check: String, redemption: UUIDv7)) async throws {
    let museum = "museum-of-prehistory"
    try await taipei.start()
    await step("臺北回來，又可確認 / Taipei is back and answers again", expect: "granted offer_applied 60") {
      var last = ""
      for _ in 0..<100 {
        last = outcome(try await check(try card(.adult, of: taipei), at: taitung, museum, home: taipei))
        if last.hasPrefix("granted") { break }
        try await Task.sleep(for: .milliseconds(100))
      }
      return last
    }
    taitung.kill()
    try await taitung.start()
    await step(
      "臺東節點被強制終止後重啟，核銷仍在 / Taitung's node killed and restarted: the redemption is there",
      expect: "redeemed 60"
    ) {
      let reply = try await send(taitung, museum, "/api/v1/redemptions/\(visit.redemption)", nil)
      return "\(reply.text("/state") ?? "?") \(reply.number("/collect/due") ?? -1)"
    }
  }

  private func withStore<Value>(
    of city: RehearsedCity, _ body: (CityStore, NodeKeys) async throws -> Value
  ) async throws -> Value {
    let configuration = try await NodeConfiguration.load(path: city.configurationFile, environment: [:])
    let (store, keys) = try await OperatorStore.open(configuration)
    defer { try? store.close() }
    return try await body(store, keys)
  }
}
