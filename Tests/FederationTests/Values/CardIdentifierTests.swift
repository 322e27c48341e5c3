import Benefits
import Federation
import Testing

@Suite("Card identifiers")
struct CardIdentifierTests {
  @Test(
    "Separators are left out and letters become upper-case",
    arguments: [
      ("easycard:printed:1234 5678-9012 3456", "easycard:printed:1234567890123456"),
      ("easycard:uid:04a1b2c3", "easycard:uid:04A1B2C3"),
      ("easycard:uid:04-A1-B2-C3-D4-E5-F6", "easycard:uid:04A1B2C3D4E5F6"),
      ("ipass:uid:0123456789abcdef0123", "ipass:uid:0123456789ABCDEF0123"),
      ("ipass:printed:123 4567 8901", "ipass:printed:12345678901"),
      ("city:uid:FFFFFFFF", "city:uid:FFFFFFFF"), ("city:printed:tt-0042", "city:printed:TT0042"),
      ("city:printed:ABCDEFGHIJ0123456789", "city:printed:ABCDEFGHIJ0123456789"),
      // Only a single-size UID is random; the longer ones are fixed, whatever they start with.
      ("easycard:uid:08112233445566", "easycard:uid:08112233445566"),
    ])
  func canonical(entered: String, text: String) throws {
    let identifier = try CardIdentifier(text: entered)
    #expect(identifier.text == text)
    #expect(try CardIdentifier(text: identifier.text) == identifier)
    #expect(
      try CardIdentifier(
        scheme: identifier.scheme, kind: identifier.kind, canonical: identifier.number) == identifier)
  }

  @Test(
    "A number of another form is a fault of its scheme and kind",
    arguments: [
      (CardScheme.easycard, IdentifierKind.printed, "123456789012345"),
      (.easycard, .printed, "12345678901234567"), (.easycard, .printed, "123456789012345X"),
      (.easycard, .printed, "１２３４５６７８９０１２３４５６"), (.easycard, .printed, ""),
      (.easycard, .uid, "04A1B2C"), (.easycard, .uid, "04A1B2C3D4"), (.easycard, .uid, "04A1B2CG"),
      (.easycard, .uid, "0xA1B2C3"), (.ipass, .printed, "1234567890"), (.ipass, .printed, "123456789012"),
      (.ipass, .uid, "04:A1:B2:C3"), (.city, .printed, "AB-123"), (.city, .printed, "ABCDEFGHIJ0123456789K"),
      (.city, .printed, "市民卡00042"), (.city, .printed, "ABC_123"), (.city, .printed, "ABC\n1234"),
      // Unicode's upper case of these is SS, S, I and FI.
      (.city, .printed, "ß12345"), (.city, .printed, "ſ12345"), (.city, .printed, "ı12345"),
      (.city, .printed, "ﬁ12345"), (.city, .printed, "e\u{301}12345"),
    ])
  func wrongForm(scheme: CardScheme, kind: IdentifierKind, entered: String) {
    #expect(throws: CardNumberFault.wrongForm(scheme, kind)) {
      try CardIdentifier(scheme: scheme, kind: kind, entered: entered)
    }
  }

  @Test("On the wire a number has no separators and no lower-case letters")
  func wire() {
    for (kind, number) in [(IdentifierKind.uid, "04a1b2c3"), (.uid, "04 A1B2C3"), (.printed, "tt0042")] {
      #expect(throws: CardNumberFault.wrongForm(.city, kind)) {
        try CardIdentifier(scheme: .city, kind: kind, canonical: number)
      }
    }
  }

  @Test("What is entered has a limit, separators included")
  func limit() throws {
    let dashes = String(repeating: "-", count: CardIdentifier.inputLimit - 11)
    #expect(
      try CardIdentifier(scheme: .ipass, kind: .printed, entered: "12345678901" + dashes).number
        == "12345678901")
    #expect(throws: CardNumberFault.wrongForm(.ipass, .printed)) {
      try CardIdentifier(scheme: .ipass, kind: .printed, entered: "12345678901-" + dashes)
    }
  }

  @Test("A single-size UID that starts with 08 is random, entered or on the wire")
  func randomUID() {
    for scheme in CardScheme.allCases {
      #expect(throws: CardNumberFault.randomUID) {
        try CardIdentifier(scheme: scheme, kind: .uid, entered: "08-a1-b2-c3")
      }
      #expect(throws: CardNumberFault.randomUID) {
        try CardIdentifier(scheme: scheme, kind: .uid, canonical: "08A1B2C3")
      }
    }
    // Of the wrong form is wrong before it is random; printed numbers may start with 08.
    #expect(throws: CardNumberFault.wrongForm(.city, .uid)) {
      try CardIdentifier(scheme: .city, kind: .uid, canonical: "08A1B2CX")
    }
    #expect(throws: Never.self) {
      try CardIdentifier(scheme: .city, kind: .printed, canonical: "08A1B2C3")
    }
  }

  @Test("An e-invoice carrier is recognised whatever was expected")
  func invoiceCarrier() {
    for scheme in CardScheme.allCases {
      for kind in IdentifierKind.allCases {
        #expect(throws: CardNumberFault.invoiceCarrier) {
          try CardIdentifier(scheme: scheme, kind: kind, entered: "/AB12+-.")
        }
        #expect(throws: CardNumberFault.wrongForm(scheme, kind)) {
          try CardIdentifier(scheme: scheme, kind: kind, entered: "/AB12+-")
        }
      }
    }
  }

  @Test(
    "Text that is not scheme:kind:number is told apart from a wrong number",
    arguments: [
      "", "easycard", "easycard:printed", "bus:printed:1234567890123456", "easycard:chip:04A1B2C3",
      "EasyCard:printed:1234567890123456", ":printed:1234567890123456", "1234567890123456",
    ])
  func notAnIdentifier(text: String) {
    #expect(throws: CardNumberFault.notAnIdentifier) { try CardIdentifier(text: text) }
  }

  @Test("Every fault has its code and says in both languages what to do")
  func messages() {
    var faults: [CardNumberFault] = [.notAnIdentifier, .randomUID, .invoiceCarrier]
    for scheme in CardScheme.allCases {
      faults += IdentifierKind.allCases.map { .wrongForm(scheme, $0) }
    }
    for fault in faults {
      #expect(fault.message.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(fault)")
      #expect(fault.message.en.utf8.allSatisfy { $0 < 0x80 } && !fault.message.en.isEmpty, "\(fault)")
    }
    #expect(Set(faults.map(\.code)) == ["malformed_card", "random_uid", "invoice_carrier"])
    // The forms differ, so the messages must: three printed ones, one for every UID.
    #expect(Set(faults.map(\.message.zh)).count == 7)
  }
}
