public import Benefits

/// The list of those who receive money (受領人清冊) that goes with a payment voucher (支出憑證處理要點): who, their number,
/// how much, into which account, what for, the total in formal numerals, and a box for each officer who signs.
public struct PayeeList: Hashable, Sendable {
  /// One receiver.
  public struct Row: Hashable, Sendable {
    /// From 1.
    public let number: Int
    /// Name of the person or body.
    public let name: String
    /// 統一編號 or 身分證字號.
    public let taxID: String
    /// How much.
    public let amount: Money
    /// Bank and branch, `004-0123`.
    public let bank: String
    /// The account.
    public let account: String
    /// What for.
    public let purpose: String
  }

  /// The batch that it lists.
  public let batch: UUIDv7
  /// The day of payment.
  public let date: CivilDate
  /// Who pays.
  public let payer: String
  /// What for.
  public let purpose: String
  /// The receivers.
  public let rows: [Row]
  /// What they get together.
  public let total: Money

  /// Lists a batch.
  public init(_ batch: PaymentBatch) {
    self.batch = batch.id
    date = batch.date
    payer = batch.payer.holder
    purpose = batch.purpose
    rows = batch.payments.enumerated().map { index, payment in
      Row(
        number: index + 1, name: payment.payee.holder, taxID: payment.payee.taxID, amount: payment.amount,
        bank: "\(payment.payee.bank)-\(payment.payee.branch)", account: payment.payee.account,
        purpose: payment.text)
    }
    total = batch.total
  }

  /// Who signs, in this order.
  public static let officers = [
    BilingualText(zh: "承辦人", en: "Prepared by"), BilingualText(zh: "覆核", en: "Checked by"),
    BilingualText(zh: "主辦會計", en: "Chief accountant"), BilingualText(zh: "機關首長", en: "Head of agency"),
  ]
}
