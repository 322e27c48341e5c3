import Benefits
import Settlement

/// The list of those who receive money (受領人清冊) for paper.
struct PrintedPayees {
  let list: PayeeList

  /// The document.
  var bytes: [UInt8] {
    PrintSheet.document(BilingualText(zh: "受領人清冊", en: "Payee list")) { page in
      PrintSheet.facts(
        [
          (BilingualText(zh: "付款機關", en: "Payer"), list.payer),
          (BilingualText(zh: "用途", en: "Purpose"), list.purpose),
          (
            BilingualText(zh: "付款日", en: "Date"), "民國\(list.date.minguo?.text ?? "")（\(list.date)）"
          ),
          (BilingualText(zh: "批次", en: "Batch"), "\(list.batch)"),
        ], &page)
      rows(&page)
      PrintSheet.formal(BilingualText(zh: "合計", en: "Total"), list.total, &page)
      PrintSheet.officers(&page)
    }
  }

  private func rows(_ page: inout HTMLWriter) {
    page.element("h2") { PrintSheet.heading(BilingualText(zh: "受領人", en: "Payees"), &$0) }
    page.element("table") { table in
      PrintSheet.head(
        [
          BilingualText(zh: "序號", en: "No."), BilingualText(zh: "受領人姓名或名稱", en: "Name"),
          BilingualText(zh: "統一編號或身分證字號", en: "Number"), BilingualText(zh: "金額", en: "Amount"),
          BilingualText(zh: "金融機構及帳號", en: "Bank and account"), BilingualText(zh: "用途", en: "Purpose"),
        ], numbers: [0, 3], &table)
      table.element("tbody") { body in
        for row in list.rows {
          body.element("tr") { line in
            line.figure("\(row.number)")
            line.cell(row.name)
            line.cell(row.taxID)
            line.figure(PrintSheet.dollars(row.amount))
            line.cell("\(row.bank) \(row.account)")
            line.cell(row.purpose)
          }
        }
      }
    }
  }
}
