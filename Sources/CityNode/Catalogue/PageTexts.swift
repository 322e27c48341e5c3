public import Benefits

/// What the counter page says, beside the words that come with each verdict (``Benefits/Reason``) and each
/// refusal (``ProblemCode``). The page gets this table as it is; no other text is in its files.
///
/// A name in braces is filled in by the page.
public enum PageTexts {
  /// A text under the name that the page knows it by.
  public typealias Row = (name: String, text: BilingualText)

  /// All of them.
  public static let all: [Row] = pairing + bar + sale + forms + waiting + verdict + undo + refusals + notices

  /// The text called `name`.
  public static func text(_ name: String) -> BilingualText? { byName[name] }

  private static let byName = Dictionary(all.map { ($0.name, $0.text) }) { first, _ in first }

  private static func row(_ name: String, _ zh: String, _ en: String) -> Row {
    (name, BilingualText(zh: zh, en: en))
  }

  private static let pairing: [Row] = [
    row("noScript", "請開啟瀏覽器的 JavaScript。", "Please turn on JavaScript in this browser."),
    row("pairTitle", "配對這台櫃檯", "Pair this counter"),
    row(
      "pairHelp", "請用這台裝置掃描管理者畫面上的配對 QR 碼、開啟配對連結，或輸入終端機權杖。只須做一次。",
      "With this device scan the QR code that your operator shows, open the pairing link, or enter the token. Once is enough."
    ),
    row("joining", "配對中，請稍候…", "Pairing, one moment…"),
    row(
      "codeForm", "這個配對連結不完整，請再掃描一次。", "This pairing link is not complete. Scan the code once more."),
    row(
      "codeUnknown", "這個配對碼不是這座城市發出的，請管理者重新產生。",
      "This city gave out no such pairing code. Ask the operator for a new one."),
    row(
      "codeUsed", "這個配對碼已經被另一台裝置用過，請管理者重新產生；若不是您的裝置，請告知管理者。",
      "Another device has used this pairing code. Ask the operator for a new one, and say so if that device is not yours."
    ),
    row(
      "codeExpired", "配對碼已逾時，請管理者重新產生。",
      "The pairing code has run out. Ask the operator for a new one."),
    row(
      "codeRefused", "目前無法配對，請稍候再掃描一次。", "Pairing is not possible just now. Scan the code again in a moment."),
    row("pairLabel", "終端機權杖（cct_ 開頭）", "Terminal token (begins with cct_)"),
    row("pairButton", "配對", "Pair"),
    row("openTerminal", "終端機", "Terminal"),
    row("terminalTitle", "終端機設定", "Terminal settings"),
    row("reversed", "讀卡機的晶片號位元組順序相反", "The reader prints UIDs with their bytes reversed"),
    row(
      "reversedHelp", "感應同一張卡卻總是查無此卡時，請管理者核對後再勾選。",
      "Tick this only after the operator compared a card's UID with what the reader prints."),
    row(
      "unpairHelp", "更換場館、關機交還或權杖外流時，請解除配對。之後要用，須重新輸入權杖。",
      "Unpair when the device changes hands or venue. Using it again then needs a token."),
    row("unpair", "解除配對", "Unpair"),
    row("close", "關閉", "Close"),
  ]

  private static let bar: [Row] = [
    row("barTicket", "票種", "Ticket"),
    row("barTicketValue", "{zh}，共 {count} 張", "{en}, {count} in all"),
    row("barDesk", "櫃檯", "Desk"),
    row("barLink", "連線", "Connection"),
    row("barQueued", "待確認", "Unanswered"),
    row("linkUp", "正常", "Online"),
    row("linkDown", "中斷", "No connection"),
    row("linkUnknown", "連線中", "Connecting"),
    row("opening", "連線中…", "Connecting…"),
  ]

