public import Benefits
public import Federation
public import Office

/// What the books hold of one agreement.
public struct AgreementBook: Sendable {
  /// All versions, by number: proposed, accepted, declined, outbid.
  public let records: [AgreementRecord]
  /// The notices that were given.
  public let notices: [AgreementNotice]

  /// The accepted versions.
  public var history: AgreementHistory { AgreementHistory(records, notices: notices) }
  /// The proposal that waits, if any.
  public var open: AgreementRecord? { records.first { $0.state == .proposed } }
}

/// Agreements as documents that both cities sign.
extension CityStore {
  /// Reads a document's exact bytes. The form of documents is not the store's business.
  public typealias AgreementReading = @Sendable ([UInt8]) throws -> AgreementVersion

  /// What the books hold of an agreement; without versions, nothing is known of it.
  public func agreementBook(
    _ agreement: String, reading read: @escaping AgreementReading
  ) async throws -> AgreementBook {
    let id: [SQLValue] = [.text(agreement)]
    let rows = try await reads.read([
      SQLQuery(AgreementTables.versions, id), SQLQuery(AgreementTables.notices, id),
    ])
    return AgreementBook(
      records: try rows[0].map { try AgreementTables.record($0, read) },
      notices: try rows[1].map(AgreementTables.notice))
  }

  /// The exact bytes of a version's document.
  public func agreementDocument(_ agreement: String, _ hash: DocumentHash) async throws -> [UInt8]? {
    try await first(
      SQLQuery(AgreementTables.document, [.text(agreement), .blob(hash.bytes)])
    ) { try $0.blob(0) }
  }

  /// The newest signed acts on an agreement, newest first.
  public func agreementSignatures(_ agreement: String, limit: Int) async throws -> [AgreementSignature] {
    try await all(
      SQLQuery(AgreementTables.signatures, [.text(agreement), .integer(Int64(limit))]),
      AgreementTables.signature)
  }

  /// Keeps the first version, if the books have none: it is accepted by the pins of the agreement's file. False if the
  /// books have another first version: terms change by a next version alone.
  public func begin(_ first: AgreementRecord, document: [UInt8]) async throws -> Bool {
    try await engine.writeAlone { session in
      let rows = try session.rows(AgreementTables.versions, [.text(first.version.id)])
      if rows.isEmpty {
        _ = try session.run([AgreementTables.write(first, document: document)])
        return true
      }
      return try rows.contains { try $0.blob(1) == first.hash.bytes }
    }
  }

  /// Takes a signed act into the books, with its entry in the audit log. One that is in the books already changes
  /// nothing; false says so. An own act names the `partner` to whom it is sent: it waits in the outbox from the same
  /// transaction on, as the exact bytes that were signed.
  ///
  /// - Throws: ``Federation/AgreementRefusal``, ``StoreError``: `conflict` for another act under the same id.
  public func take(
    _ signed: SignedAgreementAct, by actor: Actor, to partner: CityID? = nil, at now: Instant,
    reading read: @escaping AgreementReading
  ) async throws -> Bool {
    try await changeOffice { ledger in
      if let known = try ledger.rows(AgreementTables.token, [.id(signed.id)]).first {
        guard try known.blob(0) == signed.token else {
          throw StoreError(.conflict, "another act has this id")
        }
        return false
      }
      let id: [SQLValue] = [.text(signed.agreement)]
      let records = try ledger.rows(AgreementTables.versions, id).map { try AgreementTables.record($0, read) }
      let notices = try ledger.rows(AgreementTables.notices, id).map(AgreementTables.notice)
      var desk = AgreementDesk(
        history: AgreementHistory(records, notices: notices),
        open: records.first { $0.state == .proposed })
      try desk.take(signed.act, of: signed.city, signed: signed.signed)
      guard !desk.changed.isEmpty || !desk.added.isEmpty else { return false }
      // The document of what is proposed came with the act; whatever else changed is there already. What leaves the
      // open place goes first: there is one such place.
      let ordered =
        desk.changed.filter { $0.state != .proposed } + desk.changed.filter { $0.state == .proposed }
      let rows = ordered.flatMap { record in
        [AgreementTables.write(record, document: signed.document ?? []), AgreementTables.state(record)]
      }
      let message = partner.map {
        OutboxTable.write(
          OutboxMessage(
            id: signed.id, to: $0, typ: "citycard-agreement+jwt", content: signed.token, created: now))
      }
      _ = try ledger.session.run(rows + [AgreementTables.write(signed)] + [message].compactMap { $0 })
      try ledger.record(
        AuditEntry(
          at: now, actor: actor, action: signed.auditAction, subject: "agreement:\(signed.agreement)",
          after: signed.auditText))
      return true
    }
  }
}

extension SignedAgreementAct {
  fileprivate var auditAction: AuditAction {
    switch act {
    case .propose: .agreementProposed
    case .accept: .agreementAccepted
    case .decline: .agreementDeclined
    case .end: .agreementNoticed
    }
  }

  fileprivate var auditText: String {
    switch act {
    case .propose(let version, _): "\(city): version \(version.number)"
    case .accept(let hash), .decline(let hash): "\(city): \(hash.bytes.prefix(8).hexadecimal)"
    case .end(let number, let lastDay): "\(city): version \(number), last day \(lastDay)"
    }
  }
}

extension Sequence<UInt8> {
  fileprivate var hexadecimal: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
