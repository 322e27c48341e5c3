import Benefits
public import Settlement

/// Payments as sheets for people. Numbers that are names (accounts, business numbers) bear a word, since a spreadsheet
/// program would take their leading zeros away, or take `012-2010` for a month.
public enum PaymentSheets {
  /// Every payment of a batch, one a record.
  public static func batch(_ batch: PaymentBatch) -> [UInt8] {
    var csv = CSVWriter()
    csv.append([
      "序號 No.", "付款日 Date", "受款人 Payee", "統一編號 Tax ID", "銀行及分行 Bank and branch", "帳號 Account",
      "金額（新臺幣元） Amount (NT$)", "附言 Text", "付款編號 Payment", "依據 Settles",
    ])
    for (index, payment) in batch.payments.enumerated() {
      csv.append([
        SheetCell.number(Int64(index + 1)), .text("\(batch.date)"), .text(payment.payee.holder),
        .text(named("統編", payment.payee.taxID)),
        .text(named("銀行", "\(payment.payee.bank)-\(payment.payee.branch)")),
        .text(named("帳號", payment.payee.account)), .number(payment.amount.ntd), .text(payment.text),
        .text("\(payment.id)"), .text("\(payment.settles.id)"),
      ])
    }
    return csv.bytes
  }

  /// The list of those who receive money (受領人清冊), with its total in formal numerals and a place for each signature.
  public static func payees(_ list: PayeeList) -> [UInt8] {
    var csv = CSVWriter()
    csv.append([SheetCell.text("受領人清冊 Payee list")])
    csv.append([SheetCell.text("付款機關 Payer"), .text(list.payer)])
    csv.append([SheetCell.text("用途 Purpose"), .text(list.purpose)])
    csv.append([
      SheetCell.text("付款日 Date"), .text("民國\(list.date.minguo?.text ?? "")"), .text("\(list.date)"),
    ])
    csv.append([SheetCell.text("批次 Batch"), .text("\(list.batch)")])
    csv.append([
      "序號 No.", "受領人姓名或名稱 Name", "統一編號或身分證字號 Number", "金額（新臺幣元） Amount (NT$)",
      "金融機構 Bank", "帳號 Account", "用途 Purpose",
    ])
    for row in list.rows {
      csv.append([
        SheetCell.number(Int64(row.number)), .text(row.name), .text(named("統編", row.taxID)),
        .number(row.amount.ntd), .text(named("銀行", row.bank)), .text(named("帳號", row.account)),
        .text(row.purpose),
      ])
    }
    csv.append([
      SheetCell.text("合計 Total"), .text(list.total.formalText ?? ""), .empty, .number(list.total.ntd),
    ])
    csv.append(PayeeList.officers.map { SheetCell.text("\($0.zh) \($0.en)：") })
    return csv.bytes
  }

  private static func named(_ word: String, _ digits: String) -> String { "\(word) \(digits)" }
}
