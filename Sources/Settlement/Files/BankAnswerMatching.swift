public import Benefits

/// Holds a bank's answer against batches. An answer with one problem changes nothing.
public struct BankAnswerMatching: Sendable {
  /// After how many days no answer is taken for a batch any more.
  public static let days = 31
  /// The most problems that are named.
  public static let problemLimit = 50

  private let batches: [PaymentBatch]
  private let standing: [UUIDv7: BankOutcome]
  private let seen: Set<[UInt8]>
  private let payments: [UUIDv7: (batch: PaymentBatch, payment: Payment)]

  /// - Parameters:
  ///   - batches: The batches that may be answered.
  ///   - standing: What earlier answers said, by payment.
  ///   - seen: The hashes of earlier answers.
  public init(
    batches: [PaymentBatch], standing: [UUIDv7: BankOutcome] = [:], seen: Set<[UInt8]> = []
  ) {
    self.batches = batches
    self.standing = standing
    self.seen = seen
    var payments: [UUIDv7: (batch: PaymentBatch, payment: Payment)] = [:]
    for batch in batches { for payment in batch.payments { payments[payment.id] = (batch, payment) } }
    self.payments = payments
  }

  /// What the answer changes.
  ///
  /// - Throws: Every problem, up to ``problemLimit``.
  public func changes(by answer: BankAnswer) throws(BankAnswerProblems) -> BankAnswerChanges {
    if seen.contains(answer.hash) { throw BankAnswerProblems(all: [BankAnswerProblem(.fileTwice)]) }
    if let account = answer.account, !batches.contains(where: { $0.payer.isAccount(account) }) {
      throw BankAnswerProblems(all: [BankAnswerProblem(.anotherAccount)])
    }
    var problems: [BankAnswerProblem] = []
    var changed: [UUIDv7: BankOutcome] = [:]
    var order: [UUIDv7] = []
    for (index, entry) in answer.entries.enumerated() {
      guard problems.count < Self.problemLimit else { break }
      do throws(BankAnswerProblem.Code) {
        let id = try payment(of: entry, answer: answer).id
        try check(entry, standing: changed[id] ?? standing[id])
        if changed.updateValue(entry.outcome, forKey: id) == nil { order.append(id) }
      } catch { problems.append(BankAnswerProblem(error, entry: index + 1)) }
    }
    guard problems.isEmpty else { throw BankAnswerProblems(all: problems) }
    return BankAnswerChanges(order.compactMap { id in changed[id].map { (id, $0) } })
  }

  private func payment(
    of entry: BankEntry, answer: BankAnswer
  ) throws(BankAnswerProblem.Code) -> Payment {
    let found: (batch: PaymentBatch, payment: Payment)
    switch entry.reference {
    case .payment(let id):
      guard let payment = payments[id] else { throw .unknownReference }
      found = payment
    case .presented(let date, let number):
      let batches = batches.filter { $0.date == date }
      guard let batch = batches.first else { throw .anotherDay }
      guard batches.count == 1 else { throw .ambiguousReference }
      guard number >= 1, number <= batch.payments.count else { throw .unknownReference }
      found = (batch, batch.payments[Int(number) - 1])
    }
    if let presented = entry.presented, presented != found.batch.date { throw .anotherDay }
    let days = answer.date.daysSinceEpoch - found.batch.date.daysSinceEpoch
    guard (0...Self.days).contains(days) else { throw .anotherDay }
    guard entry.amount == found.payment.amount else { throw .amountDiffers }
    return found.payment
  }

  private func check(_ entry: BankEntry, standing: BankOutcome?) throws(BankAnswerProblem.Code) {
    switch (standing, entry.outcome) {
    case (nil, _), (.paid, .returned): return
    case (.paid, .paid), (.returned, _): throw .answeredBefore
    }
  }
}

/// What an answer changes, in its order.
public struct BankAnswerChanges: Hashable, Sendable {
  /// What was paid.
  public let paid: [UUIDv7]
  /// What came back, and is open again.
  public let returned: [Returned]

  /// One payment that came back.
  public struct Returned: Hashable, Sendable {
    /// Which.
    public let payment: UUIDv7
    /// The bank's code.
    public let code: String
    /// What the bank wrote beside it.
    public let text: String?
  }

  init(_ outcomes: [(UUIDv7, BankOutcome)]) {
    var paid: [UUIDv7] = []
    var returned: [Returned] = []
    for (payment, outcome) in outcomes {
      switch outcome {
      case .paid: paid.append(payment)
      case .returned(let code, let text):
        returned.append(Returned(payment: payment, code: code, text: text))
      }
    }
    self.paid = paid
    self.returned = returned
  }
}

extension BankAccount {
  /// Whether a bank means this account by `digits`: with zeros before it or without, after bank and branch or alone.
  fileprivate func isAccount(_ digits: String) -> Bool {
    func bare(_ text: String) -> Substring { text.drop { $0 == "0" } }
    let digits = digits.filter { $0 != "-" && $0 != " " }
    return [account, bank + account, clearingNumber + account].contains { bare($0) == bare(digits) }
  }
}
