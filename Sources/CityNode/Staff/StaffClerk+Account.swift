import Benefits
public import Office
import Signing
import Store

/// What somebody does with their own account.
extension StaffClerk {
  /// Another password. All other sessions end, and this one goes on under a new token.
  /// - Throws: `wrong_password`, `password`, `passwords_differ`, `sign_in_wait`, `busy`.
  public func changePassword(
    of presence: StaffPresence, from old: String, to password: String, again: String, by visitor: Visitor
  ) async throws -> SignedIn {
    let member = presence.member
    try check(password, again: again, of: member)
    guard let account = try await store.account(member.id), let text = account.password,
      let hash = PasswordHash(text)
    else { throw StaffFault.signInOver }
    // Counted for this session alone: whoever sits at a screen that was left open tries no more than a stranger.
    let keys = [key(.device, Array(member.login.text.utf8), presence.token)]
    return try await known.withPlace(presence.token) {
      try await enter(keys, of: member)
      guard try await known.hash({ try hash.matches(old) }) else { throw StaffFault.wrongPassword }
      let new = try await known.hash { [ports] in try PasswordHash.of(password, ports: ports).text }
      let (session, device) = (newSecret(), try await knownMark(visitor, account) ?? newSecret().text)
      let now = ports.now()
      try await store.changePassword(
        of: member, from: text, to: new, opening: opening(session.bytes, device, visitor), at: now)
      try await store.leaveSignIn(keys, at: now)
      return SignedIn(member: member, session: session.text, device: visitor.keeping(device))
    }
  }

  /// Other recovery codes, shown once; the authenticator's code proves that it is there.
  /// - Throws: `wrong_code`, `sign_in_wait`.
  public func renewRecovery(of presence: StaffPresence, code: String) async throws -> [String] {
    let member = presence.member
    guard let account = try await store.account(member.id) else { throw StaffFault.signInOver }
    let keys = [key(.deviceCode, Array(member.login.text.utf8), presence.token)]
    try await enter(keys, of: member)
    let (codes, hashes) = newRecoveryCodes(for: member.id)
    let now = ports.now()
    // Who has a session and one code must not make ten of it.
    let proof = try second(code, account)
    guard case .step = proof else { throw StaffFault.wrongCode }
    try await store.renewRecovery(of: member, proof: proof, codes: hashes, at: now)
    try await store.leaveSignIn(keys, at: now)
    return codes
  }

  /// The own sessions that hold, the latest first.
  public func sessions(of presence: StaffPresence) async throws -> [StaffSessionRecord] {
    try await store.sessions(of: presence.member.id, at: ports.now())
  }

  /// How many recovery codes are left.
  public func recoveryCodesLeft(of presence: StaffPresence) async throws -> Int {
    try await store.recoveryCodesLeft(presence.member.id)
  }

  /// Ends this session.
  public func signOut(_ presence: StaffPresence) async throws {
    try await store.endSession(presence.token, at: ports.now())
  }

  /// Ends the sessions on all other devices; gives how many.
  public func signOutElsewhere(_ presence: StaffPresence) async throws -> Int {
    try await store.endSessions(of: presence.member.id, except: presence.token, at: ports.now())
  }
}
