public import Benefits
public import Office

extension AuditAction {
  /// What was done, in words.
  public var text: BilingualText {
    switch self {
    case .revisionDrafted: text("寫了草稿", "wrote a draft")
    case .revisionSubmitted: text("送出核定", "handed a change in")
    case .revisionApproved: text("核定變更", "approved a change")
    case .revisionRejected: text("退回變更", "sent a change back")
    case .revisionPublished: text("變更生效", "a change came into force")
    case .revisionRetired: text("舊版停用", "an old version retired")
    case .revisionBroughtForward: text("提前生效", "brought a change forward")
    case .terminalInvited, .terminalInvitationEnded, .terminalPaired, .terminalAdded, .terminalRevoked:
      terminalText
    case .merchantAdded, .merchantChanged, .payeeProposed, .payeeApproved, .payeeRejected: merchantText
    case .windowMoved, .disputeMoved, .statementDrafted, .statementApproved, .statementSigned,
      .statementAgreed:
      statementText
    case .agreementProposed: text("提出協議版本", "proposed an agreement's version")
    case .agreementAccepted: text("接受協議版本", "accepted an agreement's version")
    case .agreementDeclined: text("婉拒協議版本", "declined an agreement's version")
    case .agreementNoticed: text("通知終止協議", "gave notice of an agreement's end")
    default: staffText
    }
  }

  private var statementText: BilingualText {
    switch self {
    case .windowMoved: text("期別進入下一步", "a month moved on")
    case .disputeMoved: text("爭議有進展", "a dispute moved on")
    case .statementDrafted: text("擬出對帳單", "drafted a statement")
    case .statementApproved: text("核准對帳單", "approved a statement")
    case .statementSigned: text("簽署對帳單", "signed a statement")
    default: text("對帳單定案", "a statement was agreed on")
    }
  }

  private var terminalText: BilingualText {
    switch self {
    case .terminalInvited: text("產生配對碼", "made a pairing code")
    case .terminalInvitationEnded: text("取消配對碼", "cancelled a pairing code")
    case .terminalPaired: text("裝置完成配對", "a device was paired")
    case .terminalAdded: text("新增終端機", "added a terminal")
    default: text("停用終端機", "revoked a terminal")
    }
  }

  private var merchantText: BilingualText {
    switch self {
    case .merchantAdded: text("新增商家", "added a merchant")
    case .merchantChanged: text("修改商家", "changed a merchant")
    case .payeeProposed: text("提出收款資料", "proposed a payee")
    case .payeeApproved: text("核定收款資料", "approved a payee")
    default: text("退回收款資料", "sent a payee back")
    }
  }

  private var staffText: BilingualText {
    switch self {
    case .staffInvited: text("邀請使用者", "invited a user")
    case .staffJoined: text("啟用帳號", "took an account up")
    case .staffRolesChanged: text("變更角色", "changed roles")
    case .staffRevoked: text("停用帳號", "revoked an account")
    case .staffSignedIn: text("登入", "signed in")
    case .staffLocked: text("登入失敗過多", "too many failed sign-ins")
    case .passwordChanged: text("變更密碼", "changed the password")
    case .recoveryCodesRenewed: text("更換備用碼", "renewed recovery codes")
    default: text("使用備用碼", "used a recovery code")
    }
  }

  private func text(_ zh: String, _ en: String) -> BilingualText { BilingualText(zh: zh, en: en) }
}
