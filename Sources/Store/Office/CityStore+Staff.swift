public import Benefits
public import Office

/// Accounts: each change is a transaction of its own with its entry in the audit log.
extension CityStore {
  // MARK: Reads

  /// Everybody with an account, revoked ones too, by login.
  public func staff() async throws -> [StaffMember] {
    try await all(SQLQuery(StaffTables.all), StaffTables.member)
  }

  /// The account of a login.
  public func account(_ login: Login) async throws -> StaffAccount? {
    try await account(SQLQuery(StaffTables.byLogin, [.text(login.text)]))
  }

  /// The account of this number.
  public func account(_ id: StaffID) async throws -> StaffAccount? {
    try await account(SQLQuery(StaffTables.byID, [.integer(id.number)]))
  }

  /// Whom an invitation that can still be used is for.
  public func invited(_ code: [UInt8], at now: Instant) async throws -> StaffAccount? {
    try await account(SQLQuery(StaffTables.invited, [.blob(code), .instant(now)]))
  }

  // Not by `first`: with optimisation Swift 6.3.1 crashes over it ("While splitting coroutine").
  private func account(_ query: SQLQuery) async throws -> StaffAccount? {
    let rows = try await reads.read([query])[0]
    return try rows.first.map(StaffTables.account)
  }

  /// How many recovery codes somebody has left.
  public func recoveryCodesLeft(_ id: StaffID) async throws -> Int {
    Int(try await first(SQLQuery(StaffTables.recoveryLeft, [.integer(id.number)])) { try $0.integer(0) } ?? 0)
  }

  // MARK: Inviting and ending

  /// Makes an account and its invitation.
  /// - Throws: `login_taken`, `unknown_merchant`.
  public func addStaff(
    _ draft: StaffDraft, seed: [UInt8], invitation code: [UInt8], by actor: Actor, at now: Instant
  ) async throws -> StaffID {
    try await changeOffice { ledger in
      if let merchant = draft.merchant,
        try ledger.rows(StaffTables.merchant, [.text(merchant.text)]).isEmpty
      {
        throw StaffFault.unknownMerchant(merchant)
      }
      let added = try ledger.rows(
        StaffTables.insert,
        [
          .text(draft.login.text), .text(draft.name), .text(StaffTables.text(draft.roles)),
          .optional(draft.merchant?.text), .text(StaffState.invited.rawValue), .blob(seed), .instant(now),
        ])
      guard let id = try added.first?.integer(0) else { throw StaffFault.loginTaken(draft.login) }
      _ = try ledger.rows(
        StaffTables.addInvitation, [.blob(code), .integer(id), .instant(now + Invitation.life)])
      let member = StaffMember(
        id: StaffID(id), login: draft.login, name: draft.name, roles: draft.roles, merchant: draft.merchant,
        state: .invited, added: now)
      try ledger.record(
        AuditEntry(
          at: now, actor: actor, action: .staffInvited, subject: member.subject, after: member.auditText))
      return member.id
    }
  }

  /// Invites somebody again, who lost password, authenticator and recovery codes, or let the invitation lapse: what
  /// proved them until now does so no more.
  /// - Throws: `unknown_login`, `account_revoked`.
  public func inviteAgain(
    _ login: Login, seed: [UInt8], invitation code: [UInt8], by actor: Actor, at now: Instant
  ) async throws {
    try await changeOffice { ledger in
      let member = try ledger.member(login)
      guard member.state != .revoked else { throw StaffFault.revoked(login) }
      try ledger.endEverything(of: member.id, at: now)
      let id = SQLValue.integer(member.id.number)
      _ = try ledger.rows(StaffTables.reset, [id, .blob(seed)])
      _ = try ledger.rows(StaffTables.addInvitation, [.blob(code), id, .instant(now + Invitation.life)])
      try ledger.record(member, .staffInvited, member.with(.invited), by: actor, at: now)
    }
  }

  /// Ends an account; what its owner did stays theirs. Nothing happens if it was ended before.
  /// - Throws: `unknown_login`.
  public func revokeStaff(_ login: Login, by actor: Actor, at now: Instant) async throws {
    try await changeOffice { ledger in
      let member = try ledger.member(login)
      guard member.state != .revoked else { return }
      try ledger.endEverything(of: member.id, at: now)
      _ = try ledger.rows(StaffTables.revoke, [.integer(member.id.number)])
      try ledger.record(member, .staffRevoked, member.with(.revoked), by: actor, at: now)
    }
  }

