public import Benefits
import Federation
import Office
import Settlement
import Signing
import Store
import Wire

/// The background round: what is due by the books and the clock, and nothing else. The same round again changes nothing,
/// and one that was cut short is taken up by the next.
extension SettlementClerk {
  /// The most of anything that one round takes of a pair; the rest is the next round's.
  static let batch = 500
  /// How many of a pair's newest statements are looked after.
  static let recent = 12

  /// Does what is due at `now` for every pair.
  public func advance(at now: Instant) async throws {
    for pair in try await store.claimPairs() where partners[pair.pair.other(than: city) ?? city] != nil {
      try await advanceDisputes(pair.pair, at: now)
      try await advanceWindow(pair.pair, at: now)
    }
  }

  private func advanceDisputes(_ pair: DirectedPair, at now: Instant) async throws {
    let side = try place(in: pair).side
    try await store.begin(try await store.undisputedLines(pair, limit: Self.batch), at: now)
    if side == .home {
      try await record(try await store.decidedLines(pair, limit: Self.batch), in: pair, at: now)
    }
    for (kept, finding) in try await store.overtakenDisputes(pair, limit: Self.batch) {
      var ended = kept.dispute
      ended.state = finding == .matched ? .conceded : .withdrawn
      ended.since = now
      _ = try await store.end(kept, as: ended, because: "receipt: \(finding.code)", at: now)
    }
    let partner = try place(in: pair).partner
    let terms = try await terms(partner, now)
    for kept in try await store.openDisputes(pair, limit: Self.batch) {
      guard let deadline = kept.dispute.deadline(terms.days, workingDays), deadline.isOver(at: now) else {
        continue
      }
      let ended = try kept.dispute.afterSilence(at: now, terms: terms, workingDays: workingDays)
      _ = try await store.end(kept, as: ended, because: "silence", at: now)
    }
    if side == .home {
      try await record(try await store.decidedLines(pair, limit: Self.batch), in: pair, at: now)
    }
  }

  /// Writes the ends of disputes into the own receipts: only these make a line payable or not.
  private func record(
    _ decided: [(line: UUIDv7, finding: Finding)], in pair: DirectedPair, at now: Instant
  ) async throws {
    guard !decided.isEmpty, let kept = try await store.claimPair(pair) else { return }
    try await store.changeClaims(of: pair, from: kept.firstOpen) { book in
      for (id, finding) in decided {
        guard let line = try book.line(id), line.finding != finding else { continue }
        let entry = book.receipts.entry(id, finding, at: now)
        try book.take(entry, bytes: ReceiptEntryCodec.encode(entry), about: line, digest: sha256)
      }
    }
  }

  /// Brings the pair's earliest window that is not agreed on as far as it can go now.
  private func advanceWindow(_ pair: DirectedPair, at now: Instant) async throws {
    for _ in WindowState.allCases {
      let window: Window
      do { window = try await nextWindow(pair) } catch SettlementFault.unknown { break }
      guard try await advance(window, at: now) else { break }
    }
    // What was agreed but not owed yet, as after a stop in between or while the other direction was not there; and what
    // was paid since.
    for statement in try await store.statements(pair, limit: Self.recent) where statement.agreed != nil {
      try await agreed(statement.reference, at: now)
    }
  }

  /// One step; false where nothing is due.
  private func advance(_ window: Window, at now: Instant) async throws -> Bool {
    let side = try place(in: window.pair).side
    let days = try await terms(of: window).days
    let isOver = window.deadline(days, workingDays)?.isOver(at: now) ?? false
    switch window.state {
    case .open, .agreed, .settled: return false
    case .closed:
      let unanswered = try await unanswered(window)
      guard unanswered == 0 || isOver else { return false }
      return try await move(window, unanswered == 0 ? .answer(unanswered: 0) : .silence, by: .node, at: now)
    case .reconciled:
      guard side == .host else { return false }
      // What says nothing waits for nobody.
      if !isOver { guard try await isEmpty(window) else { return false } }
      try await draft(window.pair, by: .node)
      return true
    case .stated:
      let reference = try await nextReference(window.pair)
      guard let statement = try await store.statement(reference), statement.window == window.month else {
        return false
      }
      if try StatementCodec.decode(statement.bytes).isEmpty {
        try await sign(reference)
      } else if try await store.signOff(statement).isComplete {
        try await sign(reference)
      }
      if isOver { _ = try await store.acceptBySilence(reference, at: now) }
      try await agreed(reference, at: now)
      return try await store.statement(reference)?.agreed != nil
    }
  }

  private func unanswered(_ window: Window) async throws -> Int64 {
    let totals = try await reconcile(window.pair, window.month)
    return totals.reasons.filter { $0.code == StatementSorter.unanswered || $0.code == Finding.awaiting.code }
      .reduce(0) { $0 + $1.tally.lines }
  }

  private func isEmpty(_ window: Window) async throws -> Bool {
    try await maker.make(try await nextReference(window.pair), window.month).statement.isEmpty
  }
}
