public import Benefits
public import Office

/// A session that is about to begin, and the device that it is on; both as keyed hashes.
public struct SessionOpening: Sendable {
  /// The session's token.
  public let token: [UInt8]
  /// The device.
  public let device: [UInt8]
  /// What the browser calls itself.
  public let agent: String?

  /// Makes an opening.
  public init(token: [UInt8], device: [UInt8], agent: String?) {
    self.token = token
    self.device = device
    self.agent = agent
  }
}

/// What proves somebody beside the password.
public enum SecondProof: Hashable, Sendable {
  /// A code of this TOTP step.
  case step(Int64)
  /// The keyed hash of a recovery code.
  case recovery([UInt8])
}

extension CityStore {
  // MARK: Who has to wait

  /// Whether an account's owner signed in on a device before, lately.
  public func knows(device: [UInt8], of id: StaffID, at now: Instant) async throws -> Bool {
    let since = now - SessionRules.deviceLife
    return try await first(
      SQLQuery(SessionTables.knowsDevice, [.blob(device), .integer(id.number), .instant(since)])
    ) { _ in true } ?? false
  }

  /// Counts an attempt. Should it be the last before the next has to wait, the audit log says so of `member`.
  /// - Throws: `SignInWait`.
  public func enterSignIn(_ keys: [FailureKey], of member: StaffMember?, at now: Instant) async throws {
    try await changeOffice { ledger in
      var desk = try ledger.desk(keys)
      try desk.enter(keys, at: now)
      try ledger.keep(desk)
      guard let member, desk.isFull(keys) else { return }
      let scopes = keys.filter { desk.isFull([$0]) }.map(\.scope.rawValue).sorted()
      try ledger.record(
        AuditEntry(
          at: now, actor: .node, action: .staffLocked, subject: member.subject,
          after: "scope: \(scopes.joined(separator: " "))"))
    }
  }

  /// Takes an attempt back that was no failure.
  public func leaveSignIn(_ keys: [FailureKey], at now: Instant) async throws {
    try await changeOffice { ledger in
      var desk = try ledger.desk(keys)
      desk.succeed(keys, at: now)
      try ledger.keep(desk)
    }
  }

  // MARK: Sessions

  /// Signs somebody in, whose password was right when the account looked like `account`.
  /// - Throws: `sign_in_over`, `wrong_code`.
  public func signIn(
    _ account: StaffAccount, proof: SecondProof, opening: SessionOpening, counted keys: [FailureKey],
    at now: Instant
  ) async throws {
    try await changeOffice { ledger in
      let current = try ledger.account(account.member.id)
      guard current.member.state == .active, current.password == account.password else {
        throw StaffFault.signInOver
      }
      try ledger.use(proof, of: current, at: now)
      try ledger.open(opening, for: current.member.id, at: now)
      var desk = try ledger.desk(keys)
      desk.succeed(keys, at: now)
      try ledger.keep(desk)
      let member = current.member
      try ledger.record(
        AuditEntry(
          at: now, actor: .staff(member.login), action: .staffSignedIn, subject: member.subject))
    }
  }

  /// The session of a token and whose it is, if it was not ended and the account is in use. Whether it still holds is
  /// for the caller's clock.
  public func session(_ token: [UInt8]) async throws -> (session: StaffSessionRecord, member: StaffMember)? {
    try await first(SQLQuery(SessionTables.byToken, [.blob(token)]), SessionTables.sessionWithMember)
  }

  /// Somebody's sessions that were not ended, the latest first.
  public func sessions(of id: StaffID, at now: Instant) async throws -> [StaffSessionRecord] {
    try await all(
      SQLQuery(SessionTables.open, [.integer(id.number), .instant(now)]), SessionTables.session
    ).filter { $0.holds(at: now) }
  }

  /// Writes down that a session had a request.
  public func touchSession(_ token: [UInt8], at now: Instant) async throws {
    try await engine.write { session in
      _ = try session.rows(SessionTables.touch, [.blob(token), .instant(now)])
    }
  }

  /// Ends one session.
  public func endSession(_ token: [UInt8], at now: Instant) async throws {
    try await engine.write { session in
      _ = try session.rows(SessionTables.end, [.blob(token), .instant(now)])
    }
  }

  /// Ends somebody's sessions but for one; gives how many.
  public func endSessions(of id: StaffID, except token: [UInt8] = [], at now: Instant) async throws -> Int {
    try await engine.write { session in
      try session.rows(SessionTables.endAll, [.integer(id.number), .instant(now), .blob(token)]).count
    }
  }

