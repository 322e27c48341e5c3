/// The records of the clearing house's files `ACHP01` (payments presented) and `ACHR01` (payments returned): 250 columns
/// each. `Federation/PAYMENTS.md` describes every column, and where public sources differ.
public enum ACHLayout: String, CaseIterable, Hashable, Sendable {
  /// What a city has its bank present (提出檔).
  case presented = "ACHP01"
  /// What the payees' banks sent back (退件檔).
  case returned = "ACHR01"

  /// How many characters each record has, without its line end.
  public static let width = 250

  /// The first record.
  public var header: FixedRecord {
    FixedRecord([
      FixedColumn("BOF", 3, .literal("BOF")), FixedColumn("CDATA", 6, .literal(rawValue)),
      FixedColumn("TDATE", 8, .digits), FixedColumn("TTIME", 6, .digits),
      FixedColumn("SORG", 7, .digits), FixedColumn("RORG", 7, .digits),
      FixedColumn("VERNO", 3, .literal("V10")), FixedColumn("FILLER", 210, .unused),
    ])
  }

  /// One record for each payment.
  public var detail: FixedRecord {
    FixedRecord([
      FixedColumn("TYPE", 1, .literal(self == .presented ? "N" : "R")),
      FixedColumn("TXTYPE", 2, .literal("SC")), FixedColumn("TXID", 3, .digits),
      FixedColumn("SEQ", 8, .digits),
      FixedColumn("PBANK", 7, .digits), FixedColumn("PCLNO", 16, .digits),
      FixedColumn("RBANK", 7, .digits), FixedColumn("RCLNO", 16, .digits),
      FixedColumn("AMT", 10, .digits), FixedColumn("RCODE", 2, self == .presented ? .text : .digits),
      FixedColumn("SCHD", 1, .literal("B")),
      FixedColumn("CID", 10, .text), FixedColumn("PID", 10, .text), FixedColumn("SID", 6, .text),
      FixedColumn("PDATE", 8, self == .presented ? .text : .digits),
      FixedColumn("PSEQ", 8, self == .presented ? .text : .digits),
      FixedColumn("PSCHD", 1, .text), FixedColumn("CNO", 20, .text), FixedColumn("NOTE", 40, .text),
      FixedColumn("MEMO", 10, .text), FixedColumn("CFEE", 5, .digits), FixedColumn("NOTEB", 20, .text),
      FixedColumn("FILLER", 39, .unused),
    ])
  }

  /// The last record.
  public var trailer: FixedRecord {
    FixedRecord([
      FixedColumn("EOF", 3, .literal("EOF")), FixedColumn("CDATA", 6, .literal(rawValue)),
      FixedColumn("TDATE", 8, .digits), FixedColumn("SORG", 7, .digits), FixedColumn("RORG", 7, .digits),
      FixedColumn("TCOUNT", 8, .digits), FixedColumn("TAMT", 16, .digits),
      FixedColumn("YDATE", 8, self == .presented ? .text : .digits), FixedColumn("FILLER", 187, .unused),
    ])
  }
}

/// What one unit of an amount in a clearing file is. Public implementations disagree, so a city asks its bank and says it;
/// there is no default.
public enum ACHAmountUnit: String, CaseIterable, Hashable, Sendable {
  /// Whole NT$.
  case dollars
  /// Hundredths of an NT$: two zeros behind every amount.
  case hundredths

  /// How many units an NT$ has.
  var perDollar: Int64 { self == .dollars ? 1 : 100 }
}

/// What a city agreed with its bank about clearing files. All of it must be said.
public struct ACHTerms: Hashable, Sendable {
  /// The unit of amounts (`ach_amount_unit`).
  public let amountUnit: ACHAmountUnit
  /// The kind of payment, three digits, as the clearing house allotted it (`ach_transaction_code`).
  public let transactionCode: String
  /// The bank that presents the file: seven digits (`ach_sender`).
  public let sender: String
  /// Who gets the file: seven digits; the clearing house is `9990250` (`ach_receiver`).
  public let receiver: String

  /// Makes terms, or gives nil where a number has not its digits.
  public init?(amountUnit: ACHAmountUnit, transactionCode: String, sender: String, receiver: String) {
    guard FileText.isDigits(transactionCode, 3...3), FileText.isDigits(sender, 7...7),
      FileText.isDigits(receiver, 7...7)
    else { return nil }
    self.amountUnit = amountUnit
    self.transactionCode = transactionCode
    self.sender = sender
    self.receiver = receiver
  }
}
