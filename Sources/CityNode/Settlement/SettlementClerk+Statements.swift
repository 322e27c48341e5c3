import Benefits
import Federation
public import Office
public import Settlement
public import Store
import StrictJSON
import Wire

/// Drafting, approving and signing.
extension SettlementClerk {
  /// Drafts the next statement of a pair, as its host city, and sends it to the home city.
  ///
  /// - Throws: ``SettlementFault/notYourTurn`` in the home city, ``SettlementFault/wrongState`` where no window is
  ///   reconciled, what ``StatementMaker`` throws; ``StoreError``.
  @discardableResult
  public func draft(_ pair: DirectedPair, by actor: Actor) async throws -> KeptStatement {
    let (side, partner) = try place(in: pair)
    guard side == .host else { throw SettlementFault.notYourTurn }
    let window = try await nextWindow(pair)
    guard window.state == .reconciled || window.state == .stated else { throw SettlementFault.wrongState }
    let now = ports.now()
    let made = try await maker.make(try await nextReference(pair), window.month)
    let kept = KeptStatement(made, at: now)
    try await store.draft(
      kept, excluding: made.excluded, ending: made.ended, by: actor,
      telling: [message(.statement(made.bytes), in: pair, to: partner, at: now)], at: now)
    if window.state == .reconciled { try await move(window, .state, by: actor, at: now) }
    return kept
  }

  /// Takes one person's approval; the second one makes the node sign, and tell the partner.
  ///
  /// - Throws: what ``Store/CityStore/approve(_:hash:as:by:at:)`` throws.
  @discardableResult
  public func approve(
    _ reference: StatementReference, hash: [UInt8], as part: SignOff.Part, by actor: Actor
  ) async throws -> SignOff {
    _ = try place(in: reference.pair)
    let signOff = try await store.approve(reference, hash: hash, as: part, by: actor, at: ports.now())
    if signOff.isComplete { try await sign(reference) }
    return signOff
  }

  /// Signs a statement that maker and checker approved, or one that says nothing, which needs no people. Again changes
  /// nothing, so that a node which was killed in between signs when it is back.
  ///
  /// - Throws: ``SettlementFault/unsigned`` where an approval is missing, ``SettlementFault/unknown``; ``StoreError``.
  public func sign(_ reference: StatementReference) async throws {
    let (side, partner) = try place(in: reference.pair)
    guard let statement = try await store.statement(reference) else { throw SettlementFault.unknown }
    guard try await !store.signatures(reference).contains(where: { $0.side == side }) else { return }
    let isEmpty = try StatementCodec.decode(statement.bytes).isEmpty
    let now = ports.now()
    let body = SettlementBody.signature(number: reference.number, hash: statement.hash)
    let telling = message(body, in: reference.pair, to: partner, at: now)
    // The signature that is kept here is a message like the one that is sent.
    let token = try token(telling, at: now)
    try await store.sign(
      reference,
      StatementSignature(
        side: side, hash: statement.hash, token: token, kid: signer.kid, key: signer.publicKey.record,
        at: now), needsApproval: !isEmpty, telling: [telling], at: now)
    try await agreed(reference, at: now)
  }

  /// The reference of the pair's statement that is under way, or of the next one.
  func nextReference(_ pair: DirectedPair) async throws -> StatementReference {
    guard let last = try await store.statements(pair, limit: 1).first else {
      return StatementReference(pair: pair, number: 1)
    }
    return last.agreed == nil
      ? last.reference : StatementReference(pair: pair, number: last.reference.number + 1)
  }

  /// The window of that statement.
  func nextWindow(_ pair: DirectedPair) async throws -> Window {
    guard let kept = try await store.claimPair(pair) else { throw SettlementFault.unknown }
    let last = try await store.statements(pair, limit: 1).first
    let month: CivilMonth
    if let last {
      month = last.agreed == nil ? last.window : last.window.next
    } else {
      guard let first = try await store.firstClaimWindow(of: kept) else { throw SettlementFault.unknown }
      month = first.window.month
    }
    guard let window = try await store.claimWindow(month, of: kept) else { throw SettlementFault.unknown }
    return window.window
  }

  /// Moves a window on by a command.
  @discardableResult
  func move(_ window: Window, _ command: WindowCommand, by actor: Actor, at now: Instant) async throws -> Bool
  {
    let days = try await terms(of: window).days
    let next = try window.after(command, at: now, days: days, workingDays: workingDays)
    return try await store.move(window, to: next, by: actor, at: now)
  }

  /// Once a statement is agreed, its window is, and what is owed by it is owed.
  func agreed(_ reference: StatementReference, at now: Instant) async throws {
    guard let statement = try await store.statement(reference), let since = statement.agreed,
      let kept = try await store.claimPair(reference.pair),
      var window = try await store.claimWindow(statement.window, of: kept)?.window
    else { return }
    if window.state == .stated {
      let command: WindowCommand = statement.isSilent ? .silence : .agree(signatures: 2)
      guard try await move(window, command, by: .node, at: now) else { return }
      (window.state, window.since) = (.agreed, now)
    }
    guard window.state == .agreed else { return }
    try await owe(statement, window, since: since, at: now)
  }

  /// Makes the obligation that the mode makes of a statement; a window without one is settled.
  private func owe(_ statement: KeptStatement, _ window: Window, since: Instant, at now: Instant) async throws
  {
    let terms = try await terms(of: window)
    let net = StatedNet(reference: statement.reference, window: statement.window, net: statement.net)
    let due = workingDays.deadline(terms.days.payment, after: since).lastDay
    let owed: Obligation?
    switch terms.mode {
    case .gross: owed = Obligation.gross(net)
    case .bilateralNet:
      let other = try await store.statements(window.pair.reversed, limit: Self.recent)
        .first { $0.window == window.month && $0.agreed != nil }
      guard let other else { return }
      owed = Obligation.bilateralNet(
        net, StatedNet(reference: other.reference, window: other.window, net: other.net))
    case .multilateralNet:
      // The round's sheet decides (`Settlement/Netting`); until it does, the statement itself owes nothing.
      return
    }
    if let owed {
      try await store.owe([(owed, due: due)], at: now)
      guard try await store.obligation(owed.id)?.settled != nil else { return }
    }
    // Paid, or nothing to pay.
    try await move(window, .settle, by: .node, at: now)
  }
}

extension KeptStatement {
  /// A draft of what the own books made.
  init(_ made: MadeStatement, at now: Instant) {
    self.init(
      reference: StatementReference(pair: made.statement.pair, number: made.statement.number),
      window: made.statement.window, bytes: made.bytes, hash: made.hash, net: made.statement.net, drafted: now
    )
  }
}

extension JSONWebKey {
  /// The key as it is kept beside what was checked by it.
  var record: String {
    var json = JSONWriter(capacity: 200)
    json.object { write(into: &$0) }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
