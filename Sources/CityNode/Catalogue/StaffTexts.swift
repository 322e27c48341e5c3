public import Benefits
public import Office

extension StaffFault {
  /// What is wrong and what to do.
  public var message: BilingualText {
    switch self {
    case .wrongPassword, .wrongCode, .wait, .signInOver, .invitationOver, .busy: signInMessage
    case .password(let fault): fault.message
    case .passwordsDiffer: text("兩次輸入的密碼不同", "the two passwords differ")
    case .loginTaken(let login):
      text("帳號 \(login) 已經存在，請換一個", "the login \(login) is taken; choose another")
    case .unknownLogin(let login): text("沒有帳號「\(login)」", "no account has the login “\(login)”")
    case .loginInvalid:
      text(
        "帳號須為 3 至 64 個小寫英文、數字或 . - _ @，以英文或數字開頭",
        "a login is 3 to 64 of lower-case letters, digits, . - _ @, and begins with a letter or digit")
    case .nameInvalid: text("姓名須為一行 1 至 100 字", "a name is one line of 1 to 100 characters")
    case .noRole: text("至少須有一個角色", "an account has at least one role")
    case .merchantRole:
      text(
        "角色 merchant 須指明商家，且不能與其他角色並存",
        "the role merchant needs a merchant, and goes with no other role")
    case .unknownMerchant(let id): text("沒有商家 \(id)", "there is no merchant \(id)")
    case .revoked(let login): text("帳號 \(login) 已停用", "the account \(login) was revoked")
    case .notActive(let login):
      text("帳號 \(login) 尚未啟用或已停用", "the account \(login) is not taken up yet, or was revoked")
    case .notOperator(let login):
      text("帳號 \(login) 不是承辦人（operator）", "the account \(login) is no operator's")
    }
  }

  private var signInMessage: BilingualText {
    switch self {
    case .wrongCode:
      text(
        "驗證碼不對，或已經用過；請等下一組再試", "the code is wrong or was used; wait for the next one and try again")
    case .wait(let until):
      text(
        "嘗試次數過多，請於 \(Self.clock(until)) 之後再試",
        "too many attempts; try again after \(Self.clock(until))")
    case .signInOver: text("登入逾時，請從密碼重新開始", "signing in took too long; begin with the password again")
    case .invitationOver:
      text(
        "邀請連結不對、已用過或已過期；請向邀請人索取新的",
        "the invitation is wrong, used or too old; ask whoever invited you for a new one")
    case .busy: text("目前登入的人太多，請稍候再試", "too many people sign in just now; try again in a moment")
    default: text("帳號或密碼不對", "login or password is wrong")
    }
  }

  /// Hours and minutes in Taipei; a wait is an hour at most.
  private static func clock(_ instant: Instant) -> String {
    String(CivilCalendar.taipei.format(instant + .minutes(1)).dropFirst(11).prefix(5))
  }

  private func text(_ zh: String, _ en: String) -> BilingualText { BilingualText(zh: zh, en: en) }
}

extension PasswordFault {
  /// What is wrong and what to do.
  public var message: BilingualText {
    switch self {
    case .tooShort:
      BilingualText(
        zh: "密碼至少 \(PasswordRules.length.lowerBound) 個字元；可用幾個不相干的詞組成",
        en:
          "a password has at least \(PasswordRules.length.lowerBound) characters; a few unrelated words do well"
      )
    case .tooLong:
      BilingualText(
        zh: "密碼至多 \(PasswordRules.length.upperBound) 個字元",
        en: "a password has at most \(PasswordRules.length.upperBound) characters")
    case .controlCharacter:
      BilingualText(zh: "密碼不能有看不見的控制字元", en: "a password has no characters that can't be seen")
    case .isOwnName:
      BilingualText(zh: "密碼不能是自己的帳號或姓名", en: "a password is not your own login or name")
    case .guessable:
      BilingualText(
        zh: "密碼不能是重複或連續的字元", en: "a password is not one character over and over, nor a run of them")
    }
  }
}

extension Role {
  /// As people say it.
  public var text: BilingualText {
    switch self {
    case .operator: BilingualText(zh: "承辦人", en: "operator")
    case .merchant: BilingualText(zh: "商家", en: "merchant")
    case .settlementMaker: BilingualText(zh: "結算經辦", en: "settlement maker")
    case .settlementChecker: BilingualText(zh: "結算覆核", en: "settlement checker")
    case .auditor: BilingualText(zh: "稽核", en: "auditor")
    }
  }
}

extension StaffState {
  /// As people say it.
  public var text: BilingualText {
    switch self {
    case .invited: BilingualText(zh: "已邀請，尚未啟用", en: "invited")
    case .active: BilingualText(zh: "使用中", en: "in use")
    case .revoked: BilingualText(zh: "已停用", en: "revoked")
    }
  }
}
