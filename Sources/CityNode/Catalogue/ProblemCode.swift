public import Benefits

/// Every way in which a node refuses a request: the one table from stable code to status, retry advice and
/// words. `Federation/ERRORS.md` documents each under its code, and a test holds table, document and routes
/// together.
public enum ProblemCode: String, CaseIterable, Hashable, Sendable {
  // The request as such.
  case notFound = "not_found"
  case methodNotAllowed = "method_not_allowed"
  case unsupportedMediaType = "unsupported_media_type"
  case bodyTooLarge = "body_too_large"
  case bodyTooSlow = "body_too_slow"
  case malformedJSON = "malformed_json"
  case invalidRequest = "invalid_request"
  // Who asks.
  case terminalTokenMissing = "terminal_token_missing"
  case terminalTokenUnknown = "terminal_token_unknown"
  case venueOfOtherTerminal = "venue_of_other_terminal"
  case terminalLimited = "terminal_limited"
  case pairingLimited = "pairing_limited"
  case pairingCodeUnknown = "pairing_code_unknown"
  case pairingCodeUsed = "pairing_code_used"
  case pairingCodeExpired = "pairing_code_expired"
  // What is asked.
  case unknownVenue = "unknown_venue"
  case unknownCity = "unknown_city"
  case malformedCard = "malformed_card"
  case randomUID = "random_uid"
  case invoiceCarrier = "invoice_carrier"
  case emptyBasket = "empty_basket"
  case basketTooLarge = "basket_too_large"
  case unknownTicket = "unknown_ticket"
  case wrongPrice = "wrong_price"
  case unknownEvent = "unknown_event"
  // Checks and redemptions.
  case idConflict = "id_conflict"
  case tooManyReservations = "too_many_reservations"
  case unknownCheck = "unknown_check"
  case unknownRedemption = "unknown_redemption"
  case checkAlreadyRedeemed = "check_already_redeemed"
  case checkNotGranted = "check_not_granted"
  case checkLapsed = "check_lapsed"
  case voidReasonRequired = "void_reason_required"
  case voidTooLate = "void_too_late"
  // Between cities, before the exchange is authenticated.
  case peerNotIdentified = "peer_not_identified"
  case malformedToken = "malformed_token"
  case wrongTokenType = "wrong_token_type"
  case unknownKey = "unknown_key"
  case badSignature = "bad_signature"
  // The node itself.
  case busy = "busy"
  case storeUnavailable = "store_unavailable"
  case internalError = "internal_error"

  /// What a client may do about it.
  public enum Retry: String, Sendable {
    /// The same request will be refused again.
    case never
    /// The same request, under the same id, may succeed later. Mostly nothing happened; where that is not
    /// sure (`store_unavailable`, `internal_error`), the same id finds what did.
    case later
    /// The request has to be changed first.
    case afterChange = "after_change"
  }

  /// The problem type of RFC 9457.
  public var type: String { "urn:citycard:problem:\(rawValue)" }

  /// The HTTP status.
  public var status: Int { row.status }
  /// What a client may do about it.
  public var retry: Retry { row.retry }
  /// What is wrong, in one line.
  public var title: BilingualText { row.title }
  /// Seconds after which to try again, where that helps.
  public var retryAfter: Int? {
    switch self {
    case .busy: 1
    case .storeUnavailable: 5
    case .terminalLimited, .tooManyReservations, .pairingLimited: 60
    default: nil
    }
  }

  private typealias Row = (status: Int, retry: Retry, title: BilingualText)

