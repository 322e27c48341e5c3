import Benefits
import Settlement

/// A statement (對帳單) for paper, as an auditor files it.
struct PrintedStatement {
  let sheet: StatementSheet

  /// The document.
  var bytes: [UInt8] {
    PrintSheet.document(BilingualText(zh: "對帳單", en: "Statement")) { page in
      facts(&page)
      section(BilingualText(zh: "列入本期", en: "In this statement"), sheet.matched, &page)
      section(BilingualText(zh: "自前期轉入", en: "Carried in"), sheet.carriedIn, &page)
      section(
        BilingualText(zh: "不列入本期（爭議中或不付款）", en: "Excluded: in dispute or not payable; not in the sums"),
        sheet.excluded, &page)
      PrintSheet.formal(BilingualText(zh: "應付總額", en: "Owed"), sheet.owed, &page)
      signatures(&page)
      verification(&page)
      PrintSheet.officers(&page)
    }
  }

  private func facts(_ page: inout HTMLWriter) {
    let month = sheet.month
    PrintSheet.facts(
      [
        (BilingualText(zh: "請款城市", en: "Claims"), "\(sheet.host.zh) \(sheet.host.en)"),
        (BilingualText(zh: "付款城市", en: "Pays"), "\(sheet.home.zh) \(sheet.home.en)"),
        (BilingualText(zh: "編號", en: "Number"), "\(sheet.pair) · \(sheet.number)"),
        (BilingualText(zh: "期間", en: "Period"), "民國\(month.minguoText ?? "")（\(month)）"),
        (
          BilingualText(zh: "逾期視同相符", en: "Matched by silence"),
          "\(sheet.bySilence) 筆 lines"
        ),
      ], &page)
  }

  private func section(_ title: BilingualText, _ rows: [StatementSheet.Row], _ page: inout HTMLWriter) {
    page.element("h2") { PrintSheet.heading(title, &$0) }
    guard !rows.isEmpty else { return page.element("p", text: "無 None") }
    page.element("table", ["class": "figures"]) { table in
      PrintSheet.head(
        [
          BilingualText(zh: "項目", en: "Item"), BilingualText(zh: "筆數", en: "Lines"),
          BilingualText(zh: "特約商店負擔", en: "Merchant"), BilingualText(zh: "受理市負擔", en: "Host city"),
          BilingualText(zh: "發卡市負擔", en: "Home city"),
        ], numbers: [1, 2, 3, 4], &table)
      table.element("tbody") { body in
        for row in rows {
          body.element("tr") { line in
            line.element("td") { PrintSheet.label(row.label, &$0) }
            figures(row.count, row.shares, &line)
          }
        }
        body.element("tr") { line in
          line.element("th", ["scope": "row"]) {
            PrintSheet.label(BilingualText(zh: "小計", en: "Sum"), &$0)
          }
          figures(rows.reduce(0) { $0 + $1.count }, rows.reduce(.zero) { $0 + $1.shares }, &line)
        }
      }
    }
  }

  private func figures(_ count: Int64, _ shares: Shares, _ line: inout HTMLWriter) {
    line.figure("\(count)")
    for amount in [shares.merchant, shares.host, shares.home] { line.figure(PrintSheet.dollars(amount)) }
  }

  private func signatures(_ page: inout HTMLWriter) {
    page.element("h2") { PrintSheet.heading(BilingualText(zh: "電子簽章", en: "Signatures"), &$0) }
    guard !sheet.signatures.isEmpty else { return page.element("p", text: "尚未簽章 Not signed yet") }
    for signature in sheet.signatures {
      page.element("div", ["class": "signature"]) { box in
        PrintSheet.facts(
          [
            (BilingualText(zh: "城市", en: "City"), "\(signature.city.zh) \(signature.city.en)"),
            (BilingualText(zh: "時間", en: "Time"), signature.time),
            (BilingualText(zh: "金鑰", en: "Key (kid)"), signature.kid),
            (
              BilingualText(zh: "簽署的雜湊值", en: "Hash signed"),
              signature.hash == sheet.hash
                ? "與本單相同 as this statement" : "\(signature.hash)（與本單不符 not this statement's）"
            ),
          ], &box)
      }
    }
  }

  private func verification(_ page: inout HTMLWriter) {
    page.element("h2") { PrintSheet.heading(BilingualText(zh: "查驗", en: "How to verify"), &$0) }
    page.element("p") { line in
      line.write("本單雜湊值 Hash (SHA-256)：")
      line.element("code", text: sheet.hash)
    }
    page.element(
      "p",
      text:
        "以任一城市的節點執行 citycard settle audit，由請款明細與回條重新計算本單，雜湊值應與上列相同，兩市簽章應以各市公布的金鑰驗證成立。")
    page.element(
      "p", ["lang": "en"],
      text:
        "Run citycard settle audit on either city's node: it computes this statement again from claim lines and receipts. The hash must be the one above, and both signatures must hold under the keys that the cities publish."
    )
  }
}