  private static let sale: [Row] = [
    row("cardLabel", "市民卡：刷卡或輸入卡號", "Citizen card: scan or type"),
    row("tickets", "票種", "Ticket"),
    row("quantityLabel", "張數", "Number"),
    row("fewer", "減少一張", "One fewer"),
    row("more", "增加一張", "One more"),
    row("addLine", "加另一種票", "Add another kind"),
    row("basket", "已選的票", "Chosen so far"),
    row("basketLine", "{zh} ×{quantity}", "{en} ×{quantity}"),
    row("removeLine", "移除 {zh}", "Remove {en}"),
    row("price", "商品單價（元）", "Price of one (NT$)"),
    row("priceMissing", "請輸入商品單價。", "Type the price of the goods."),
    row("occasion", "活動場次", "Event"),
    row("occasionNone", "一般", "None"),
    row("redeemable", "每張可折抵消費 {amount} 元", "NT${amount} a ticket to spend inside"),
    row("neededTitle", "還可以更便宜：", "It could be cheaper:"),
    row("seen", "已驗證件", "Document seen"),
    row("seenNone", "無", "None"),
    row("seenDisability", "身心障礙證明", "Disability"),
    row("seenAge65", "65 歲以上", "Age 65 or over"),
    row("seenCompanion", "必要陪伴者", "Companion"),
    row("check", "查驗", "Check"),
    row("scanCard", "請刷卡", "Scan a card"),
    row(
      "scanHint", "先選票，再刷卡；也可輸入卡面號碼後按 Enter。",
      "Choose tickets, then scan; or type the printed number and press Enter."),
    row("regularTotal", "原價合計 {amount} 元", "Regular total NT${amount}"),
  ]

  private static let forms: [Row] = [
    row("formLabel", "號碼種類", "Number"),
    row("form_auto", "自動判斷", "Automatic"),
    row("form_easycard_printed", "悠遊卡卡面號碼", "EasyCard, printed"),
    row("form_ipass_printed", "一卡通卡面號碼", "iPASS, printed"),
    row("form_city_printed", "市民卡卡面號碼", "City card, printed"),
    row("form_easycard_uid", "悠遊卡感應晶片號", "EasyCard, chip UID"),
    row("form_ipass_uid", "一卡通感應晶片號", "iPASS, chip UID"),
    row("form_city_uid", "市民卡感應晶片號", "City card, chip UID"),
  ]

  private static let waiting: [Row] = [
    row("checking", "查驗中…", "Checking…"),
    row("redeeming", "核銷中…", "Confirming…"),
    row("voiding", "取消中…", "Undoing…"),
    row("retrying", "正在重試", "Trying again"),
    row("unsure", "尚不確定", "Not known yet"),
    row("noAnswer", "沒有回覆", "No answer"),
    row("attempt", "第 {number} 次，最多 {most} 次", "Attempt {number} of {most}"),
    row("redeemUnsure", "尚不確定是否已核銷，正在重試。", "Not known whether it was confirmed; trying again."),
    row("voidUnsure", "尚不確定是否已取消，正在重試。", "Not known whether it was undone; trying again."),
    row(
      "sameId", "重試用同一識別碼，不會重複核銷。請勿另開新的一筆。",
      "Each attempt has the same id, so nothing happens twice. Please do not start another."),
    row("checkStalled", "連不上節點，沒有查驗。", "The node can't be reached; nothing was checked."),
    row("redeemStalled", "仍不確定是否已核銷。", "Still not known whether it was confirmed."),
    row("voidStalled", "仍不確定是否已取消。", "Still not known whether it was undone."),
    row("askAgain", "再試一次", "Try again"),
    row("cancel", "取消", "Cancel"),
  ]

