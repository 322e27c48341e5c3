import Benefits
import Settlement
import Testing

@testable import CityNode

@Suite("A bank's account statement")
struct BankStatementReaderTests {
  private let id = UUIDv7(at: Instant(seconds: 1_764_000_000), randomness: (0, 7))

  private func entry(
    _ reference: String, amount: String = "1500", currency: String = "TWD", direction: String = "DBIT",
    status: String = "<Sts>BOOK</Sts>", more: String = ""
  ) -> String {
    """
    <Ntry><Amt Ccy="\(currency)">\(amount)</Amt><CdtDbtInd>\(direction)</CdtDbtInd>\(status)\
    <NtryDtls><TxDtls><Refs><EndToEndId>\(reference)</EndToEndId></Refs>\(more)</TxDtls></NtryDtls></Ntry>
    """
  }

  private func file(_ entries: String, version: String = "02", before: String = "") -> [UInt8] {
    Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>\(before)
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.\(version)"><BkToCstmrStmt>\
      <Stmt><Id>1</Id><CreDtTm>2026-11-25T06:00:00+08:00</CreDtTm>\
      <FrToDt><FrDtTm>2026-11-24T00:00:00</FrDtTm><ToDtTm>2026-11-24T23:59:59</ToDtTm></FrToDt>\
      <Acct><Id><Othr><Id>0040123100900</Id></Othr></Id></Acct>\(entries)</Stmt></BkToCstmrStmt></Document>
      """.utf8)
  }

  private func fault(_ bytes: [UInt8]) -> String? {
    do throws(BankStatementFault) { _ = try BankStatementReader.read(bytes) } catch {
      return error.code == .xml ? error.place : error.code.rawValue
    }
    return nil
  }

  @Test func `what was paid and what came back is read in both versions, and what is not ours is counted`()
    throws
  {
    let ours = CreditTransfer.reference(id)
    let back = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>帳戶已結清</AddtlInf></RtrInf>"
    for (version, status) in [("02", "<Sts>BOOK</Sts>"), ("08", "<Sts><Cd>BOOK</Cd></Sts>")] {
      let answer = try BankStatementReader.read(
        file(
          entry(ours, status: status) + entry("NOTPROVIDED", amount: "15.00", status: status)
            + entry(ours, amount: "1500.00", direction: "CRDT", status: status, more: back)
            + entry(ours, status: status.replacing("BOOK", with: "PDNG")), version: version))
      #expect(answer.date == CivilDate("2026-11-24"))
      #expect(answer.account == "0040123100900")
      #expect(answer.others == 2)
      #expect(
        answer.entries == [
          BankEntry(reference: .payment(id), amount: Money(1_500), outcome: .paid),
          BankEntry(
            reference: .payment(id), amount: Money(1_500), outcome: .returned(code: "AC04", text: "帳戶已結清")),
        ])
    }
  }

  @Test func `a file with one fault is refused whole, and the fault is named`() {
    let ours = CreditTransfer.reference(id)
    #expect(fault(file(entry(ours))) == nil)
    #expect(fault(file(entry(ours), version: "09")) == "statement_message")
    #expect(fault(file(entry(ours, amount: "15.5"))) == "statement_amount")
    #expect(fault(file(entry(ours, amount: "-15"))) == "statement_amount")
    #expect(fault(file(entry(ours, currency: "USD"))) == "statement_currency")
    #expect(fault(file(entry(ours, direction: "X"))) == "statement_element")
    #expect(fault(file(entry(ours, status: ""))) == "statement_element")
    #expect(fault(file(entry(ours) + "</Stmt><Stmt>")) == "statement_many")
    let whole = file(entry(ours))
    for cut in stride(from: 1, to: whole.count, by: 17) {
      #expect(fault(Array(whole.dropLast(cut))) == "xml_malformed", "without the last \(cut) bytes")
    }
    #expect(fault(whole + Array("<more/>".utf8)) == "xml_malformed")
  }

  @Test func `a file can't reach for another one, nor hide that it tries`() {
    let entity = "<!DOCTYPE Document [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>"
    #expect(fault(file(entry("&a;"), before: entity)) == "xml_document_type")
    #expect(fault(file(entry("&unknown;"))) == "xml_malformed")
    let text = String(decoding: file(entry("a")), as: UTF8.self)
    #expect(fault(Array(text.replacing("UTF-8", with: "UTF-7").utf8)) == "xml_not_utf8")
    #expect(fault(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == "xml_not_utf8")
    let deep = String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40)
    #expect(fault(file(deep)) == "xml_too_deep")
    #expect(fault(Array(repeating: 0x20, count: StrictXML.byteLimit + 1)) == "xml_too_large")
  }
}
