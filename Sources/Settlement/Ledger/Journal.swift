public import Benefits

/// One entry before it has a number.
public struct JournalDraft: Hashable, Sendable {
  /// What it is about.
  public let event: LedgerEvent
  /// The civil day on which it counts.
  public let date: CivilDate
  /// What a reader of the books is told.
  public let text: BilingualText
  /// What it books.
  public let posting: Posting
  /// The event whose entry it takes back.
  public let reverses: LedgerEvent?

  /// Makes a draft.
  public init(
    event: LedgerEvent, date: CivilDate, text: BilingualText, posting: Posting, reverses: LedgerEvent? = nil
  ) {
    self.event = event
    self.date = date
    self.text = text
    self.posting = posting
    self.reverses = reverses
  }
}

/// An entry of the journal. It is never changed: what was wrong is taken back by another that refers to it.
public struct JournalEntry: Hashable, Sendable {
  /// 1, 2, 3 and so on, without a gap.
  public let number: Int64
  /// When it was written.
  public let recorded: Instant
  /// What it says.
  public let draft: JournalDraft

  /// Makes an entry.
  public init(number: Int64, recorded: Instant, draft: JournalDraft) {
    self.number = number
    self.recorded = recorded
    self.draft = draft
  }
}

/// Why an entry is not written.
public enum JournalFault: Error, Hashable, Sendable {
  /// The event is in the books with another posting.
  case eventDiffers(LedgerEvent)
  /// What is to be taken back is not in the books.
  case unknownEvent(LedgerEvent)
  /// It was taken back already.
  case alreadyReversed(LedgerEvent)
  /// It takes back something itself: book the event anew instead.
  case reversalOfReversal(LedgerEvent)
  /// What takes back is not the original on the other side.
  case notItsReversal(LedgerEvent)

  /// The stable code.
  public var code: String {
    switch self {
    case .eventDiffers: "event_differs"
    case .unknownEvent: "event_unknown"
    case .alreadyReversed: "already_reversed"
    case .reversalOfReversal: "reversal_of_reversal"
    case .notItsReversal: "not_its_reversal"
    }
  }
}

extension JournalDraft {
  /// Whether the draft may follow what is in the books: false if the very same is there already.
  ///
  /// - Parameter kept: The entry of the draft's own event, if there is one.
  /// - Parameter original: The entry of the event that it takes back.
  /// - Parameter isReversed: Whether another entry takes `original` back.
  public func isNew(
    kept: JournalDraft?, original: JournalDraft?, isReversed: Bool
  ) throws(JournalFault) -> Bool {
    if let kept {
      guard kept.posting == posting, kept.reverses == reverses else { throw .eventDiffers(event) }
      return false
    }
    guard let reverses else { return true }
    guard let original else { throw .unknownEvent(reverses) }
    guard original.reverses == nil else { throw .reversalOfReversal(reverses) }
    guard !isReversed else { throw .alreadyReversed(reverses) }
    guard posting == original.posting.reversal else { throw .notItsReversal(reverses) }
    return true
  }
}

/// A whole journal in memory: what a city's books come to from its events alone. The store keeps the same with the same
/// rules; audits and simulations use this one.
public struct Journal: Sendable {
  /// The entries in their order.
  public private(set) var entries: [JournalEntry] = []
  private var numbers: [LedgerEvent: Int] = [:]
  private var reversed: Set<LedgerEvent> = []

  /// An empty journal.
  public init() {}

  /// Writes an entry; nil if the very same was there.
  @discardableResult
  public mutating func append(_ draft: JournalDraft, at now: Instant) throws(JournalFault) -> JournalEntry? {
    let original = draft.reverses.flatMap { self[$0] }
    let isReversed = draft.reverses.map(reversed.contains) ?? false
    guard
      try draft.isNew(kept: self[draft.event]?.draft, original: original?.draft, isReversed: isReversed)
    else { return nil }
    let entry = JournalEntry(number: Int64(entries.count + 1), recorded: now, draft: draft)
    numbers[draft.event] = entries.count
    if let event = draft.reverses { reversed.insert(event) }
    entries.append(entry)
    return entry
  }

  /// The entry of an event.
  public subscript(event: LedgerEvent) -> JournalEntry? { numbers[event].map { entries[$0] } }

  /// What the accounts held at the end of `date`; at the end of the journal without one.
  public func trialBalance(at date: CivilDate? = nil) -> TrialBalance {
    entries.reduce(into: TrialBalance()) { balance, entry in
      if let date, entry.draft.date > date { return }
      balance.add(entry.draft.posting)
    }
  }

  /// What `account` held at the end of `date`, on the side on which it grows.
  public func balance(of account: LedgerAccount, at date: CivilDate? = nil) -> Money {
    trialBalance(at: date)[account].balance(of: account)
  }
}
