import Office
import Testing

@Suite("Payees")
struct PayeeTests {
  @Test(
    "A business number counts if its weighted sum is divisible by five",
    arguments: [
      ("04595257", true), ("10458575", true), ("10458570", true), ("10458571", false), ("0459525", false),
      ("0459525x", false), ("00000000", false),
    ])
  func taxID(text: String, isValid: Bool) {
    #expect((TaxID(text) != nil) == isValid)
  }

  @Test("Each part of a payee is checked, and named when it is at fault")
  func parts() throws {
    let good = try Payee(
      taxID: "04595257", bank: "004", branch: "0107", account: "00123456789012", holder: "初鹿牧場")
    #expect(good.maskedAccount == "••••••••••9012")
    #expect(throws: PayeeFault.taxID) {
      try Payee(taxID: "04595256", bank: "004", branch: "0107", account: "123456", holder: "x")
    }
    #expect(throws: PayeeFault.bank) {
      try Payee(taxID: "04595257", bank: "04", branch: "0107", account: "123456", holder: "x")
    }
    #expect(throws: PayeeFault.branch) {
      try Payee(taxID: "04595257", bank: "004", branch: "01x7", account: "123456", holder: "x")
    }
    #expect(throws: PayeeFault.account) {
      try Payee(taxID: "04595257", bank: "004", branch: "0107", account: "12345", holder: "x")
    }
    #expect(throws: PayeeFault.holder) {
      try Payee(taxID: "04595257", bank: "004", branch: "0107", account: "123456", holder: " ")
    }
  }
}
