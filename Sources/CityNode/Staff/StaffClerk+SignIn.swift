import Benefits
import Office
import Signing
import Store
import Wire

/// Signing in: the password first, then a code.
extension StaffClerk {
  /// Looks at login and password. Gives what proves for ten minutes that they were right; nobody is signed in yet.
  ///
  /// A login without an account costs the same and says the same as one with another password.
  ///
  /// - Throws: `wrong_password`, `sign_in_wait`, `busy`.
  public func givePassword(_ typed: String, _ password: String, from visitor: Visitor) async throws -> String
  {
    let login = Login(typed)
    let account = try await account(of: login)
    let usable = account.flatMap { $0.member.state == .active ? $0.password.flatMap(PasswordHash.init) : nil }
    let mark = try await knownMark(visitor, account)
    let name = Array((login?.text ?? String(typed.lowercased().prefix(100))).utf8)
    let network = Array(visitor.network.utf8)
    let keys =
      mark.map { [key(.device, name, Array($0.utf8))] }
      ?? [key(.stranger, name, network), key(.network, network)]
    let worker = mark == nil ? strangers : known
    return try await worker.withPlace(keys[0].name) {
      try await enter(keys, of: usable == nil ? nil : account?.member)
      let hash = usable ?? decoy
      let matches = try await worker.hash { try hash.matches(password) }
      guard matches, usable != nil, let account else { throw StaffFault.wrongPassword }
      try await store.leaveSignIn(keys, at: ports.now())
      return passwordGiven(account, until: ports.now() + SessionRules.codeTime)
    }
  }

  /// Looks at the code, of the authenticator or a recovery code, and signs in.
  ///
  /// - Throws: `wrong_code`, `sign_in_over`, `sign_in_wait`.
  public func giveCode(_ typed: String, after proof: String, from visitor: Visitor) async throws -> SignedIn {
    let account = try await account(proof)
    let member = account.member
    let mark = try await knownMark(visitor, account)
    let name = Array(member.login.text.utf8)
    let keys = [mark.map { key(.deviceCode, name, Array($0.utf8)) } ?? key(.code, name)]
    try await enter(keys, of: member)
    let second = try second(typed, account)
    let session = newSecret()
    // A device that was not known gets a new mark: one that somebody else may have put there is not to be trusted.
    let device = mark ?? newSecret().text
    try await store.signIn(
      account, proof: second, opening: opening(session.bytes, device, visitor), counted: keys,
      at: ports.now())
    return SignedIn(member: member, session: session.text, device: visitor.keeping(device))
  }

  /// Whether the code that a person typed proves them; it is used up only by the transaction that follows.
  func second(_ typed: String, _ account: StaffAccount) throws -> SecondProof {
    if let code = RecoveryCodes.canonical(typed) {
      return .recovery(recoveryDigest(code, of: account.member.id))
    }
    let secret = totpSecret(account)
    let step = try TOTP.accept(typed, at: ports.now(), after: account.lastStep) {
      try hmacSHA1(key: secret, $0)
    }
    guard let step else { throw StaffFault.wrongCode }
    return .step(step)
  }

  // MARK: Sessions

  /// Whose a session token is, if the session holds.
  public func presence(_ token: String) async throws -> StaffPresence? {
    guard token.utf8.count == 43, let bytes = Base64URL.decode(token) else { return nil }
    let hash = keys.digest(.session, bytes)
    let now = ports.now()
    guard let (session, member) = try await store.session(hash), session.holds(at: now) else { return nil }
    if session.isToTouch(at: now) { try await store.touchSession(hash, at: now) }
    return StaffPresence(
      member: member, formToken: Base64URL.text(keys.digest(.form, bytes)), token: hash)
  }

  // MARK: Counting

  func enter(_ keys: [FailureKey], of member: StaffMember?) async throws {
    do {
      try await store.enterSignIn(keys, of: member, at: ports.now())
    } catch let wait as SignInWait {
      throw StaffFault.wait(until: wait.until)
    }
  }

  func key(_ scope: FailureScope, _ parts: [UInt8]...) -> FailureKey {
    let joined = parts.flatMap { Array("\($0.count)\0".utf8) + $0 }
    return FailureKey(scope, keys.digest(.failure, Array(scope.rawValue.utf8), joined))
  }

  private func account(of login: Login?) async throws -> StaffAccount? {
    guard let login else { return nil }
    return try await store.account(login)
  }

  /// The mark under which an account's owner signed in on this device before; nil if nobody of that account did.
  func knownMark(_ visitor: Visitor, _ account: StaffAccount?) async throws -> String? {
    // Asked in vain where there is no account, so that this takes as long as where there is one.
    for mark in visitor.marks
    where try await store.knows(
      device: secretDigest(.device, mark), of: account?.member.id ?? StaffID(0), at: ports.now())
    {
      return mark
    }
    return nil
  }

  // MARK: Between password and code

  /// Names the account and the time, under the node's key; it covers the password's hash, so another password ends it.
  private func passwordGiven(_ account: StaffAccount, until: Instant) -> String {
    let claim = Self.bytes(account.member.id.number) + Self.bytes(until.microseconds)
    return Base64URL.text(claim + mark(claim, account))
  }

  private func mark(_ claim: [UInt8], _ account: StaffAccount) -> [UInt8] {
    keys.digest(.passwordGiven, claim, Array((account.password ?? "").utf8))
  }

  private func account(_ proof: String) async throws -> StaffAccount {
    guard proof.utf8.count <= 64, let bytes = Base64URL.decode(proof), bytes.count == 48,
      let account = try await store.account(StaffID(Self.number(bytes[..<8]))),
      equalInConstantTime(Array(bytes[16...]), mark(Array(bytes[..<16]), account)),
      account.member.state == .active, account.password != nil,
      ports.now() < Instant(microseconds: Self.number(bytes[8..<16]))
    else { throw StaffFault.signInOver }
    return account
  }

  private static func bytes(_ number: Int64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> Int64(56 - 8 * $0)) }
  }
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int64 {
    bytes.reduce(0) { $0 << 8 | Int64($1) }
  }
}
