public import Benefits
public import Office
import Signing
public import Store
import Wire

/// What is done with accounts, by commands and pages alike: the rules are the office's, the transactions the store's;
/// secrets are made and compared here.
public struct StaffClerk: Sendable {
  let city: CityID
  let cityName: BilingualText
  let keys: NodeKeys
  let store: CityStore
  let ports: NodePorts
  /// Hashes for devices that staff signed in on before, and for all others.
  let known = PasswordWorker("known")
  let strangers = PasswordWorker("strangers")
  /// What a login without an account is compared with.
  let decoy: PasswordHash

  /// A clerk over a city's books.
  public init(city: CityID, cityName: BilingualText, keys: NodeKeys, store: CityStore, ports: NodePorts) {
    self.city = city
    self.cityName = cityName
    self.keys = keys
    self.store = store
    self.ports = ports
    decoy = PasswordHash.decoy(ports: ports)
  }

  // MARK: Inviting

  /// Makes an account; gives the secret of its invitation, which is shown once.
  /// - Throws: ``Office/StaffFault``, `StoreError`.
  public func invite(_ draft: StaffDraft, by actor: Actor) async throws -> String {
    let secret = newSecret()
    _ = try await store.addStaff(
      draft, seed: ports.random(32), invitation: keys.digest(.invitation, secret.bytes), by: actor,
      at: ports.now())
    return secret.text
  }

  /// Makes the account of a merchant's user, which is all that may be invited from a page: were others, one person could
  /// make the second that the four-eyes rule asks for.
  public func inviteUser(
    of merchant: MerchantID, login: String, name: String, by actor: Actor
  ) async throws -> String {
    try await invite(StaffDraft(login: login, name: name, roles: [.merchant], merchant: merchant), by: actor)
  }

  /// Invites somebody again; nothing that proved them until now does so any more.
  public func inviteAgain(_ login: Login, by actor: Actor) async throws -> String {
    let secret = newSecret()
    try await store.inviteAgain(
      login, seed: ports.random(32), invitation: keys.digest(.invitation, secret.bytes), by: actor,
      at: ports.now())
    return secret.text
  }

  /// Whom an invitation is for, and what their authenticator has to know.
  /// - Throws: `invitation_over`.
  public func invitation(_ secret: String) async throws -> OpenInvitation {
    let account = try await invited(secret)
    return OpenInvitation(
      member: account.member, totp: Base32.text(totpSecret(account)), uri: totpURI(account))
  }

  /// Takes up an account; its owner is signed in. The recovery codes are shown once.
  /// - Throws: `invitation_over`, ``Office/PasswordFault`` as `password`, `passwords_differ`, `wrong_code`, `busy`.
  public func join(
    _ secret: String, password: String, again: String, code: String, from visitor: Visitor
  ) async throws -> (signedIn: SignedIn, recovery: [String]) {
    let account = try await invited(secret)
    try check(password, again: again, of: account.member)
    let now = ports.now()
    let totp = totpSecret(account)
    guard let step = try TOTP.accept(code, at: now, after: nil, { try hmacSHA1(key: totp, $0) }) else {
      throw StaffFault.wrongCode
    }
    let hash = try await strangers.withPlace(secretDigest(.invitation, secret)) {
      try await strangers.hash { [ports] in try PasswordHash.of(password, ports: ports).text }
    }
    let (codes, hashes) = newRecoveryCodes(for: account.member.id)
    let (session, device) = (newSecret(), newSecret().text)
    let member = try await store.join(
      invitation: secretDigest(.invitation, secret), password: hash, step: step, recovery: hashes,
      opening: opening(session.bytes, device, visitor), at: now)
    return (SignedIn(member: member, session: session.text, device: visitor.keeping(device)), codes)
  }

  private func invited(_ secret: String) async throws -> StaffAccount {
    guard let account = try await store.invited(secretDigest(.invitation, secret), at: ports.now()) else {
      throw StaffFault.invitationOver
    }
    return account
  }

  // MARK: Secrets

  /// 256 random bits, as bytes and as the text that travels.
  func newSecret() -> (bytes: [UInt8], text: String) {
    let bytes = ports.random(32)
    return (bytes, Base64URL.text(bytes))
  }

