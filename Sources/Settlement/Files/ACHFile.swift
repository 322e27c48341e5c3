public import Benefits

/// A file of the clearing house: what it says, apart from where it stands.
public struct ACHFile: Hashable, Sendable {
  /// The most bytes of a file: ``PaymentBatch/limit`` records with header and trailer, each with its line end.
  public static let byteLimit = (PaymentBatch.limit + 2) * (ACHLayout.width + 2)

  /// Which kind.
  public let layout: ACHLayout
  /// The day on which it is exchanged.
  public let date: CivilDate
  /// When it was written: six digits, `HHmmss`, Asia/Taipei.
  public let time: String
  /// Who sends it: seven digits.
  public let sender: String
  /// Who gets it: seven digits.
  public let receiver: String
  /// The working day before ``date``: in returned files alone.
  public let previous: CivilDate?
  /// The payments.
  public let details: [ACHDetail]

  /// Makes a file.
  public init(
    layout: ACHLayout, date: CivilDate, time: String, sender: String, receiver: String,
    previous: CivilDate? = nil, details: [ACHDetail]
  ) {
    self.layout = layout
    self.date = date
    self.time = time
    self.sender = sender
    self.receiver = receiver
    self.previous = previous
    self.details = details
  }

  /// The file that presents a batch, written at `time` (six digits).
  public init(_ batch: PaymentBatch, terms: ACHTerms, time: String) {
    let details = batch.payments.enumerated().map { index, payment in
      ACHDetail(payment, number: Int64(index + 1), of: batch, transactionCode: terms.transactionCode)
    }
    self.init(
      layout: .presented, date: batch.date, time: time, sender: terms.sender, receiver: terms.receiver,
      details: details)
  }

  /// What all payments come to.
  public var total: Money { details.reduce(.zero) { $0 + $1.amount } }
}

/// One payment of a clearing file.
public struct ACHDetail: Hashable, Sendable {
  /// The kind of payment: three digits.
  public let transactionCode: String
  /// Its number in this file, from 1.
  public let number: Int64
  /// The payer's bank and branch, seven digits, and account, sixteen.
  public let payer: ACHAccount
  /// The payee's.
  public let payee: ACHAccount
  /// How much.
  public let amount: Money
  /// The payer's number (統一編號).
  public let payerID: String
  /// The payee's number.
  public let payeeID: String
  /// What the payer wrote for itself: the payment's name.
  public let note: String
  /// Why it came back; nil in presented files.
  public let back: ACHReturn?

  /// Makes a payment as it was read or comes back.
  public init(
    transactionCode: String, number: Int64, payer: ACHAccount, payee: ACHAccount, amount: Money,
    payerID: String, payeeID: String, note: String, back: ACHReturn? = nil
  ) {
    self.transactionCode = transactionCode
    self.number = number
    self.payer = payer
    self.payee = payee
    self.amount = amount
    self.payerID = payerID
    self.payeeID = payeeID
    self.note = note
    self.back = back
  }

  init(_ payment: Payment, number: Int64, of batch: PaymentBatch, transactionCode: String) {
    self.init(
      transactionCode: transactionCode, number: number, payer: ACHAccount(batch.payer),
      payee: ACHAccount(payment.payee), amount: payment.amount, payerID: batch.payer.taxID,
      payeeID: payment.payee.taxID, note: "\(payment.id)")
  }
}

/// An account as a clearing file names it.
public struct ACHAccount: Hashable, Sendable {
  /// Bank and branch: seven digits.
  public let bank: String
  /// The account: sixteen digits, zeros before it.
  public let account: String

  /// Makes an account as it was read.
  public init(bank: String, account: String) {
    self.bank = bank
    self.account = account
  }

  /// The account, with zeros before it.
  public init(_ account: BankAccount) {
    bank = account.clearingNumber
    self.account = String(repeating: "0", count: 16 - account.account.utf8.count) + account.account
  }
}

/// That a payment came back.
public struct ACHReturn: Hashable, Sendable {
  /// Why: two digits.
  public let code: String
  /// The day of the file in which it was presented.
  public let date: CivilDate
  /// Its number in that file.
  public let number: Int64

  /// Makes it.
  public init(code: String, date: CivilDate, number: Int64) {
    self.code = code
    self.date = date
    self.number = number
  }
}

/// Why a clearing file can't be written or read, and where.
public struct ACHFault: Error, Hashable, Sendable {
  /// The rules. The raw values are stable.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// More bytes than ``ACHFile/byteLimit``.
    case tooLarge = "ach_too_large"
    /// A byte that is not printable ASCII, as where an editor saved Chinese text or a byte order mark.
    case charset = "ach_charset"
    /// A line that does not end with carriage return and line feed.
    case lineEnd = "ach_line_end"
    /// A record that has not 250 characters.
    case recordLength = "ach_record_length"
    /// A column that does not hold what it should.
    case column = "ach_column"
    /// Header or trailer is missing.
    case frame = "ach_frame"
    /// The trailer counts other than there are.
    case count = "ach_count"
    /// The trailer's sum is not that of the amounts.
    case sum = "ach_sum"
    /// An amount that is no whole NT$ in the unit that was agreed.
    case amount = "ach_amount"
    /// A number that came before.
    case numberTwice = "ach_number_twice"
    /// Header and trailer name different days or banks.
    case frameDiffers = "ach_frame_differs"
  }

  /// Which rule.
  public let code: Code
  /// The record, from 1; 0 for the whole file.
  public let line: Int
  /// The column's name in the layout, or nil.
  public let column: String?

  init(_ code: Code, line: Int = 0, column: String? = nil) {
    self.code = code
    self.line = line
    self.column = column
  }
}
