public import Benefits

/// A system of card numbers.
public enum CardScheme: String, CaseIterable, Hashable, Sendable {
  /// 悠遊卡 EasyCard.
  case easycard
  /// 一卡通 iPASS.
  case ipass
  /// A number that a city prints on cards of its own.
  case city
}

/// Where a card's number was read.
public enum IdentifierKind: String, CaseIterable, Hashable, Sendable {
  /// The chip's unique identifier (ISO/IEC 14443-3), as bytes in the order of anticollision.
  case uid
  /// The number printed on the card.
  case printed
}

/// One of a card's identifiers in its canonical form; any of them finds the card.
///
/// | kind | scheme | canonical form |
/// |---|---|---|
/// | `uid` | all | 8, 14 or 20 upper-case hexadecimal digits |
/// | `printed` | `easycard` | 16 digits |
/// | `printed` | `ipass` | 11 digits |
/// | `printed` | `city` | 6 to 20 upper-case letters and digits |
public struct CardIdentifier: Hashable, Sendable {
  /// The system of numbers.
  public let scheme: CardScheme
  /// Where the number was read.
  public let kind: IdentifierKind
  /// The canonical number.
  public let number: String

  /// The longest number that is looked at, in bytes, separators included.
  public static let inputLimit = 64

  /// Reads a number as a clerk types or a scanner sends it: spaces and hyphens are left out, the letters a to z
  /// become upper-case. Anything else that is not of the canonical form is a fault.
  public init(scheme: CardScheme, kind: IdentifierKind, entered: String) throws(CardNumberFault) {
    guard entered.utf8.count <= Self.inputLimit else { throw .wrongForm(scheme, kind) }
    if entered.utf8.count == 8, entered.hasPrefix("/") { throw .invoiceCarrier }
    // Byte by byte: Unicode's upper case of ß is SS and of ſ is S, which would make numbers of what is none.
    let bytes = entered.utf8.filter { $0 != 0x20 && $0 != 0x2D }
      .map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
    try self.init(scheme: scheme, kind: kind, canonical: String(decoding: bytes, as: UTF8.self))
  }

  /// Takes a number that must be canonical already, as on the wire.
  public init(scheme: CardScheme, kind: IdentifierKind, canonical number: String) throws(CardNumberFault) {
    let bytes = Array(number.utf8)
    let digits = bytes.allSatisfy { (0x30...0x39).contains($0) }
    let sound: Bool
    switch (kind, scheme) {
    case (.uid, _):
      sound =
        [8, 14, 20].contains(bytes.count)
        && bytes.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x46).contains($0) }
      // ISO/IEC 14443-3: a single-size UID that starts with 08 is drawn anew each time the card is read.
      if sound, bytes.count == 8, number.hasPrefix("08") { throw .randomUID }
    case (.printed, .easycard): sound = digits && bytes.count == 16
    case (.printed, .ipass): sound = digits && bytes.count == 11
    case (.printed, .city):
      sound =
        (6...20).contains(bytes.count)
        && bytes.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    }
    guard sound else { throw .wrongForm(scheme, kind) }
    self.scheme = scheme
    self.kind = kind
    self.number = number
  }

  /// The three parts joined by colons, such as `easycard:printed:1234567890123456`: how files and the
  /// command line write an identifier, and what its keyed hash is taken of.
  public var text: String { "\(scheme.rawValue):\(kind.rawValue):\(number)" }

  /// Reads ``text``'s form; separators within the number are allowed.
  public init(text: some StringProtocol) throws(CardNumberFault) {
    let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let scheme = CardScheme(rawValue: String(parts[0])),
      let kind = IdentifierKind(rawValue: String(parts[1]))
    else { throw .notAnIdentifier }
    try self.init(scheme: scheme, kind: kind, entered: String(parts[2]))
  }
}

/// Why a number is not a card's.
public enum CardNumberFault: Error, Hashable, Sendable {
  /// Not `scheme:kind:number`.
  case notAnIdentifier
  /// Not of the form that the scheme prescribes.
  case wrongForm(CardScheme, IdentifierKind)
  /// A UID that the chip draws anew at each reading; the printed number or a pass is needed.
  case randomUID
  /// An e-invoice carrier (手機條碼, `/` and seven characters), scanned by mistake.
  case invoiceCarrier

  /// The stable code.
  public var code: String {
    switch self {
    case .notAnIdentifier, .wrongForm: "malformed_card"
    case .randomUID: "random_uid"
    case .invoiceCarrier: "invoice_carrier"
    }
  }

  /// What to tell the clerk.
  public var message: BilingualText {
    switch self {
    case .notAnIdentifier:
      BilingualText(
        zh: "卡號須寫成「系統:種類:號碼」，例如 easycard:printed:1234567890123456。",
        en: "Write the card as scheme:kind:number, such as easycard:printed:1234567890123456.")
    case .wrongForm(let scheme, let kind):
      BilingualText(
        zh: "卡號格式不符：\(Self.form(scheme, kind).zh)。請再刷一次或輸入卡面號碼。",
        en: "Not a card number: \(Self.form(scheme, kind).en). Scan again or type the printed number.")
    case .randomUID:
      BilingualText(
        zh: "這張卡每次感應的號碼都不同，請改輸入卡面號碼或出示 QR 通行證。",
        en: "This card shows another number at each reading. Type the printed number or scan the QR pass.")
    case .invoiceCarrier:
      BilingualText(
        zh: "這是電子發票載具條碼，不是市民卡。請改刷市民卡。",
        en: "This is an e-invoice carrier, not a citizen card. Scan the citizen card instead.")
    }
  }

  private static func form(_ scheme: CardScheme, _ kind: IdentifierKind) -> BilingualText {
    switch (kind, scheme) {
    case (.uid, _):
      BilingualText(zh: "晶片號為 8、14 或 20 位十六進位", en: "a UID has 8, 14 or 20 hexadecimal digits")
    case (.printed, .easycard):
      BilingualText(zh: "悠遊卡卡面號碼為 16 位數字", en: "an EasyCard's printed number has 16 digits")
    case (.printed, .ipass):
      BilingualText(zh: "一卡通卡面號碼為 11 位數字", en: "an iPASS's printed number has 11 digits")
    case (.printed, .city):
      BilingualText(
        zh: "市民卡號為 6 至 20 位英數字", en: "a city card's number has 6 to 20 letters and digits")
    }
  }
}
