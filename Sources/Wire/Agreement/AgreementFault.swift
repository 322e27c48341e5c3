public import Benefits
import StrictJSON

/// The first thing wrong with an agreement's file: where it is, what it is, and what to do.
public struct AgreementFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where in the document: a JSON Pointer (RFC 6901), empty for the whole document.
  public let pointer: String
  /// Which rule was broken.
  public let code: Code
  /// What is wrong and what to do.
  public let message: BilingualText

  /// `place: zh / English [code]`.
  public var description: String {
    "\(pointer.isEmpty ? "/" : pointer): \(message.zh) / \(message.en) [\(code.rawValue)]"
  }

  /// The rules. The raw values are stable: other programs may act on them.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    // the document
    case jsonInvalid = "json_invalid"
    case missingMember = "missing_member"
    case wrongType = "wrong_type"
    case outOfRange = "out_of_range"
    case unknownMember = "unknown_member"
    // the terms
    case idInvalid = "id_invalid"
    case entityInvalid = "entity_id_invalid"
    case textInvalid = "text_invalid"
    case partyDuplicate = "party_duplicate"
    case entityDuplicate = "entity_id_duplicate"
    case classUnknown = "class_unknown"
    case classDuplicate = "class_duplicate"
    case fundingUnknown = "funding_unknown"
    // a version
    case versionInvalid = "version_invalid"
    case hashInvalid = "hash_invalid"
    case wordUnknown = "word_unknown"
    case fundingDuplicate = "funding_duplicate"
    case fundingSum = "funding_sum"
    case capsOrder = "caps_order"
    case coordinatorWrong = "coordinator_wrong"
    case contactsMissing = "contacts_missing"
    case contactInvalid = "contact_invalid"
    case dateInvalid = "date_invalid"
    case datesReversed = "dates_reversed"
    // the pins
    case pinsMissing = "pins_missing"
    case pinsUnexpected = "pins_unexpected"
    case keyPrivate = "key_private"
    case keyInvalid = "key_invalid"
    case kidNotThumbprint = "kid_not_thumbprint"
    case keyDuplicate = "key_duplicate"
    case rootPrivate = "root_private"
    case rootInvalid = "root_invalid"
    case rootNotPinnable = "root_not_pinnable"
    case rootDuplicate = "root_duplicate"
  }

  /// Makes a fault; `detail` completes the message in both languages, such as the other place of a duplicate.
  init(_ code: Code, at pointer: String, detail: String = "") {
    self.code = code
    self.pointer = pointer
    let detail = PartnerProblem.shown(detail)
    message =
      Self.termsMessage(code, detail) ?? Self.versionMessage(code, detail) ?? Self.pinsMessage(code, detail)
  }

  /// The fault that the strict reading of JSON met.
  init(_ error: JSONFieldError) {
    switch error.fault {
    case .missing: self.init(.missingMember, at: error.pointer)
    case .unknownMember: self.init(.unknownMember, at: error.pointer)
    case .wrongType(let expected): self.init(.wrongType, at: error.pointer, detail: expected)
    case .outOfRange(let expected), .invalid(let expected):
      self.init(.outOfRange, at: error.pointer, detail: expected)
    }
  }
}

extension AgreementFault {
  /// What to say of the document and the terms; nil for the pins.
  private static func termsMessage(_ code: Code, _ detail: String) -> BilingualText? {
    switch code {
    case .jsonInvalid:
      BilingualText(zh: "不是嚴格的 JSON（\(detail)）；請修正", en: "not strict JSON (\(detail)); mend it")
    case .missingMember: BilingualText(zh: "缺少此欄位；請補上", en: "this member is missing; add it")
    case .wrongType: BilingualText(zh: "型別不符（\(detail)）", en: "wrong type; write \(detail)")
    case .outOfRange: BilingualText(zh: "長度或個數不符（\(detail)）", en: "out of range; write \(detail)")
    case .unknownMember: BilingualText(zh: "不認得此欄位；請刪除", en: "unknown member; remove it")
    case .idInvalid:
      BilingualText(
        zh: "代號須為 2 至 64 個小寫英文字母、數字或連字號，以字母開頭",
        en: "an id is 2 to 64 lower-case letters, digits or hyphens after a letter")
    case .entityInvalid:
      BilingualText(
        zh: "實體代號須為結尾無斜線的 https 網址，如 https://card.taipei.example",
        en: "an entity id is an https URL without a trailing slash, such as https://card.taipei.example")
    case .textInvalid:
      BilingualText(
        zh: "文字須為一行、1 至 200 字，且無控制字元",
        en: "a text is one line of 1 to 200 characters without control characters")
    case .partyDuplicate:
      BilingualText(zh: "城市重複（\(detail)）", en: "the city comes twice (\(detail))")
    case .entityDuplicate:
      BilingualText(zh: "實體代號重複（\(detail)）", en: "the entity id comes twice (\(detail))")
    case .classUnknown:
      BilingualText(zh: "不認得身分別「\(detail)」", en: "unknown class “\(detail)”")
    case .classDuplicate:
      BilingualText(zh: "身分別「\(detail)」重複", en: "the class “\(detail)” comes twice")
    case .fundingUnknown:
      BilingualText(zh: "不認得出資方；可用：\(detail)", en: "unknown funding; possible: \(detail)")
    default: nil
    }
  }

  private static func pinsMessage(_ code: Code, _ detail: String) -> BilingualText {
    switch code {
    case .pinsMissing:
      BilingualText(
        zh: "此檔只有條款，沒有這個城市的金鑰與根憑證；請執行 certs/issue（開發），或用 citycard agreement pin 加上",
        en: "these are terms without this city's keys and roots; run certs/issue (development) or add them"
          + " with citycard agreement pin")
    case .pinsUnexpected:
      BilingualText(
        zh: "此處須為條款，不可已有金鑰與根憑證；請改用不含 federation_keys 與 tls_roots 的檔案",
        en: "terms are wanted here, without pins; name a file without federation_keys and tls_roots")
    case .keyPrivate:
      BilingualText(
        zh: "這是私鑰！協議只放公鑰；此私鑰已外洩，請更換",
        en:
          "this is a private key! An agreement holds public halves alone; take this key as leaked, replace it"
      )
    case .kidNotThumbprint:
      BilingualText(
        zh: "kid 須為此金鑰的 RFC 7638 指紋（\(detail)）",
        en: "kid must be the key's RFC 7638 thumbprint (\(detail))")
    case .keyDuplicate:
      BilingualText(
        zh: "此金鑰也在 \(detail)；每處須為不同的金鑰", en: "the same key stands at \(detail); each must be another")
    case .rootPrivate:
      BilingualText(
        zh: "這裡有私鑰！協議只放憑證；此私鑰已外洩，請更換",
        en:
          "a private key is here! An agreement holds certificates alone; take this key as leaked, replace it")
    case .rootInvalid:
      BilingualText(
        zh: "須為一張 PEM 憑證（\(detail)）", en: "must be exactly one certificate in PEM (\(detail))")
    case .rootNotPinnable:
      BilingualText(
        zh: "須為自簽、P-256 的根憑證（CA:TRUE）；伺服器憑證或其他曲線不可釘選",
        en: "must be a self-signed authority (CA:TRUE) on P-256; no server certificate, no other curve")
    case .rootDuplicate:
      BilingualText(
        zh: "此根憑證或其金鑰也在 \(detail)；每處須不同", en: "the same root or its key stands at \(detail)")
    default:
      BilingualText(
        zh: "須為 P-256 公鑰的 JWK（\(detail)）", en: "must be the JWK of a public key on P-256 (\(detail))")
    }
  }
}
