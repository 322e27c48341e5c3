// Every rule once: its code, and what it demands.

extension JOSERule {
  // The token's form.

  /// Too many bytes.
  public static let tokenTooLarge = JOSERule(
    "token_too_large", zh: "權杖超過大小上限", en: "the token has more bytes than allowed")
  /// Not three parts.
  public static let notThreeParts = JOSERule(
    "not_three_parts", zh: "JWS 必須恰為以點分隔的三段",
    en: "a compact JWS has exactly three parts separated by dots")
  /// A part is not canonical base64url.
  public static let base64URL = JOSERule(
    "base64url_not_canonical", zh: "每一段須為不含填充的標準 base64url",
    en: "each part is canonical base64url: no padding, no white space, unused bits zero")

  // The header.

  /// The header is not strict JSON.
  public static let headerNotJSON = JOSERule(
    "header_not_json", zh: "標頭須為嚴格的 JSON 物件，成員不得重複",
    en: "the header is a strict JSON object, no member twice")
  /// The header has a member that would let the sender choose key or processing.
  public static let headerMemberRefused = JOSERule(
    "header_member_refused", zh: "標頭不得自帶金鑰、憑證或處理指示",
    en: "the header brings no key, certificate or processing of its own")
  /// The algorithm is not the key's.
  public static let algorithm = JOSERule(
    "alg_not_es256", zh: "演算法須為金鑰紀錄所定的 ES256", en: "alg is ES256, as the key's record says")
  /// No key is named.
  public static let kidMissing = JOSERule(
    "kid_missing", zh: "標頭須以 kid 字串指明金鑰", en: "the header names the key by kid, a string")
  /// The key is not in the set.
  public static let kidUnknown = JOSERule(
    "kid_unknown", zh: "kid 不在所給的金鑰集內", en: "kid is in the issuer's key set")
  /// Another kind of message.
  public static let typ = JOSERule(
    "typ_mismatch", zh: "typ 須與預期的訊息種類完全相同", en: "typ is exactly that of the message expected")

  // The signature and the payload.

  /// The signature has another length.
  public static let signatureLength = JOSERule(
    "signature_length", zh: "ES256 簽章須恰為 64 位元組（r‖s，非 DER）",
    en: "an ES256 signature has exactly 64 bytes, r then s, not DER")
  /// The signature does not hold.
  public static let signature = JOSERule(
    "signature_invalid", zh: "簽章與內容及金鑰不符", en: "the signature holds for these bytes and this key")
  /// The payload is not strict JSON.
  public static let payloadNotJSON = JOSERule(
    "payload_not_json", zh: "內容須為嚴格的 JSON 物件，成員不得重複",
    en: "the payload is a strict JSON object, no member twice")

  // Claims.

  /// A claim is absent or of another type.
  public static let claim = JOSERule(
    "claim_malformed", zh: "必要的宣告缺漏或型別不符", en: "a required claim is present and of its type")
  /// Issued later than now.
  public static let issuedInFuture = JOSERule(
    "iat_in_future", zh: "簽發時間（iat）不得晚於現在（容差 60 秒）",
    en: "iat is not later than now, give or take 60 s")
  /// Not valid yet.
  public static let notYetValid = JOSERule(
    "nbf_in_future", zh: "生效時間（nbf）不得晚於現在（容差 60 秒）",
    en: "nbf is not later than now, give or take 60 s")
  /// Expired.
  public static let expired = JOSERule(
    "expired", zh: "已逾有效時間（exp，容差 60 秒）", en: "now is before exp, give or take 60 s")
  /// Valid for longer than this message may be.
  public static let lifetime = JOSERule(
    "lifetime_too_long", zh: "有效期間（exp 減 iat）不得為負或超過此訊息的上限",
    en: "exp is not before iat nor later after it than this message allows")
  /// For somebody else.
  public static let audience = JOSERule(
    "aud_mismatch", zh: "aud 須恰為預期的收受者（字串）", en: "aud is exactly the recipient, as a string")
}

extension JOSERule {
  // Keys and key sets.

