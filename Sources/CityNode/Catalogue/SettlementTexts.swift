public import Benefits
public import Settlement

extension Turn {
  /// Whose turn it is, in words.
  public var text: BilingualText {
    switch self {
    case .host: BilingualText(zh: "受理市", en: "the host city")
    case .home: BilingualText(zh: "發卡市", en: "the home city")
    case .both: BilingualText(zh: "雙方城市", en: "both cities")
    case .node: BilingualText(zh: "系統自動", en: "the node itself")
    }
  }
}

extension WindowState {
  /// Where a window stands, in words.
  public var text: BilingualText {
    switch self {
    case .open: BilingualText(zh: "進行中", en: "open")
    case .closed: BilingualText(zh: "已截止", en: "closed")
    case .reconciled: BilingualText(zh: "已核對", en: "reconciled")
    case .stated: BilingualText(zh: "對帳單待簽", en: "stated")
    case .agreed: BilingualText(zh: "已定案待付", en: "agreed")
    case .settled: BilingualText(zh: "已結清", en: "settled")
    }
  }

  /// What is next, in words; in the final state that nothing is.
  public var nextText: BilingualText {
    switch self {
    case .open:
      BilingualText(zh: "次月初起 72 小時後自動截止", en: "it closes by itself 72 hours after the month's end")
    case .closed:
      BilingualText(zh: "發卡市逐條回覆", en: "the home city answers every line")
    case .reconciled:
      BilingualText(zh: "受理市製單人擬出對帳單", en: "the host city's maker drafts the statement")
    case .stated:
      BilingualText(
        zh: "雙方的製單人與覆核人核准同一雜湊值", en: "maker and checker of each city approve the same hash")
    case .agreed: BilingualText(zh: "依協議方式付款", en: "payment by the agreement's mode")
    case .settled: BilingualText(zh: "無待辦事項", en: "nothing is left to do")
    }
  }

  /// What silence means, in words.
  public var silenceText: BilingualText {
    switch self {
    case .open: BilingualText(zh: "屆時自動截止", en: "it closes by itself then")
    case .closed:
      BilingualText(zh: "逾期未回覆的明細視為相符，並予註記", en: "lines not answered in time count as matched, marked so")
    case .reconciled: BilingualText(zh: "逾期由系統擬出", en: "the node drafts it then")
    case .stated:
      BilingualText(
        zh: "逾期視為同意相符明細，並予註記", en: "it is accepted for its matched lines then, marked so")
    case .agreed:
      BilingualText(zh: "逾期仍須付款，列為逾期", en: "it stays owed, and is overdue")
    case .settled: BilingualText(zh: "無", en: "nothing")
    }
  }
}

extension DisputeState {
  /// Where a dispute stands, in words.
  public var text: BilingualText {
    switch self {
    case .raised: BilingualText(zh: "已提出例外", en: "raised")
    case .disputed: BilingualText(zh: "受理市有異議", en: "disputed")
    case .rebutted: BilingualText(zh: "發卡市已反駁", en: "rebutted")
    case .escalated: BilingualText(zh: "雙方協商", en: "escalated")
    case .conceded: BilingualText(zh: "發卡市讓步（應付）", en: "conceded: payable")
    case .withdrawn: BilingualText(zh: "受理市撤回（不付）", en: "withdrawn: not payable")
    case .voided: BilingualText(zh: "已作廢沖銷", en: "voided")
    }
  }

  /// What silence means, in words.
  public var silenceText: BilingualText {
    switch self {
    case .raised: BilingualText(zh: "逾期視為接受（不付）", en: "accepted then: not payable")
    case .disputed: BilingualText(zh: "逾期視為讓步（應付）", en: "conceded then: payable")
    case .rebutted: BilingualText(zh: "逾期視為撤回（不付）", en: "withdrawn then: not payable")
    case .escalated:
      BilingualText(zh: "逾期依協議約定歸屬", en: "then it falls to whom the agreement names")
    case .conceded, .withdrawn, .voided: BilingualText(zh: "無", en: "nothing")
    }
  }
}

