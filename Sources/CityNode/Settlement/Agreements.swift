public import Benefits
public import Federation
public import Office
public import Store
import Synchronization
import Wire

/// The agreements of a city with its partners, as its books hold them. Whoever judges a visit asks here which version
/// was in force then.
public final class Agreements: Sendable {
  private let city: CityID
  private let files: [Agreement]
  private let store: CityStore
  private let signer: MessageSigner
  private let ports: NodePorts
  private let histories = Mutex<[CityID: AgreementHistory]>([:])

  /// The agreements of `city`, whose files are `files`. Call ``open()`` before anything is asked.
  public init(city: CityID, files: [Agreement], store: CityStore, keys: NodeKeys, ports: NodePorts) {
    self.city = city
    self.files = files
    self.store = store
    self.ports = ports
    signer = MessageSigner(keys.federation)
  }

  /// Keeps each file as its agreement's first version, and reads what was agreed since.
  ///
  /// - Throws: ``ConfigurationError`` where a file's terms are not those that the books have as the first version.
  public func open() async throws {
    for file in files where file.partner(of: city) != nil {
      let document = AgreementFile.writeTerms(file)
      let first = AgreementRecord(
        version: AgreementVersion(first: file), hash: AgreementDocument.hash(document), proposer: nil,
        state: .accepted)
      guard try await store.begin(first, document: document) else {
        throw ConfigurationError(
          "agreements",
          BilingualText(
            zh: "\(file.id) 的條款與帳上的第一版不同；條款只能以新版本修改，請還原此檔並提出新版本。",
            en: "the terms of \(file.id) are not the first version in the books; terms change by a next "
              + "version alone: put the file back, and propose one."))
      }
    }
    try await refresh()
  }

  /// Reads the books again: another process of the city may have changed them.
  public func refresh() async throws {
    for file in files {
      guard let partner = file.partner(of: city) else { continue }
      let history = try await book(file.id).history
      histories.withLock { $0[partner.city] = history }
    }
  }

  /// The versions that a partner and this city accepted; nil for a city that is no partner.
  public func history(with partner: CityID) -> AgreementHistory? { histories.withLock { $0[partner] } }

  /// What was agreed about money with a partner at an instant; nil where nothing was in force.
  public func terms(with partner: CityID, at instant: Instant) -> SettlementTerms? {
    history(with: partner)?.terms(at: instant)
  }

  /// What the books hold of an agreement.
  public func book(_ agreement: String) async throws -> AgreementBook {
    try await store.agreementBook(agreement) { try AgreementDocument.read($0) }
  }

  /// Signs an act of this city, takes it into the books, and lets it wait for the partner.
  ///
  /// - Throws: ``Federation/AgreementRefusal``, `Store/StoreError`.
  public func act(
    _ act: AgreementAct, on agreement: String, document: [UInt8]? = nil, by actor: Actor
  ) async throws {
    guard let file = files.first(where: { $0.id == agreement }), let partner = file.partner(of: city),
      let me = file.parties.first(where: { $0.city == city })
    else { throw AgreementRefusal.otherAgreement }
    let now = ports.now()
    let message = AgreementMessage(
      issuer: me.entity, audience: partner.entity, issued: Instant(seconds: now.seconds), id: ports.newID(),
      agreement: agreement, act: act, document: document)
    let token = try AgreementMessageCodec.encode(message, signer: signer)
    try await keep(message, token, of: city, by: actor, to: partner.city, at: now)
  }

  /// Takes a partner's signed act. False if it is in the books already.
  ///
  /// - Throws: `Wire/JOSEError`, ``Federation/AgreementRefusal``, `Store/StoreError`.
  @discardableResult
  public func take(_ token: [UInt8], from partner: AgreementParty) async throws -> Bool {
    guard
      let file = files.first(where: { $0.partner(of: city)?.entity == partner.entity }),
      let me = file.parties.first(where: { $0.city == city })
    else { throw AgreementRefusal.otherAgreement }
    let now = ports.now()
    let message = try AgreementMessageCodec.decode(
      token, of: partner.entity, to: me.entity, pinned: partner.pinnedKeys, at: now)
    guard message.agreement == file.id else { throw AgreementRefusal.otherAgreement }
    return try await keep(message, token, of: partner.city, by: .node, to: nil, at: now)
  }

  @discardableResult
  private func keep(
    _ message: AgreementMessage, _ token: [UInt8], of signer: CityID, by actor: Actor, to partner: CityID?,
    at now: Instant
  ) async throws -> Bool {
    let signed = SignedAgreementAct(
      id: message.id, agreement: message.agreement, city: signer, act: message.act, signed: message.issued,
      token: token, document: message.document)
    let isNew = try await store.take(signed, by: actor, to: partner, at: now) {
      try AgreementDocument.read($0)
    }
    try await refresh()
    return isNew
  }
}