  /// The keyed hash of a secret that came as text; of one that can't be ours, a hash that nothing has.
  func secretDigest(_ domain: StaffDomain, _ text: String) -> [UInt8] {
    keys.digest(domain, Base64URL.decode(text.utf8.count == 43 ? text : "") ?? [])
  }

  /// 160 bits, the length of the hash (RFC 4226 §4 R6): from the seed and the node's key, so that the database alone
  /// has no secret.
  func totpSecret(_ account: StaffAccount) -> [UInt8] { Array(keys.digest(.totp, account.seed).prefix(20)) }

  /// The secret as authenticators take it from a QR code (Key Uri Format): few of them read anything but the usual
  /// SHA-1, six digits and 30 seconds, so nothing else is said.
  private func totpURI(_ account: StaffAccount) -> String {
    let secret = Base32.text(totpSecret(account))
    let issuer = Percent.encoded("\(cityName.zh)市民卡")
    let login = Percent.encoded(account.member.login.text)
    return "otpauth://totp/\(issuer):\(login)?secret=\(secret)&issuer=\(issuer)"
  }

  func newRecoveryCodes(for id: StaffID) -> (codes: [String], hashes: [[UInt8]]) {
    let codes = (0..<RecoveryCodes.count).map { _ in
      String(Base32.text(ports.random(7)).prefix(RecoveryCodes.length))
    }
    return (codes.map(RecoveryCodes.shown), codes.map { recoveryDigest($0, of: id) })
  }

  func recoveryDigest(_ code: String, of id: StaffID) -> [UInt8] {
    keys.digest(.recovery, Array("\(id)".utf8), Array(code.utf8))
  }

  func opening(
    _ session: [UInt8], _ device: String, _ visitor: Visitor
  ) -> SessionOpening {
    SessionOpening(
      token: keys.digest(.session, session), device: secretDigest(.device, device), agent: visitor.agent)
  }

  func check(_ password: String, again: String, of member: StaffMember) throws(StaffFault) {
    let password = PasswordHash.normalised(password)
    guard password == PasswordHash.normalised(again) else { throw .passwordsDiffer }
    do {
      try PasswordRules.check(password, login: member.login, name: member.name)
    } catch {
      throw .password(error)
    }
  }
}

/// Who stands before a page of accounts, as far as that is known.
public struct Visitor: Sendable {
  /// How many marks a device keeps: as many people may share it and still be known on it.
  static let markLimit = 8

  /// The marks that their device shows, one for each person who signed in on it, the latest first.
  let marks: [String]
  /// The network that they come from.
  public let network: String
  /// What the browser calls itself.
  public let agent: String?

  /// Makes a visitor. `device` is what ``SignedIn/device`` gave the browser to keep; of what the browser calls itself no
  /// more than 200 characters are kept.
  public init(device: String?, network: String, agent: String?) {
    marks = (device ?? "").split(separator: ".").prefix(Self.markLimit).map(String.init)
    self.network = network
    self.agent = agent.map { String($0.prefix(200)) }
  }

  /// What the device is to keep once somebody signed in on it under `mark`.
  func keeping(_ mark: String) -> String {
    ([mark] + marks.filter { $0 != mark && $0.utf8.count == 43 }).prefix(Self.markLimit).joined(
      separator: ".")
  }
}

/// An invitation that can be taken up.
public struct OpenInvitation: Sendable {
  /// For whom it is.
  public let member: StaffMember
  /// The authenticator's secret in Base32.
  public let totp: String
  /// The same as a URI, for a QR code.
  public let uri: String
}

/// Somebody who has just signed in, with what their browser is to keep.
public struct SignedIn: Sendable {
  /// Who.
  public let member: StaffMember
  /// The session's token.
  public let session: String
  /// What tells the device when somebody signs in on it again.
  public let device: String
}

/// A request's session.
public struct StaffPresence: Sendable {
  /// Whose it is.
  public let member: StaffMember
  /// What every form of this session carries.
  public let formToken: String
  /// Under which it is kept.
  public let token: [UInt8]

  /// Whether a form that brings this was made for the session; it takes as long whatever its first letters are.
  public func made(formToken brought: String) -> Bool {
    equalInConstantTime(Array(brought.utf8), Array(formToken.utf8))
  }
}