  private var row: Row {
    switch self {
    case .notFound, .methodNotAllowed, .unsupportedMediaType, .bodyTooLarge, .bodyTooSlow, .malformedJSON,
      .invalidRequest:
      requestRow
    case .terminalTokenMissing, .terminalTokenUnknown, .venueOfOtherTerminal, .terminalLimited,
      .peerNotIdentified, .malformedToken, .wrongTokenType, .unknownKey, .badSignature:
      identityRow
    case .pairingLimited, .pairingCodeUnknown, .pairingCodeUsed, .pairingCodeExpired: pairingRow
    case .unknownVenue, .unknownCity, .malformedCard, .randomUID, .invoiceCarrier, .emptyBasket,
      .basketTooLarge, .unknownTicket, .wrongPrice, .unknownEvent:
      contentRow
    case .idConflict, .tooManyReservations, .unknownCheck, .unknownRedemption, .checkAlreadyRedeemed,
      .checkNotGranted,
      .checkLapsed, .voidReasonRequired, .voidTooLate:
      counterRow
    case .busy:
      (503, .later, text("系統忙碌，請稍候再試。", "The node is busy. Try again in a moment."))
    case .storeUnavailable:
      (503, .later, text("資料庫暫時無法使用，請稍後再試。", "The database is unavailable. Try again later."))
    case .internalError:
      (500, .later, text("系統發生錯誤，已記錄。", "Something went wrong here; it has been recorded."))
    }
  }

  private var requestRow: Row {
    switch self {
    case .methodNotAllowed:
      (405, .never, text("此網址不接受這種請求方法。", "This address does not take that method."))
    case .unsupportedMediaType:
      (
        415, .afterChange,
        text("請求內容的格式不受支援。", "The body's media type is not one that this address takes.")
      )
    case .bodyTooLarge: (413, .afterChange, text("請求內容過大。", "The body is too large."))
    case .bodyTooSlow:
      (408, .later, text("請求內容太久沒有傳完。", "The body took too long to arrive."))
    case .malformedJSON:
      (400, .afterChange, text("請求內容不是正確的 JSON。", "The body is not strict JSON."))
    case .invalidRequest:
      (400, .afterChange, text("請求內容有欄位不正確。", "A member of the request is missing or wrong."))
    default: (404, .never, text("沒有這個網址。", "There is nothing at this address."))
    }
  }

  private var identityRow: Row {
    switch self {
    case .terminalTokenMissing:
      (
        401, .afterChange,
        text(
          "請以終端機權杖登入（Authorization: Bearer …）。", "Send the terminal's token: Authorization: Bearer …")
      )
    case .terminalTokenUnknown:
      (
        401, .afterChange,
        text("終端機權杖無效或已停用，請洽管理者。", "The terminal's token is unknown or revoked. Ask the operator.")
      )
    case .venueOfOtherTerminal:
      (403, .never, text("這台終端機不屬於該場館。", "This terminal does not belong to that venue."))
    case .terminalLimited:
      (
        429, .later,
        text(
          "這台終端機查無此卡的次數過多，請稍後再試。",
          "This terminal has read too many unrecognised cards. Try again later.")
      )
    case .malformedToken:
      (400, .afterChange, text("權杖不符合簽章規則。", "The token breaks a rule of its form."))
    case .wrongTokenType:
      (400, .afterChange, text("權杖的 typ 不正確。", "The token's typ is not the one expected here."))
    case .unknownKey:
      (401, .later, text("簽章所用的金鑰未經公布。", "The key that signed is not among the published ones."))
    case .badSignature: (401, .never, text("簽章不正確。", "The signature does not hold."))
    default:
      (
        403, .afterChange,
        text("用戶端憑證不屬於任何合作城市。", "The client certificate is no partner city's.")
      )
    }
  }

  private var pairingRow: Row {
    switch self {
    case .pairingLimited:
      (
        429, .later,
        text("配對碼錯誤的次數過多，請稍後再試。", "Too many wrong pairing codes were sent. Try again later.")
      )
    case .pairingCodeUsed:
      (
        409, .afterChange,
        text("這個配對碼已經用過，請管理者重新產生。", "The pairing code was used before. Ask the operator for a new one.")
      )
    case .pairingCodeExpired:
      (
        410, .afterChange,
        text("配對碼已逾時，請管理者重新產生。", "The pairing code has run out. Ask the operator for a new one.")
      )
    default:
      (
        404, .afterChange,
        text("沒有這個配對碼，請管理者重新產生。", "There is no such pairing code. Ask the operator for a new one.")
      )
    }
  }

