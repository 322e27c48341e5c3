import Benefits
import Settlement

/// Writes the ledger within a transaction that another part began, so that what is agreed and what is booked are kept
/// together or not at all.
struct LedgerWriter {
  /// The transaction's. It must be written alone (``StoreEngine/writeAlone(_:)``): entries are numbered without a gap.
  let session: any SQLSession

  /// Books an event; nil if the very same is in the books.
  ///
  /// - Throws: ``Settlement/JournalFault``, ``StoreError``.
  @discardableResult
  func book(_ draft: JournalDraft, at now: Instant) throws -> JournalEntry? {
    let kept = try entry(of: draft.event)
    let original = try draft.reverses.flatMap(entry)
    let isReversed = try draft.reverses.map { event in
      try !session.rows(LedgerTable.reversalOf, [.text(event.text)]).isEmpty
    }
    guard
      try draft.isNew(kept: kept?.draft, original: original?.draft, isReversed: isReversed ?? false)
    else { return nil }
    let number = try session.rows(LedgerTable.lastNumber)[0].integer(0) + 1
    let entry = JournalEntry(number: number, recorded: now, draft: draft)
    _ = try session.run(LedgerTable.write(entry))
    return entry
  }

  /// Takes the entry of `event` back; nil if `because` did so before.
  ///
  /// - Throws: ``Settlement/JournalFault``, ``StoreError``.
  @discardableResult
  func reverse(
    _ event: LedgerEvent, because reason: LedgerEvent, on date: CivilDate, text: BilingualText,
    at now: Instant
  ) throws -> JournalEntry? {
    guard let original = try entry(of: event) else { throw JournalFault.unknownEvent(event) }
    return try book(
      JournalDraft(
        event: reason, date: date, text: text, posting: original.draft.posting.reversal, reverses: event),
      at: now)
  }

  /// The entry of an event.
  func entry(of event: LedgerEvent) throws -> JournalEntry? {
    let name: [SQLValue] = [.text(event.text)]
    let rows = try session.run([
      SQLQuery(LedgerTable.entryOf, name), SQLQuery(LedgerTable.linesOf, name),
    ])
    return try LedgerTable.entries(rows[0], lines: rows[1]).first
  }
}
