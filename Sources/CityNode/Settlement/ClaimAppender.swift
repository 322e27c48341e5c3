import Benefits
import Federation
import Logging
import Metrics
import Settlement
import Signing
import Store
import Wire

/// The host city's side, up to the chain: turns what is due into lines, in order, and closes windows at cut-off. All of
/// it under the lock of the pair, so that any number of processes, and any kill in between, leave the same chain.
struct ClaimAppender: Sendable {
  /// The most windows that one round closes: ten years.
  static let closeLimit = 120

  let pair: DirectedPair
  let terms: ClaimTerms
  let store: CityStore
  let ports: NodePorts
  let logger: Logger

  /// Appends everything that is due at `now`; says how many lines that were.
  @discardableResult
  func round(at now: Instant) async throws -> Int {
    var appended = 0
    while true {
      let step = try await self.step(at: now)
      appended += step.lines
      guard step.isMore else { break }
    }
    Counter(label: "citycard_claims_appended_total", dimensions: [("peer", pair.home.text)])
      .increment(by: appended)
    return appended
  }

  private struct Step: Sendable {
    var lines = 0
    var isMore = false
  }

  /// One transaction: at most a batch of notices; with none left, the windows that are over.
  private func step(at now: Instant) async throws -> Step {
    let first = CivilMonth(
      of: CivilCalendar.taipei.date(try await store.firstClaimDue(from: pair.home) ?? now))
    return try await store.changeClaims(of: pair, from: first) { book in
      let notices = try book.notices()
      var step = Step(isMore: notices.count == ClaimBook.batch)
      var documents: [VenueID: (rules: [UInt8], document: [UInt8]?)] = [:]
      for notice in notices {
        step.lines += try append(notice, to: &book, at: now, &documents)
        try book.settle(notice)
      }
      if !step.isMore { step.lines += try close(&book, at: now) }
      return step
    }
  }

  // MARK: Lines

  private func append(
    _ notice: ClaimNotice, to book: inout ClaimBook, at now: Instant,
    _ documents: inout [VenueID: (rules: [UInt8], document: [UInt8]?)]
  ) throws -> Int {
    if notice.isVoid { return try void(notice, in: &book, at: now) }
    guard let (version, agreed) = terms.inForce(with: pair.home, at: notice.redemption.at) else {
      skipped(notice, "no agreement was in force")
      return 0
    }
    let (venue, rules) = (notice.check.venue, notice.check.rules)
    if documents[venue]?.rules != rules {
      documents[venue] = (rules, try book.document(of: venue, rules: rules))
    }
    // Without a document there is nothing that the home city could look it up by; it will say so.
    let document = documents[venue]?.document ?? [UInt8](repeating: 0, count: 32)
    var count = 0
    for draft in VisitClaims.drafts(of: notice, document: document, agreement: version) {
      let line: ClaimLine
      do throws(ClaimRefusal) {
        line = try ClaimDesk(head: book.claims, at: now).claim(
          draft.claim, id: ports.newID(), offer: draft.funding, terms: agreed, meter: book.meter)
      } catch {
        skipped(notice, error.rawValue)
        continue
      }
      try take(line, original: nil, terms: agreed, in: &book)
      count += 1
    }
    return count
  }

  private func void(_ notice: ClaimNotice, in book: inout ClaimBook, at now: Instant) throws -> Int {
    var count = 0
    for kept in try book.claims(of: notice.redemption.id) {
      guard let standing = try ClaimReading.standing(of: kept, in: book) else { continue }
      guard let agreed = terms.terms(standing.agreement, with: pair.home, at: standing.service) else {
        continue
      }
      let line: ClaimLine
      do throws(ClaimRefusal) {
        line = try ClaimDesk(head: book.claims, at: now).void(
          standing, id: ports.newID(), at: notice.at, reason: notice.redemption.voiding?.reason, terms: agreed
        )
      } catch {
        skipped(notice, error.rawValue)
        continue
      }
      try take(line, original: standing, terms: agreed, in: &book)
      count += 1
    }
    return count
  }

  private func close(_ book: inout ClaimBook, at now: Instant) throws -> Int {
    for count in 0..<Self.closeLimit {
      let month = book.claims.firstOpen
      guard now >= CivilCalendar.taipei.cutOff(of: month) else { return count }
      let line = try ClaimDesk(head: book.claims, at: now).close(month, id: ports.newID())
      try take(line, original: nil, terms: nil, in: &book)
    }
    return Self.closeLimit
  }

  private func take(
    _ line: ClaimLine, original: ClaimStanding?, terms: SettlementTerms?, in book: inout ClaimBook
  ) throws {
    try book.take(
      line, bytes: ClaimLineCodec.encode(line), original: original, terms: terms, digest: sha256)
  }

  private func skipped(_ notice: ClaimNotice, _ reason: String) {
    logger.error(
      "a visit became no claim",
      metadata: ["redemption": "\(notice.redemption.id)", "peer": "\(pair.home)", "reason": "\(reason)"])
  }
}

/// Reads kept lines back as what they state.
enum ClaimReading {
  static func line(_ kept: KeptClaimLine) throws -> ClaimLine {
    do {
      return try ClaimLineCodec.decode(kept.bytes)
    } catch {
      throw StoreError(.damaged, "claim line \(kept.seq): \(error)")
    }
  }

  /// A claim with what later lines have made of it; nil if the line is no claim.
  static func standing(of kept: KeptClaimLine, in book: ClaimBook) throws -> ClaimStanding? {
    guard var standing = ClaimStanding(try line(kept)) else { return nil }
    for reversal in try book.reversals(of: kept.id) { standing.take(try line(reversal)) }
    return standing
  }
}