  private static let verdict: [Row] = [
    row("collect", "應收", "To collect"),
    row(
      "sum", "原價 {regular} 優惠 {discount} 應收 {due}", "Regular {regular}, discount {discount}, to collect {due}"
    ),
    row("pricedLine", "{zh} ×{quantity}：{regular} → {due}", "{en} ×{quantity}: {regular} → {due}"),
    row("byLaw", "法定優惠", "By law"),
    row("tillPress", "收銀機按", "On the till press"),
    row("cardEnding", "卡號末四碼 {digits}", "Card ending {digits}"),
    row("chooseCity", "發卡城市", "City of the card"),
    row("valid", "有效", "Valid for"),
    row("confirm", "已收款，確認", "Collected, confirm"),
    row("checkAgain", "再查一次", "Check again"),
    row("change", "改票再查", "Change tickets"),
    row("next", "下一位", "Next visitor"),
    row("lapsed", "已逾時", "Lapsed"),
    row("lapsedReason", "這筆查驗已過有效時間，不能核銷。", "This check is past its time and can't be confirmed."),
    row("lapsedNext", "請再查一次；應收金額可能不同。", "Check again; the amount may be another one."),
    row("redeemed", "已核銷", "Confirmed"),
    row("collected", "實收", "Collected"),
    row("nextCard", "可刷下一張卡。", "Ready for the next card."),
  ]

  private static let undo: [Row] = [
    row("lastVisit", "上一筆", "Last visit"),
    row("lastInTime", "上一筆實收 {due} 元，{left} 內可直接取消", "Last visit NT${due}; undo without a reason for {left}"),
    row("lastLate", "上一筆實收 {due} 元，取消須填原因", "Last visit NT${due}; an undo now needs a reason"),
    row("undo", "取消上一筆", "Undo the last"),
    row("undoQuestion", "取消上一筆？", "Undo the last visit?"),
    row("undoReason", "取消後請退款；同一位再入場須重新查驗。", "Refund the visitor afterwards; to enter again, check anew."),
    row("undoLate", "核銷已超過十分鐘，取消須填原因。", "More than ten minutes have passed: a reason is needed."),
    row("undoReasonLabel", "原因（必填）", "Reason (required)"),
    row("undoReasonOptional", "原因（可不填）", "Reason (optional)"),
    row("undoConfirm", "確定取消這筆", "Undo it"),
    row("undoKeep", "保留", "Keep it"),
    row("voided", "已取消", "Undone"),
    row("refund", "請退還", "Refund"),
  ]

  private static let refusals: [Row] = [
    row("notOpened", "無法開始", "Can't begin"),
    row("notChecked", "沒有查驗", "Not checked"),
    row("notRedeemed", "沒有核銷", "Not confirmed"),
    row("notVoided", "沒有取消", "Not undone"),
    row(
      "retry_never", "再試也會得到相同結果；如有疑問請洽管理者。",
      "Trying again gives the same result; ask the operator if in doubt."),
    row("retry_later", "請稍候再試。", "Try again in a moment."),
    row("retry_after_change", "請依上述說明修正後再查。", "Change what is said above, then check again."),
  ]

  private static let notices: [Row] = [
    row("tokenForm", "權杖不能空白，也不能有空格。", "The token can't be empty or have spaces."),
    row(
      "tokenRefused", "權杖無效或已停用。請洽管理者取得新權杖。",
      "The token is unknown or revoked. Ask the operator for a new one."),
    row(
      "leftUnsure", "配對結束時有一筆核銷或取消沒有回覆，請管理者查明是否已生效。",
      "A confirmation or an undo had no answer when the pairing ended; ask the operator whether it counted."),
    row("cardMissing", "請刷卡或輸入卡號。", "Scan a card or type its number."),
    row(
      "confirmFirst", "這張卡沒有處理。請先按 Enter 確認或 Esc 取消目前這筆，再刷一次。",
      "That card was not used. Confirm (Enter) or cancel (Esc) this visit first, then scan it again."),
    row("scanUnused", "剛才刷的卡沒有處理，請稍候再刷。", "That card was not used. Wait a moment, then scan it again."),
    row("reasonMissing", "請填寫原因。", "Please give a reason."),
    row("reasonLong", "原因過長。", "The reason is too long."),
  ]
}