  /// A key that cannot be read.
  public static let jwkMalformed = JOSERule(
    "jwk_malformed", zh: "金鑰（JWK）格式不符", en: "a JWK is an object with the members of its type")
  /// A key of another type.
  public static let jwkUnsupported = JOSERule(
    "jwk_unsupported", zh: "金鑰須為 EC P-256 的簽章公鑰", en: "the key is an EC P-256 key for signatures")
  /// A private key where a public one belongs.
  public static let jwkPrivate = JOSERule(
    "jwk_private", zh: "公開的金鑰集不得含有私鑰成員", en: "no private member in a published key")
  /// No point of the curve.
  public static let jwkNotOnCurve = JOSERule(
    "jwk_not_on_curve", zh: "座標須為 P-256 曲線上的點", en: "x and y are a point of P-256")
  /// A set that cannot be read.
  public static let jwksMalformed = JOSERule(
    "jwks_malformed", zh: "金鑰集須為含 keys 陣列（1 至 32 個）的 JSON 物件",
    en: "a key set is a JSON object whose keys are an array of 1 to 32")
  /// Nothing usable in the set.
  public static let jwksEmpty = JOSERule(
    "jwks_empty", zh: "金鑰集內沒有可用的金鑰", en: "the key set has a key that can be used")
  /// The same name for two keys.
  public static let kidDuplicate = JOSERule(
    "kid_duplicate", zh: "金鑰集內 kid 不得重複", en: "no kid comes twice in a key set")

  // Selective disclosure (RFC 9901).

  /// No SD-JWT.
  public static let notSDJWT = JOSERule(
    "not_sd_jwt", zh: "SD-JWT 須為 JWS 後接以 ~ 結尾的揭露",
    en: "an SD-JWT is a JWS followed by disclosures, each ended by ~")
  /// Too many disclosures.
  public static let tooManyDisclosures = JOSERule(
    "too_many_disclosures", zh: "揭露數超過上限", en: "there are no more disclosures than allowed")
  /// A hash algorithm other than SHA-256.
  public static let sdAlgorithm = JOSERule(
    "sd_alg_unsupported", zh: "_sd_alg 須為 sha-256", en: "_sd_alg is sha-256")
  /// A disclosure that cannot be read.
  public static let disclosureMalformed = JOSERule(
    "disclosure_malformed", zh: "揭露須為 [鹽, 值] 或 [鹽, 名稱, 值]，且與其摘要的位置相符",
    en: "a disclosure is [salt, value] or [salt, name, value], as the place of its digest asks")
  /// The same disclosure twice.
  public static let disclosureDuplicate = JOSERule(
    "disclosure_duplicate", zh: "同一揭露不得出現兩次", en: "no disclosure comes twice")
  /// A disclosure that nobody signed.
  public static let disclosureUnused = JOSERule(
    "disclosure_unused", zh: "每一揭露的摘要須在已簽署的內容中", en: "the digest of each disclosure was signed")
  /// A digest without its disclosure where all must be disclosed.
  public static let disclosureMissing = JOSERule(
    "disclosure_missing", zh: "此訊息的每一項都必須揭露", en: "everything in this message is disclosed")
  /// The same digest twice.
  public static let digestDuplicate = JOSERule(
    "digest_duplicate", zh: "同一摘要不得出現兩次", en: "no digest comes twice")
  /// `_sd` or `...` where it has no place or another form.
  public static let reservedName = JOSERule(
    "reserved_name", zh: "_sd 與 ... 只能用於摘要", en: "_sd and ... are used for digests alone")
  /// A disclosed member that is there already.
  public static let claimExists = JOSERule(
    "claim_exists", zh: "揭露的成員名稱不得已存在", en: "a disclosed member is not there already")
  /// More nesting than allowed.
  public static let tooDeep = JOSERule(
    "too_deep", zh: "揭露的巢狀層數超過上限", en: "disclosures do not nest deeper than allowed")
  /// A key binding where none is accepted.
  public static let keyBindingRefused = JOSERule(
    "key_binding_refused", zh: "此訊息不得附有金鑰繫結（KB-JWT）", en: "this message carries no key binding JWT")
  /// A key binding that does not hold.
  public static let keyBinding = JOSERule(
    "key_binding_invalid", zh: "金鑰繫結（KB-JWT）須由 cnf 金鑰對此 SD-JWT 簽署",
    en: "the key binding JWT is signed by the key in cnf for exactly this SD-JWT")
}