  /// Forgets what is over: failures after their window, ended sessions and old invitations after a month, devices on
  /// which nobody signed in for a long time.
  public func sweepOffice(at now: Instant) async throws {
    try await engine.write { session in
      _ = try session.run([
        SQLQuery(SessionTables.forgetFailures, [.instant(now - FailureScope.longest)]),
        SQLQuery(SessionTables.forget, [.instant(now - SessionRules.kept)]),
        SQLQuery(StaffTables.forgetInvitations, [.instant(now - SessionRules.kept)]),
        SQLQuery(SessionTables.forgetOldDevices, [.instant(now - SessionRules.deviceLife)]),
      ])
    }
  }
}

extension OfficeLedger {
  func member(_ login: Login) throws -> StaffMember {
    guard let row = try rows(StaffTables.byLogin, [.text(login.text)]).first else {
      throw StaffFault.unknownLogin(login.text)
    }
    return try StaffTables.member(row)
  }

  func account(_ id: StaffID) throws -> StaffAccount {
    guard let row = try rows(StaffTables.byID, [.integer(id.number)]).first else {
      throw StaffFault.signInOver
    }
    return try StaffTables.account(row)
  }

  func record(
    _ before: StaffMember, _ action: AuditAction, _ after: StaffMember, by actor: Actor, at now: Instant
  ) throws {
    try record(
      AuditEntry(
        at: now, actor: actor, action: action, subject: before.subject, before: before.auditText,
        after: after.auditText))
  }

  /// Uses a proof up.
  func use(_ proof: SecondProof, of account: StaffAccount, at now: Instant) throws {
    let id = SQLValue.integer(account.member.id.number)
    switch proof {
    case .step(let step):
      guard step > account.lastStep ?? .min else { throw StaffFault.wrongCode }
      _ = try rows(StaffTables.useStep, [id, .integer(step)])
    case .recovery(let code):
      guard !(try rows(StaffTables.useRecovery, [id, .blob(code), .instant(now)])).isEmpty else {
        throw StaffFault.wrongCode
      }
      try record(
        AuditEntry(
          at: now, actor: .staff(account.member.login), action: .recoveryCodeUsed,
          subject: account.member.subject))
    }
  }

  func replaceRecovery(of id: StaffID, by codes: [[UInt8]]) throws {
    _ = try session.run(
      [SQLQuery(StaffTables.forgetRecovery, [.integer(id.number)])]
        + codes.map { SQLQuery(StaffTables.addRecovery, [.integer(id.number), .blob($0)]) })
  }

  func open(_ opening: SessionOpening, for id: StaffID, at now: Instant) throws {
    _ = try session.run([
      SessionTables.write(
        StaffSessionRecord(new: opening.token, staff: id, at: now, agent: opening.agent)),
      SQLQuery(SessionTables.knowDevice, [.blob(opening.device), .integer(id.number), .instant(now)]),
    ])
  }

  /// Sessions, invitations, recovery codes and known devices.
  func endEverything(of id: StaffID, at now: Instant) throws {
    let staff = SQLValue.integer(id.number)
    _ = try session.run([
      SQLQuery(SessionTables.endAll, [staff, .instant(now), .blob([])]),
      SQLQuery(StaffTables.endInvitations, [staff, .instant(now)]),
      SQLQuery(StaffTables.forgetRecovery, [staff]), SQLQuery(SessionTables.forgetDevices, [staff]),
    ])
  }

  func desk(_ keys: [FailureKey]) throws -> SignInDesk {
    let rows = try session.run(
      keys.map { SQLQuery(SessionTables.failures, [.text($0.scope.rawValue), .blob($0.name)]) })
    let counts = try zip(keys, rows).compactMap { key, rows in
      try rows.first.map { row in
        (key, FailureCount(start: try row.instant(0), failures: Int(try row.integer(1))))
      }
    }
    return SignInDesk(Dictionary(counts) { first, _ in first })
  }

  func keep(_ desk: SignInDesk) throws {
    let written = desk.changed.compactMap { key in
      desk.counts[key].map { count in
        SQLQuery(
          SessionTables.writeFailures,
          [
            .text(key.scope.rawValue), .blob(key.name), .instant(count.start),
            .integer(Int64(count.failures)),
          ])
      }
    }
    if !written.isEmpty { _ = try session.run(written) }
  }
}
