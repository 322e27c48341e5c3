public import Benefits

/// Payments of one day from one account: what a bank gets as a file, and what its answer is held against. It never
/// changes once it is made; what came back goes into a later batch.
public struct PaymentBatch: Hashable, Sendable {
  /// The most payments of a batch.
  public static let limit = 10_000

  /// Its name.
  public let id: UUIDv7
  /// On which day the bank shall pay.
  public let date: CivilDate
  /// What it pays.
  public let kind: PaymentKind
  /// From which account.
  public let payer: BankAccount
  /// What for (用途): at most 80 characters on one line.
  public let purpose: String
  /// The payments, in the order of their numbers in files, from 1.
  public let payments: [Payment]

  /// Checks what is said and makes a batch.
  ///
  /// - Throws: The first rule that does not hold.
  public init(
    id: UUIDv7, date: CivilDate, kind: PaymentKind, payer: BankAccount, purpose: String,
    payments: [Payment]
  ) throws(PaymentBatchFault) {
    guard (1...Self.limit).contains(payments.count) else { throw .count }
    guard FileText.isLine(purpose, limit: 80) else { throw .purpose }
    guard date.minguo != nil else { throw .date }
    guard Set(payments.map(\.id)).count == payments.count else { throw .paymentTwice }
    guard payments.allSatisfy({ Payment.amounts.contains($0.amount) }) else { throw .amount }
    guard payments.allSatisfy({ FileText.isLine($0.text, limit: 80) }) else { throw .text }
    self.id = id
    self.date = date
    self.kind = kind
    self.payer = payer
    self.purpose = purpose
    self.payments = payments
  }

  /// What all payments come to.
  public var total: Money { payments.reduce(.zero) { $0 + $1.amount } }
}

/// Whom a batch pays. The raw values are stable.
public enum PaymentKind: String, CaseIterable, Hashable, Sendable {
  /// A city pays what it owes other cities.
  case cities
  /// A city pays merchants what they gave to visitors.
  case merchants
}

/// One payment of a batch.
public struct Payment: Hashable, Sendable {
  /// What one payment may come to, in whole NT$: what the ten columns of a clearing file hold.
  public static let amounts = Money(1)...Money(9_999_999_999)

  /// Its name, which the bank hands back.
  public let id: UUIDv7
  /// Who gets it.
  public let payee: BankAccount
  /// How much, in whole NT$.
  public let amount: Money
  /// What it settles.
  public let settles: PaymentReference
  /// What the payee reads: at most 80 characters on one line.
  public let text: String

  /// Makes a payment; ``PaymentBatch`` checks it.
  public init(id: UUIDv7, payee: BankAccount, amount: Money, settles: PaymentReference, text: String) {
    self.id = id
    self.payee = payee
    self.amount = amount
    self.settles = settles
    self.text = text
  }
}

/// What a payment settles.
public enum PaymentReference: Hashable, Sendable {
  /// What one city owes another.
  case obligation(UUIDv7)
  /// What a city owes a merchant.
  case payout(UUIDv7)

  /// Its name.
  public var id: UUIDv7 {
    switch self {
    case .obligation(let id), .payout(let id): id
    }
  }
}

/// Why payments make no batch. The raw values are stable.
public enum PaymentBatchFault: String, Error, CaseIterable, Hashable, Sendable {
  /// No payment, or more than ``PaymentBatch/limit``.
  case count = "payment_count"
  /// The purpose is empty, too long, or has more than one line.
  case purpose = "payment_purpose"
  /// The day is before the first year of the Republic, which no bank file can name.
  case date = "payment_date"
  /// Two payments have the same name.
  case paymentTwice = "payment_twice"
  /// An amount is not in ``Payment/amounts``.
  case amount = "payment_amount"
  /// A payment's text is empty, too long, or has more than one line.
  case text = "payment_text"
}
