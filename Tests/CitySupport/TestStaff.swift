import Benefits
import CityNode
import Office
import Signing
import Wire

/// A member of staff in a test, with everything that their owner knows.
struct TestStaff: Sendable {
  /// Fit for any test: long, and nobody's name.
  static let password = "correct horse battery staple"

  let member: StaffMember
  let password: String
  /// The authenticator's secret.
  let secret: [UInt8]
  let recovery: [String]
  /// The session that taking the account up began.
  let signedIn: SignedIn

  var login: String { member.login.text }

  /// What the authenticator shows; `ahead` steps later for a negative or positive number. A code is taken once: the
  /// account was taken up with that of one step ago, so this one and the next can still be used.
  func code(at now: Instant, ahead: Int64 = 0) throws -> String {
    try TOTP.code(of: TOTP.step(at: now) + ahead) { try hmacSHA1(key: secret, $0) }
  }
}

extension City {
  /// Makes an account and takes it up, as its owner would; for tests that begin behind the sign-in.
  func account(
    _ login: String, name: String = "王小明", _ roles: Set<Role>, merchant: MerchantID? = nil,
    password: String = TestStaff.password
  ) async throws -> TestStaff {
    let clerk = try node.staff
    let draft = try StaffDraft(login: login, name: name, roles: roles, merchant: merchant)
    let invitation = try await clerk.invite(draft, by: .machine("test"))
    guard let secret = Base32.decode(try await clerk.invitation(invitation).totp) else {
      throw UnexpectedOutcome("the secret is no Base32")
    }
    let code = try TOTP.code(of: TOTP.step(at: clock.now) - 1) { try hmacSHA1(key: secret, $0) }
    let joined = try await clerk.join(
      invitation, password: password, again: password, code: code,
      from: Visitor(device: nil, network: "192.0.2", agent: "test"))
    return TestStaff(
      member: joined.signedIn.member, password: password, secret: secret, recovery: joined.recovery,
      signedIn: joined.signedIn)
  }
}