extension DisputeMove {
  /// What a city says, in words.
  public var text: BilingualText {
    switch self {
    case .accept: BilingualText(zh: "接受例外", en: "accept the exception")
    case .dispute: BilingualText(zh: "提出異議", en: "dispute it")
    case .concede: BilingualText(zh: "讓步", en: "concede")
    case .rebut: BilingualText(zh: "反駁", en: "rebut")
    case .withdraw: BilingualText(zh: "撤回", en: "withdraw")
    case .escalate: BilingualText(zh: "提請雙方協商", en: "escalate to both cities' contacts")
    }
  }
}

extension SettlementFault {
  /// Why it was refused, in words.
  public var text: BilingualText {
    switch self {
    case .unknown:
      BilingualText(zh: "沒有這一期、這件爭議或這份對帳單。", en: "There is no such month, dispute or statement.")
    case .notYourTurn: BilingualText(zh: "現在輪到另一方城市。", en: "It is the other city's turn.")
    case .wrongState:
      BilingualText(zh: "目前狀態不能進行這一步。", en: "That step does not follow from where it stands.")
    case .notDue(let due):
      BilingualText(
        zh: "最早於 \(CivilCalendar.taipei.format(due)) 可進行。",
        en: "Not before \(CivilCalendar.taipei.format(due)).")
    case .unanswered(let lines):
      BilingualText(zh: "尚有 \(lines) 條明細未回覆。", en: "\(lines) lines are not answered yet.")
    case .reasonMissing:
      BilingualText(
        zh: "請填寫理由（至多 \(DisputeLimits.reason) 位元組）。",
        en: "Say why, in at most \(DisputeLimits.reason) bytes.")
    case .messageChanged:
      BilingualText(zh: "同一訊息編號的內容不同。", en: "Another content came under the id of a known message.")
    case .tooMany:
      BilingualText(zh: "一次至多 \(DisputeLimits.bulk) 條。", en: "At most \(DisputeLimits.bulk) lines at once.")
    default: statementText
    }
  }

  private var statementText: BilingualText {
    switch self {
    case .unsigned: BilingualText(zh: "尚缺核准或簽章。", en: "An approval or a signature is missing.")
    case .hashDiffers:
      BilingualText(zh: "雜湊值與對帳單不符，請重新載入。", en: "That is not the statement's hash; load it again.")
    case .samePerson:
      BilingualText(zh: "製單人與覆核人不得為同一人。", en: "Maker and checker are different people.")
    case .makerFirst: BilingualText(zh: "須先由製單人核准。", en: "The maker approves first.")
    case .approvedAlready: BilingualText(zh: "這一步已有人核准。", en: "Somebody has approved this already.")
    case .statementGap(let expected):
      BilingualText(zh: "對帳單編號不連續，下一號是 \(expected)。", en: "Numbers have no gap: the next one is \(expected).")
    case .statementDiffers(let difference):
      BilingualText(
        zh: "與本市帳冊不符：\(difference.member) 本市為 \(difference.own)，對方為 \(difference.other)。",
        en:
          "It differs from the own books: \(difference.member) is \(difference.own) here, \(difference.other) there."
      )
    case .statementSigned:
      BilingualText(zh: "對帳單已簽署，不得更改。", en: "The statement is signed and never changes.")
    case .statementAhead:
      BilingualText(zh: "本市帳冊尚未收到對帳單所依據的資料。", en: "The own books do not have yet what it rests on.")
    case .statementBehind:
      BilingualText(zh: "對帳單所依據的回條過舊，請重新擬單。", en: "It rests on receipts that are too old; draft it anew.")
    default:
      BilingualText(zh: "簽章金鑰目前無效。", en: "The key is not one of the city's that are valid now.")
    }
  }
}
