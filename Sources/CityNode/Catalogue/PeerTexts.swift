public import Benefits
public import Federation

/// What is wrong with a partner city, and what to do, in plain words.
public struct PeerAdvice: Hashable, Sendable {
  /// What is wrong.
  public let what: BilingualText
  /// What counters notice of it.
  public let effect: BilingualText
  /// What to do.
  public let advice: BilingualText
  /// Whether it can't wait.
  public let isGrave: Bool

  init(
    _ zh: String, _ en: String, effect: (String, String), advice: (String, String), isGrave: Bool = false
  ) {
    what = BilingualText(zh: zh, en: en)
    self.effect = BilingualText(zh: effect.0, en: effect.1)
    self.advice = BilingualText(zh: advice.0, en: advice.1)
    self.isGrave = isGrave
  }
}

extension PeerTrouble {
  /// In plain words.
  public var advice: PeerAdvice {
    switch self {
    case .noKeys:
      PeerAdvice(
        "沒有對方有效的金鑰", "Its keys are not known, or have run out", effect: Effects.noQuestions,
        advice: (
          "通常是對方節點停機或網路不通；恢復後會自動取得。持續超過一小時，請電話聯絡對方承辦，並核對雙方設定的網址。",
          "Mostly its node is down or not reached; keys are fetched by themselves afterwards. After an hour call the other city, and compare the addresses in both configurations."
        ), isGrave: true)
    case .verificationFailing(let failure):
      PeerAdvice(
        "最近的查驗沒有得到回覆", "The last questions about its cards were not answered",
        effect: ("櫃檯可能要多等幾秒，或看到「需確認」。", "Counters may wait some seconds, or see “needs confirmation”."),
        advice: failure.advice)
    case .verificationDead(let failure):
      PeerAdvice(
        "對方的查驗服務沒有回應，暫停詢問", "It does not answer questions; it is not asked for the time being",
        effect: Effects.noQuestions, advice: failure.advice, isGrave: true)
    case .registry(let refusal): refusal.advice
    case .noRegistry:
      PeerAdvice(
        "還沒有取得對方的優惠清單", "Its registry was not had yet",
        effect: (
          "市民查不到對方的優惠；對方也還不能查驗我方的卡。",
          "Citizens can't look its offers up, and it may not ask about our cards yet."
        ),
        advice: (
          "剛啟動時會在幾秒內取得；若沒有，請聯絡對方承辦。", "It comes within seconds of a start. If not, call the other city."
        ))
    case .rootEnds:
      PeerAdvice(
        "協議所載的連線憑證即將到期", "The TLS root that the agreement pins comes to its end",
        effect: (
          "到期後兩城無法連線，對方的卡一律無法查驗。",
          "From then on there is no connection, and no card of the other city can be checked."
        ),
        advice: (
          "請雙方儘快交換新的根憑證並更新協議檔（citycard agreement pin）。",
          "Exchange the next roots and renew the agreement's file (citycard agreement pin) soon."
        ), isGrave: true)
    }
  }
}

/// What counters notice.
private enum Effects {
  static let noQuestions = (
    "對方市民的卡在這裡顯示「需確認」，依各優惠的離線規定處理。",
    "Cards of that city show “needs confirmation” here; each offer's offline rule applies."
  )
  static let oldRegistry = (
    "仍使用上一份有效的清單；對方的新優惠還看不到。",
    "The last good registry stays in force; new offers of that city are not seen yet."
  )
}

extension AnswerFailure? {
  /// What to do.
  fileprivate var advice: (String, String) {
    switch self {
    case nil, .unreachable?:
      (
        "請先確認自己的網路與防火牆；正常的話，電話聯絡對方，請他們看節點是否執行中。恢復後會自動重新連線。",
        "Look at your own network and firewall first. If they are well, call the other city to see whether its node runs. It reconnects by itself."
      )
    case .late?:
      (
        "連得上但太慢。請對方看節點負載；也請比較雙方的網路狀況。",
        "It is reached, but too slow. Have the other city look at its node's load, and compare the networks."
      )
    case .unsound?:
      (
        "回覆的簽章或內容不正確，因此一律不採用。請核對雙方的協議檔與系統時間；若相符，請視為資安事件通報。",
        "Its answers do not pass verification, so none counts. Compare the agreements and both clocks; if these agree, treat it as a security incident."
      )
    case .refused?:
      (
        "對方拒絕了詢問。請與對方核對協議的範圍，以及對方是否已取得我方最新的優惠清單。",
        "It refuses the questions. Compare the agreement's scope, and whether it has taken over our newest registry."
      )
    }
  }
}

extension RegistryRefusal {
  /// In plain words.
  public var advice: PeerAdvice {
    switch self {
    case .unavailable:
      PeerAdvice(
        "拿不到對方的優惠清單", "Its registry can't be fetched", effect: Effects.oldRegistry,
        advice: ("通常會自行恢復。持續超過一天，請聯絡對方承辦。", "Mostly this mends itself. After a day call the other city."))
    case .rolledBack:
      PeerAdvice(
        "對方出示比現行更舊的清單", "It shows a registry that is older than the one in force",
        effect: Effects.oldRegistry,
        advice: (
          "可能是對方從舊備份還原，也可能有人冒充。請立即用已知的電話聯絡對方；確認前不會採用。",
          "It may have come back from an old backup, or somebody pretends to be it. Call it under a number you know, at once; nothing is taken over until then."
        ), isGrave: true)
    case .equivocation:
      PeerAdvice(
        "同一號碼出現兩份不同的清單", "Two different registries bear one number", effect: Effects.oldRegistry,
        advice: (
          "對方的簽章金鑰可能外流。請立即用已知的電話聯絡對方的資安窗口；確認前不會採用。",
          "Its signing key may have leaked. Call its security contact under a number you know, at once; nothing is taken over until then."
        ), isGrave: true)
    case .issuedInFuture, .expired:
      clockAdvice
    case .unsound, .wrongIssuer, .lifetimeTooLong:
      PeerAdvice(
        "對方清單的簽章或內容不符規定", "The signature or content of its registry does not hold",
        effect: Effects.oldRegistry,
        advice: (
          "請把代碼 \(rawValue) 告訴對方的節點管理者。", "Tell the other city's node administrator the code \(rawValue)."
        ))
    case .tooLarge, .doubledVenue, .doubledOffer, .documentInvalid, .documentDiffers, .documentUnavailable:
      PeerAdvice(
        "對方清單裡的場館文件有問題", "A venue's document in its registry is at fault", effect: Effects.oldRegistry,
        advice: (
          "整份清單都不採用。請把代碼 \(rawValue) 與下方細節告訴對方承辦，由對方更正後重新發布。",
          "Nothing of it is taken over. Tell the other city the code \(rawValue) and the details below; it has to correct and publish again."
        ))
    }
  }

  private var clockAdvice: PeerAdvice {
    self == .expired
      ? PeerAdvice(
        "對方的清單已過期", "Its registry has run out", effect: Effects.oldRegistry,
        advice: (
          "對方節點可能停止更新。請先核對自己的系統時間，再聯絡對方承辦。",
          "Its node may have stopped renewing it. Check your own clock first, then call the other city."
        ))
      : PeerAdvice(
        "對方清單的時間在未來", "Its registry is dated later than now", effect: Effects.oldRegistry,
        advice: (
          "雙方系統時間不一致。請核對兩邊的校時（NTP）。", "The two clocks differ. Check both cities' time service (NTP)."
        ))
  }
}
