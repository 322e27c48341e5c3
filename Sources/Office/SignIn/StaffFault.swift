public import Benefits

/// Why something about an account was not done; then nothing has changed.
public enum StaffFault: Error, Hashable, Sendable {
  /// Login or password is wrong; which of the two is never said.
  case wrongPassword
  /// The code is wrong, or was used.
  case wrongCode
  /// Too many failures; from then on again.
  case wait(until: Instant)
  /// The password was given too long ago, or what it proved has changed since.
  case signInOver
  /// The invitation is unknown, used or too old.
  case invitationOver
  /// The new password is not taken.
  case password(PasswordFault)
  /// The two passwords differ.
  case passwordsDiffer
  /// An account of this login exists already.
  case loginTaken(Login)
  /// No account has this login.
  case unknownLogin(String)
  /// A login has other characters.
  case loginInvalid
  /// A name is one line of 1 to 100 characters.
  case nameInvalid
  /// An account has at least one role.
  case noRole
  /// The role `merchant` and a merchant belong together, and with no other role.
  case merchantRole
  /// There is no such merchant.
  case unknownMerchant(MerchantID)
  /// The account was revoked.
  case revoked(Login)
  /// The account was not yet taken up, or was revoked.
  case notActive(Login)
  /// The account lacks the role `operator`.
  case notOperator(Login)
  /// Too many sign-ins at once.
  case busy

  /// The stable code.
  public var code: String {
    switch self {
    case .wrongPassword: "wrong_password"
    case .wrongCode: "wrong_code"
    case .wait: "sign_in_wait"
    case .signInOver: "sign_in_over"
    case .invitationOver: "invitation_over"
    case .password(let fault): fault.rawValue
    case .passwordsDiffer: "passwords_differ"
    case .loginTaken: "login_taken"
    case .unknownLogin: "unknown_login"
    case .loginInvalid: "login_invalid"
    case .nameInvalid: "name_invalid"
    case .noRole: "no_role"
    case .merchantRole: "merchant_role"
    case .unknownMerchant: "unknown_merchant"
    case .revoked: "account_revoked"
    case .notActive: "account_not_active"
    case .notOperator: "not_an_operator"
    case .busy: "busy"
    }
  }
}

/// What an account is made of, checked.
public struct StaffDraft: Hashable, Sendable {
  /// What they sign in with.
  public let login: Login
  /// What people call them.
  public let name: String
  /// What they are there for.
  public let roles: Set<Role>
  /// Whose sales they see.
  public let merchant: MerchantID?

  /// Checks the parts.
  /// - Throws: `login_invalid`, `name_invalid`, `no_role`, `merchant_role`.
  public init(login: String, name: String, roles: Set<Role>, merchant: MerchantID?) throws(StaffFault) {
    guard let login = Login(login) else { throw .loginInvalid }
    guard OneLine.holds(name, limit: 100) else { throw .nameInvalid }
    try Self.check(roles, merchant)
    self.login = login
    self.name = name
    self.roles = roles
    self.merchant = merchant
  }

  /// A merchant's user sees one merchant's sales and does nothing for the city.
  public static func check(_ roles: Set<Role>, _ merchant: MerchantID?) throws(StaffFault) {
    guard !roles.isEmpty else { throw .noRole }
    let isMerchant = roles.contains(.merchant)
    guard isMerchant == (merchant != nil), !isMerchant || roles.count == 1 else { throw .merchantRole }
  }
}
