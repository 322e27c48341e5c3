public import Benefits
public import Office

/// Terminals come and go by transactions of the office, with their entries in the audit log.
extension CityStore {
  /// The terminal that presents a token with this hash, unless it was revoked.
  public func terminal(token hash: [UInt8]) async throws -> Terminal? {
    try await first(SQLQuery(TerminalTable.byToken, [.blob(hash)]), TerminalTable.terminal)
  }

  /// All terminals, revoked ones too.
  public func terminals() async throws -> [Terminal] {
    try await all(SQLQuery(TerminalTable.all), TerminalTable.terminal)
  }

  /// Adds a terminal whose token has this hash.
  public func addTerminal(
    token hash: [UInt8], venue: VenueID, label: String, salesPoint: SalesPointID? = nil, by actor: Actor,
    at now: Instant
  ) async throws -> TerminalID {
    try await changeOffice { ledger in
      let id = try Self.insert(hash, venue, label, salesPoint, at: now, ledger)
      try ledger.record(
        AuditEntry(
          at: now, actor: actor, action: .terminalAdded, subject: "terminal:\(id.number)",
          after: Self.place(venue, label, salesPoint)))
      return id
    }
  }

  /// Revokes a terminal; false if there is none in service under that number.
  public func revokeTerminal(_ id: TerminalID, by actor: Actor, at now: Instant) async throws -> Bool {
    try await changeOffice { ledger in
      let rows = try ledger.rows(TerminalTable.revoke, [.integer(id.number), .instant(now)])
      guard let terminal = try rows.first.map(TerminalTable.terminal) else { return false }
      try ledger.record(
        AuditEntry(
          at: now, actor: actor, action: .terminalRevoked, subject: "terminal:\(id.number)",
          before: Self.place(terminal.venue, terminal.label, terminal.salesPoint)))
      return true
    }
  }

  // MARK: Last contact

  /// When each terminal was last heard, by terminal; those that never were are missing.
  public func terminalContacts() async throws -> [TerminalID: TerminalContact] {
    let rows = try await reads.read([SQLQuery(TerminalTable.contacts)])[0]
    return try rows.reduce(into: [:]) { contacts, row in
      contacts[TerminalID(try row.integer(0))] = TerminalContact(
        at: try row.instant(1), page: try row.optional(2, SQLRow.text))
    }
  }

  /// Keeps when terminals were heard, all in one transaction; what another process heard later stays.
  public func keep(_ contacts: [TerminalID: TerminalContact]) async throws {
    guard !contacts.isEmpty else { return }
    // In one order, so that two processes that write at once wait for each other and not both.
    let queries = contacts.sorted { $0.key.number < $1.key.number }.map { id, contact in
      SQLQuery(
        TerminalTable.heard, [.integer(id.number), .instant(contact.at), .optional(contact.page)])
    }
    try await engine.write { session in _ = try session.run(queries) }
  }

  // MARK: Pairing

  /// Keeps an invitation for one device.
  ///
  /// - Throws: ``TooManyPairings``, ``StoreError``.
  public func inviteTerminal(
    seed: [UInt8], venue: VenueID, label: String, salesPoint: SalesPointID?, by author: Actor, at now: Instant
  ) async throws -> PairingID {
    try await changeOffice { ledger in
      let waiting = try ledger.rows(PairingTable.countWaiting, [.instant(now)])[0].integer(0)
      guard waiting < TerminalPairing.openLimit else { throw TooManyPairings() }
      let rows = try ledger.rows(
        PairingTable.insert,
        [
          .blob(seed), .text(venue.text), .text(label), .optional(salesPoint?.text), .text(author.text),
          .instant(now), .instant(now + TerminalPairing.life),
        ])
      let id = PairingID(try rows[0].integer(0))
      try ledger.record(
        AuditEntry(
          at: now, actor: author, action: .terminalInvited, subject: "pairing:\(id)",
          after: Self.place(venue, label, salesPoint)))
      return id
    }
  }

  /// An invitation by its number.
  public func pairing(_ id: PairingID) async throws -> TerminalPairing? {
    try await first(SQLQuery(PairingTable.byID, [.integer(id.number)]), PairingTable.pairing)
  }

  /// An invitation by what its code is made of.
  public func pairing(seed: [UInt8]) async throws -> TerminalPairing? {
    try await first(SQLQuery(PairingTable.bySeed, [.blob(seed)]), PairingTable.pairing)
  }

  /// The invitations that a device may still take up.
  public func waitingPairings(at now: Instant) async throws -> [TerminalPairing] {
    try await all(SQLQuery(PairingTable.waiting, [.instant(now)]), PairingTable.pairing)
  }

  /// Makes a device that brought the code the terminal that it invites; of several devices, the first.
  ///
  /// - Throws: ``PairingFault``, ``StoreError``.
  public func pair(
    seed: [UInt8], device: UUIDv7, token hash: [UInt8], at now: Instant
  ) async throws {
    try await changeOffice { ledger in
      guard
        let pairing = try ledger.rows(PairingTable.bySeed, [.blob(seed)]).first.map(PairingTable.pairing)
      else { throw PairingFault.unknown }
      // The token is made of code and device: a device that asks again has it in the books already.
      guard case .first(let used) = try pairing.brought(by: device, at: now) else { return }
      let terminal = try Self.insert(
        hash, used.venue, used.label, used.salesPoint, at: now, ledger)
      _ = try ledger.rows(
        PairingTable.use, [.integer(used.id.number), .id(device), .instant(now), .integer(terminal.number)])
      try ledger.record(
        AuditEntry(
          at: now, actor: .node, action: .terminalPaired, subject: "terminal:\(terminal.number)",
          after: "\(Self.place(used.venue, used.label, used.salesPoint))\npairing:\(used.id) \(used.author)"))
    }
  }

  /// Ends an invitation that nobody took up; false if there is none that waits.
  public func endPairing(_ id: PairingID, by actor: Actor, at now: Instant) async throws -> Bool {
    try await changeOffice { ledger in
      let rows = try ledger.rows(PairingTable.end, [.integer(id.number), .instant(now)])
      guard let label = try rows.first?.text(0) else { return false }
      try ledger.record(
        AuditEntry(
          at: now, actor: actor, action: .terminalInvitationEnded, subject: "pairing:\(id)", before: label))
      return true
    }
  }

  /// Forgets invitations that are long over; the audit log remembers them.
  public func forgetPairings(before instant: Instant) async throws {
    try await engine.write { session in _ = try session.rows(PairingTable.forget, [.instant(instant)]) }
  }

  private static func insert(
    _ hash: [UInt8], _ venue: VenueID, _ label: String, _ point: SalesPointID?, at now: Instant,
    _ ledger: OfficeLedger
  ) throws -> TerminalID {
    let rows = try ledger.rows(
      TerminalTable.insert,
      [.blob(hash), .text(venue.text), .text(label), .instant(now), .optional(point?.text)])
    return TerminalID(try rows[0].integer(0))
  }

  private static func place(_ venue: VenueID, _ label: String, _ point: SalesPointID?) -> String {
    "\(venue)\(point.map { "/\($0)" } ?? "") \(label)"
  }
}

/// More invitations wait than may at once.
public struct TooManyPairings: Error, Hashable, Sendable {}

/// When a terminal was last heard, and what it said of itself.
public struct TerminalContact: Hashable, Sendable {
  /// When.
  public let at: Instant
  /// The version of its page, in its own words; nil where it says none.
  public let page: String?

  /// Makes a record.
  public init(at: Instant, page: String?) {
    self.at = at
    self.page = page
  }
}