  /// Gives an account other roles, and ends its sessions: whoever may do more or less signs in anew.
  /// - Throws: `unknown_login`, `account_revoked`, `no_role`, `merchant_role`, `unknown_merchant`.
  public func setRoles(
    _ roles: Set<Role>, merchant: MerchantID?, of login: Login, by actor: Actor, at now: Instant
  ) async throws {
    try StaffDraft.check(roles, merchant)
    try await changeOffice { ledger in
      let member = try ledger.member(login)
      guard member.state != .revoked else { throw StaffFault.revoked(login) }
      if let merchant, try ledger.rows(StaffTables.merchant, [.text(merchant.text)]).isEmpty {
        throw StaffFault.unknownMerchant(merchant)
      }
      guard member.roles != roles || member.merchant != merchant else { return }
      let id = SQLValue.integer(member.id.number)
      _ = try ledger.rows(
        StaffTables.setRoles, [id, .text(StaffTables.text(roles)), .optional(merchant?.text)])
      _ = try ledger.rows(SessionTables.endAll, [id, .instant(now), .blob([])])
      let after = StaffMember(
        id: member.id, login: login, name: member.name, roles: roles, merchant: merchant, state: member.state,
        added: member.added)
      try ledger.record(member, .staffRolesChanged, after, by: actor, at: now)
    }
  }

  // MARK: By the owner

  /// Takes up an account: password, authenticator proven once, recovery codes; its owner is signed in.
  /// - Throws: `invitation_over`.
  public func join(
    invitation code: [UInt8], password: String, step: Int64, recovery: [[UInt8]], opening: SessionOpening,
    at now: Instant
  ) async throws -> StaffMember {
    try await changeOffice { ledger in
      guard
        let account = try ledger.rows(StaffTables.invited, [.blob(code), .instant(now)]).first
          .map(StaffTables.account)
      else { throw StaffFault.invitationOver }
      let member = account.member
      let id = SQLValue.integer(member.id.number)
      _ = try ledger.rows(StaffTables.useInvitation, [.blob(code), .instant(now)])
      _ = try ledger.rows(StaffTables.join, [id, .text(password), .integer(step)])
      try ledger.replaceRecovery(of: member.id, by: recovery)
      try ledger.open(opening, for: member.id, at: now)
      let joined = member.with(.active)
      try ledger.record(member, .staffJoined, joined, by: .staff(member.login), at: now)
      return joined
    }
  }

  /// Another password; all other sessions end, and this one goes on under another token.
  public func changePassword(
    of member: StaffMember, from old: String, to password: String, opening: SessionOpening, at now: Instant
  ) async throws {
    try await changeOffice { ledger in
      let account = try ledger.account(member.id)
      guard account.member.state == .active, account.password == old else { throw StaffFault.signInOver }
      let id = SQLValue.integer(member.id.number)
      _ = try ledger.rows(StaffTables.setPassword, [id, .text(password)])
      _ = try ledger.rows(SessionTables.endAll, [id, .instant(now), .blob([])])
      try ledger.open(opening, for: member.id, at: now)
      try ledger.record(
        AuditEntry(
          at: now, actor: .staff(member.login), action: .passwordChanged, subject: member.subject))
    }
  }

  /// Other recovery codes; the ones before open nothing any more. `proof` is used up.
  /// - Throws: `wrong_code`.
  public func renewRecovery(
    of member: StaffMember, proof: SecondProof, codes: [[UInt8]], at now: Instant
  ) async throws {
    try await changeOffice { ledger in
      try ledger.use(proof, of: try ledger.account(member.id), at: now)
      try ledger.replaceRecovery(of: member.id, by: codes)
      try ledger.record(
        AuditEntry(
          at: now, actor: .staff(member.login), action: .recoveryCodesRenewed, subject: member.subject))
    }
  }
}

extension StaffMember {
  /// How the audit log calls them.
  public var subject: String { "staff:\(login)" }

  /// What the audit log says of them.
  var auditText: String {
    let lines: [(String, String?)] = [
      ("name", name), ("roles", roles.sorted().map(\.rawValue).joined(separator: " ")),
      ("merchant", merchant?.text), ("state", state.rawValue),
    ]
    return lines.compactMap { name, value in value.map { "\(name): \($0)" } }.joined(separator: "\n")
  }

  func with(_ state: StaffState) -> StaffMember {
    StaffMember(
      id: id, login: login, name: name, roles: roles, merchant: merchant, state: state, added: added)
  }
}
