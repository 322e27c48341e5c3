public import Benefits

/// What a bank says became of payments, read from one file of its own.
public struct BankAnswer: Hashable, Sendable {
  /// The most entries of an answer.
  public static let limit = 20_000

  /// SHA-256 of the file's bytes, by which it is known when it comes again.
  public let hash: [UInt8]
  /// The day that the file is about.
  public let date: CivilDate
  /// The account that the file is about; nil where the layout names none for the whole file.
  public let account: String?
  /// What it says of our payments, in its order.
  public let entries: [BankEntry]
  /// How many of its entries are no payment of ours, such as fees and other income.
  public let others: Int

  /// Makes an answer.
  public init(hash: [UInt8], date: CivilDate, account: String?, entries: [BankEntry], others: Int) {
    self.hash = hash
    self.date = date
    self.account = account
    self.entries = entries
    self.others = others
  }

  /// The answer in a returned clearing file. It names what came back and nothing else: that a payment is not in it does
  /// not say that it was paid.
  public init(_ file: ACHFile, hash: [UInt8]) {
    let entries = file.details.compactMap { detail -> BankEntry? in
      guard let back = detail.back else { return nil }
      let reference =
        UUIDv7(detail.note).map(BankEntry.Reference.payment)
        ?? .presented(date: back.date, number: back.number)
      return BankEntry(
        reference: reference, amount: detail.amount, outcome: .returned(code: back.code), presented: back.date
      )
    }
    self.init(hash: hash, date: file.date, account: nil, entries: entries, others: 0)
  }
}

/// What a bank says of one payment.
public struct BankEntry: Hashable, Sendable {
  /// How the bank names the payment.
  public enum Reference: Hashable, Sendable {
    /// By the name that we gave it.
    case payment(UUIDv7)
    /// By its number in the clearing file of a day.
    case presented(date: CivilDate, number: Int64)
  }

  /// Which payment.
  public let reference: Reference
  /// How much was paid or came back.
  public let amount: Money
  /// What became of it.
  public let outcome: BankOutcome
  /// The day of the file in which it was presented, where the bank says it.
  public let presented: CivilDate?

  /// Makes an entry.
  public init(reference: Reference, amount: Money, outcome: BankOutcome, presented: CivilDate? = nil) {
    self.reference = reference
    self.amount = amount
    self.outcome = outcome
    self.presented = presented
  }
}

/// What became of a payment.
public enum BankOutcome: Hashable, Sendable {
  /// The money left the account.
  case paid
  /// It came back, with the bank's code and what the bank wrote beside it: what it settles is open again.
  case returned(code: String, text: String? = nil)
}