  private var contentRow: Row {
    switch self {
    case .unknownCity:
      (422, .afterChange, text("沒有這個合作城市。", "There is no such partner city."))
    case .malformedCard: (422, .afterChange, text("卡號格式不符。", "This is not a card number."))
    case .randomUID:
      (
        422, .afterChange,
        text("這張卡每次感應的號碼都不同，請輸入卡面號碼。", "This card's UID changes. Type the printed number.")
      )
    case .invoiceCarrier:
      (
        422, .afterChange,
        text("這是電子發票載具，請改刷市民卡。", "This is an e-invoice carrier. Scan the citizen card.")
      )
    case .emptyBasket: (422, .afterChange, text("請至少選一張票。", "Choose at least one ticket."))
    case .basketTooLarge:
      (
        422, .afterChange,
        text(
          "一次最多 \(Basket.lineLimit) 項、\(Basket.ticketLimit) 張，每項至少 1 張。",
          "At most \(Basket.lineLimit) lines and \(Basket.ticketLimit) tickets, at least 1 a line.")
      )
    case .unknownTicket:
      (422, .afterChange, text("這個場館沒有這種票。", "The venue does not sell this ticket."))
    case .wrongPrice:
      (422, .afterChange, text("商品須附單價，票種則不可附。", "Goods need a price of their own, tickets must have none."))
    case .unknownEvent:
      (422, .afterChange, text("這個場館今天沒有這項活動或場次。", "The venue has no such event or slot today."))
    default: (422, .afterChange, text("沒有這個場館。", "There is no such venue."))
    }
  }

  private var counterRow: Row {
    switch self {
    case .idConflict:
      (
        409, .afterChange,
        text("這個識別碼已用於其他內容，請換新的。", "This id was used for something else. Choose a new one.")
      )
    case .tooManyReservations:
      (
        429, .later,
        text(
          "這台終端機有太多保留中的優惠尚未核銷。",
          "This terminal has too many open checks that reserve a limited offer.")
      )
    case .unknownRedemption:
      (404, .never, text("這個場館沒有這筆核銷。", "There is no such redemption at this venue."))
    case .checkAlreadyRedeemed:
      (409, .never, text("這筆查驗已核銷過。", "This check has been redeemed already."))
    case .checkNotGranted:
      (409, .never, text("這筆查驗未通過，無可核銷。", "This check was not granted; there is nothing to redeem."))
    case .checkLapsed:
      (409, .afterChange, text("查驗已逾時，請重新查驗。", "The check has lapsed. Check again."))
    case .voidReasonRequired:
      (
        422, .afterChange,
        text("核銷超過十分鐘，取消須填原因。", "After ten minutes a void needs a reason.")
      )
    case .voidTooLate:
      (409, .never, text("核銷已超過九十天，不能取消。", "After 90 days nothing can be voided."))
    default: (404, .never, text("這個場館沒有這筆查驗。", "There is no such check at this venue."))
    }
  }

  private func text(_ zh: String, _ en: String) -> BilingualText { BilingualText(zh: zh, en: en) }
}

/// A refused request: which, where in it, and what exactly.
public struct Problem: Error, Equatable {
  /// Which.
  public let code: ProblemCode
  /// What exactly, for the person who has to mend it; nil where the title says all.
  public let detail: BilingualText?
  /// The member at fault, as a JSON pointer (RFC 6901).
  public let pointer: String?

  /// Makes a problem.
  public init(_ code: ProblemCode, detail: BilingualText? = nil, pointer: String? = nil) {
    self.code = code
    self.detail = detail
    self.pointer = pointer
  }
}
