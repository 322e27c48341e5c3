import Benefits
import CityNode
import Federation
import Store
import Wire

/// The books of the cities that a load went through, opened after their nodes have stopped.
struct HonestyCheck {
  /// The city that asked, and how it must have decided.
  let host: CityStore
  let expected: ExpectedAnswer
  let venue: VenueID
  /// The city that was asked; nil for own cards.
  let home: HomeBooks?

  /// The home city's side.
  struct HomeBooks {
    let store: CityStore
    /// The keys that it publishes, under the agreement's pins.
    let keys: PublishedKeys
    let entity: EntityID
    /// The city that asked.
    let host: EntityID
    /// The members whose cards were shown.
    let members: [[UInt8]]
    /// When the nodes had stopped.
    let stopped: Instant
  }

  /// Ids that are looked at together, so that a response is verified once for the checks that rest on it, and
  /// memory is bounded however long the load was.
  static let window = 4096

  /// Compares every acknowledged check with what is kept of it on both sides.
  func run(_ acknowledged: [UUIDv7]) async throws -> HonestyReport {
    var report = HonestyReport()
    report.acknowledged = acknowledged.count
    let disclosures = try await disclosures(&report)
    // Ids are in the order of time, and so are the responses that their checks rest on.
    let sorted = acknowledged.sorted()
    var responses: Set<UUIDv7> = []
    for start in stride(from: 0, to: sorted.count, by: Self.window) {
      var resting: [AnswerReference: [CheckRecord]] = [:]
      for id in sorted[start..<min(start + Self.window, sorted.count)] {
        guard let check = try await kept(id, &report) else { continue }
        guard home != nil else { continue }
        guard let evidence = check.evidence else {
          report.fault("\(id): no evidence")
          continue
        }
        // One key for all answers of a response.
        let response = AnswerReference(issuer: evidence.issuer, response: evidence.response, disclosure: "")
        resting[response, default: []].append(check)
      }
      guard let home else { continue }
      for (reference, checks) in resting {
        let first = responses.insert(reference.response).inserted
        try await verify(reference, checks, disclosures, home, first: first, &report)
      }
    }
    return report
  }

  /// The check as the host keeps it, if that is what the client was told.
  private func kept(_ id: UUIDv7, _ report: inout HonestyReport) async throws -> CheckRecord? {
    guard let check = try await host.check(id) else {
      report.fault("\(id): not in the host's store")
      return nil
    }
    let decision = check.decision
    guard decision.verdict == expected.verdict, decision.reason == expected.reason,
      decision.due == expected.due, check.venue == venue
    else {
      report.fault("\(id): kept as another decision than was answered")
      return nil
    }
    report.kept += 1
    return check
  }

  /// One signed response with the disclosures of the checks that rest on it.
  private func verify(
    _ reference: AnswerReference, _ checks: [CheckRecord], _ disclosures: [UUIDv7: DisclosureRecord],
    _ home: HomeBooks, first: Bool, _ report: inout HonestyReport
  ) async throws {
    guard let kept = try await host.response(reference) else {
      return report.fault("\(reference.response): the signed response is not in the host's store")
    }
    let token =
      Array((kept.jws + "~").utf8) + checks.flatMap { Array(($0.evidence?.disclosure ?? "").utf8) + [0x7E] }
    let received: ReceivedResponse
    do throws(JOSEError) {
      received = try VerificationResponseCodec.decode(
        token, keys: home.keys.keys, everythingDisclosed: false)
    } catch {
      return report.fault("\(reference.response): does not verify: \(error.code)")
    }
    let response = received.response
    guard response.issuer == home.entity, response.audience == home.host,
      case .answers(let answers) = response.content
    else { return report.fault("\(reference.response): of or for another city") }
    if first {
      report.responses += 1
      try await remembered(response, jws: kept.jws, home, &report)
    }
    let byID = Dictionary(answers.map { ($0.id, $0.content) }) { first, _ in first }
    for check in checks {
      guard case .known(let card) = byID[check.id], card.state == check.decision.card,
        card.subject == check.subject
      else {
        report.fault("\(check.id): the evidence says something else")
        continue
      }
      report.verified += 1
      guard let line = disclosures[check.id], line.venue == check.venue, line.host == home.host,
        line.granted == card.grants
      else {
        report.fault("\(check.id): not in the home city's log of disclosures as answered")
        continue
      }
      report.disclosed += 1
    }
  }

  /// The home city keeps each response, byte for byte, until its request can't come again.
  private func remembered(
    _ response: VerificationResponse, jws: String, _ home: HomeBooks, _ report: inout HonestyReport
  ) async throws {
    guard let id = response.requestID else { return report.fault("\(response.id): answers no request") }
    if let answered = try await home.store.answered(ReplayKey(issuer: home.host, request: id)) {
      guard answered.response.starts(with: Array((jws + "~").utf8)) else {
        return report.fault("\(response.id): the home city keeps another response")
      }
      report.remembered += 1
    } else if response.expires + VerificationLimits.skew < home.stopped {
      report.forgotten += 1
    } else {
      report.fault("\(response.id): the home city does not remember it")
    }
  }

  private func disclosures(_ report: inout HonestyReport) async throws -> [UUIDv7: DisclosureRecord] {
    guard let home else { return [:] }
    var lines: [UUIDv7: DisclosureRecord] = [:]
    for member in home.members {
      for line in try await home.store.disclosures(of: member, limit: .max) {
        if lines.updateValue(line, forKey: line.check) != nil {
          report.fault("\(line.check): disclosed twice")
        }
      }
    }
    return lines
  }
}
