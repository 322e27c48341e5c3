public import Benefits
public import Federation
public import Office
public import Store
import Wire

/// What is done with the own registry, by operators' commands and by the node alike: the rules are the desk's, the
/// transactions the store's, documents and signatures are brought in here.
public struct RegistryClerk: Sendable {
  /// Who put the first registry in force.
  public static let founder = "founding"

  /// The own city.
  public let city: CityID
  private let entity: EntityID
  /// The cities that offers may name.
  public let cities: Set<CityID>
  private let signer: MessageSigner
  let store: CityStore
  private let ports: NodePorts

  init(
    city: CityID, entity: EntityID, cities: Set<CityID>, keys: NodeKeys, store: CityStore, ports: NodePorts
  ) {
    self.city = city
    self.entity = entity
    self.cities = cities
    signer = MessageSigner(keys.protocol)
    self.store = store
    self.ports = ports
  }

  /// For an operator's command. A city without a registry gets its first one, as when its node starts.
  ///
  /// - Throws: ``ConfigurationError``, `StoreError`.
  public static func open(
    _ configuration: NodeConfiguration, store: CityStore, keys: NodeKeys, ports: NodePorts = .system
  ) async throws -> RegistryClerk {
    let parties = try configuration.agreements.map(AgreementFile.load).flatMap(\.parties)
    guard let me = parties.first(where: { $0.city == configuration.city }) else {
      throw ConfigurationError(
        "agreements",
        BilingualText(
          zh: "沒有一份協議包含 \(configuration.city)。", en: "no agreement has \(configuration.city) as a party"))
    }
    let clerk = RegistryClerk(
      city: configuration.city, entity: me.entity, cities: Set(parties.map(\.city)), keys: keys, store: store,
      ports: ports)
    if try await store.registryPulse().seq == 0 {
      _ = try await clerk.found(on: PartnerFolderCopy.load(configuration.partners))
    }
    return clerk
  }

  /// The time.
  func now() -> Instant { ports.now() }

  /// The own venues in force; nil before the first registry.
  public func inForce() async throws -> CityPartners? { try await RegistryShelf(store: store).own(city) }

  /// Reads documents that were checked when they were kept, and signs.
  private var press: RegistryPress {
    let (city, entity, signer) = (city, entity, signer)
    return RegistryPress(
      read: { venue, bytes in
        try? PartnerCodec.read(name: "\(venue).json", bytes: bytes, city: city).venue
      },
      sign: { seq, venues, now in
        let registry = PublishedRegistry(issuer: entity, seq: seq, venues: venues, at: now)
        guard registry.size <= RegistryLimits.totalBytes else { throw RegistryFault.tooLarge }
        let encoded = try RegistryCodec.encode(registry, signer: signer)
        return RegistryPublication(
          seq: seq, token: encoded.token, hash: encoded.hash, kid: signer.kid,
          rules: RegistryContents.digest(venues), issued: registry.issued, expires: registry.expires,
          nextUpdate: registry.nextUpdate)
      })
  }

  private func change<Outcome: Sendable>(
    _ needs: RegistryNeeds, adding documents: [DocumentHash: [UInt8]] = [:], by actor: Actor,
    _ body: @escaping @Sendable (inout RegistryDesk, Instant) throws -> Outcome
  ) async throws -> Outcome {
    let now = ports.now()
    do {
      return try await store.changeRegistry(needs, adding: documents, press: press, by: actor, at: now) {
        desk in
        try body(&desk, now)
      }
    } catch RegistryFault.offers(let id, let findings) {
      throw RegistryFault.offers(id, try await refined(findings))
    }
  }

  /// Says of offers that were changed under their version whether visitors were charged by it.
  private func refined(_ findings: [OfferFinding]) async throws -> [OfferFinding] {
    var refined: [OfferFinding] = []
    for finding in findings {
      var rule = finding.rule
      if rule == .changedWithoutVersion,
        try await store.redemptions(of: finding.offer, version: finding.version) > 0
      {
        rule = .redeemed
      }
      refined.append(
        OfferFinding(
          offer: finding.offer, version: finding.version, rule: rule, record: finding.record))
    }
    return refined
  }

  // MARK: Commands

  /// Puts the files of the own city in force as the first registry; false if there is one already.
  func found(on folder: PartnerFolderCopy) async throws -> Bool {
    let files = folder.files[city] ?? []
    let hashed = files.map { (hash: RegistryDocument.hash($0.bytes), bytes: $0.bytes) }
    // Both in the order of file names.
    let venues = folder.registry.venues(of: city)
    let names = Dictionary(
      zip(files, hashed).map { (String($0.name.dropLast(".json".count)), $1.hash) }
    ) { first, _ in first }
    let founding = venues.compactMap { venue in
      names[venue.id.text].map { (venue: venue, document: $0) }
    }
    let documents = Dictionary(hashed.map { ($0.hash, $0.bytes) }) { first, _ in first }
    return try await change(.none, adding: documents, by: .node) { desk, now in
      desk.found(founding, by: Self.founder, at: now)
    }
  }

  /// Keeps partner files as drafts, those that differ from what is in force; gives their revisions. All of the files
  /// or none; with `seeing`, only while that revision is in force.
  ///
  /// - Throws: ``Wire/PartnerFaults``, ``Federation/RegistryFault``, `StoreError`.
  public func draft(
    _ files: [(name: String, bytes: [UInt8])], by author: Actor, note: String? = nil,
    seeing seen: RevisionID? = nil
  ) async throws -> [VenueRevision] {
    let reading = PartnerFolder.read(files: files, city: city, cities: cities)
    guard reading.faults.isEmpty else { throw PartnerFaults(faults: reading.faults) }
    var documents: [DocumentHash: [UInt8]] = [:]
    var drafts: [(venue: VenueID, document: DocumentHash)] = []
    for file in files.sorted(by: { $0.name < $1.name }) {
      guard let venue = VenueID(file.name.dropLast(".json".count)) else { continue }
      let hash = RegistryDocument.hash(file.bytes)
      documents[hash] = file.bytes
      drafts.append((venue, hash))
    }
    try await checkSize(with: drafts.map(\.venue), documents.values.reduce(0) { $0 + $1.count })
    return try await change(.none, adding: documents, by: author) { [drafts] desk, now in
      try drafts.compactMap { draft in
        try desk.draft(
          draft.venue, document: draft.document, by: author.name, note: note, seeing: seen, at: now
        )
        .flatMap { desk.revisions[$0] }
      }
    }
  }

  /// Told when it is imported, not first when it is to be signed.
  private func checkSize(with venues: [VenueID], _ bytes: Int) async throws {
    let others = try await store.ownRegistry()?.venues.filter { !Set(venues).contains($0.venue) } ?? []
    guard others.reduce(bytes, { $0 + $1.size }) <= RegistryLimits.totalBytes else {
      throw RegistryFault.tooLarge
    }
  }

  /// Keeps the wish to withdraw a venue as a draft.
  public func withdraw(
    _ venue: VenueID, by author: Actor, note: String? = nil
  ) async throws -> VenueRevision? {
    try await change(.none, by: author) { desk, now in
      try desk.draft(venue, document: nil, by: author.name, note: note, at: now).flatMap {
        desk.revisions[$0]
      }
    }
  }

  /// Hands drafts to a second person, all of them or none.
  public func submit(
    _ ids: [RevisionID], by actor: Actor, acknowledging offers: Set<OfferID> = []
  ) async throws {
    try await change(.revisions(ids), by: actor) { desk, now in
      for id in ids { try desk.submit(id, acknowledging: offers, at: now) }
    }
  }

  /// Approves revisions, all of them or none.
  public func approve(
    _ ids: [RevisionID], by reviewer: Actor, effective: Instant? = nil
  ) async throws {
    try await change(.revisions(ids), by: reviewer) { desk, now in
      for id in ids { try desk.approve(id, by: reviewer.name, effective: effective, at: now) }
    }
  }

  /// Stops revisions that are not in force yet, all of them or none.
  public func reject(_ ids: [RevisionID], by reviewer: Actor, because reason: String?) async throws {
    try await change(.revisions(ids), by: reviewer) { desk, now in
      for id in ids { try desk.reject(id, by: reviewer.name, because: reason, at: now) }
    }
  }

  /// Lets approved revisions come into force now.
  public func bringForward(_ ids: [RevisionID], by actor: Actor) async throws {
    try await change(.revisions(ids), by: actor) { desk, now in
      for id in ids { try desk.bringForward(id, by: actor.name, at: now) }
    }
  }

  /// Puts in force what is due, all under one number; gives what was put and what was refused because it was
  /// overtaken. Of several processes that do so at once, one does.
  public func publishDue() async throws -> [VenueRevision] {
    try await change(.due, by: .node) { desk, now in
      let before = desk.revisions
      _ = desk.publishDue(at: now)
      return desk.changed.sorted().compactMap { desk.revisions[$0] }.filter {
        before[$0.id]?.state == .scheduled
      }
    }
  }

  /// The venues whose file differs from what is in force, or is on one side alone; in order.
  func differences(_ files: [(name: String, bytes: [UInt8])]) async throws -> [VenueID] {
    let inForce = try await store.ownRegistry()?.venues ?? []
    var hashes = Dictionary(inForce.map { ($0.venue.text, $0.document) }) { first, _ in first }
    var different: [VenueID] = []
    for file in files {
      let name = String(file.name.dropLast(".json".count))
      if hashes.removeValue(forKey: name) != RegistryDocument.hash(file.bytes), let venue = VenueID(name) {
        different.append(venue)
      }
    }
    return (different + hashes.keys.compactMap { VenueID($0) }).sorted()
  }

  /// Signs the registry in force anew, if its announced next one is near or another key signed it.
  func renewIfOld(keyToo: Bool) async throws {
    guard let head = try await store.publications(limit: 1).first else { return }
    let isOld = head.nextUpdate - ports.now() < RegistryLimits.renewal
    guard isOld || keyToo && head.kid != signer.kid else { return }
    try await change(.none, by: .node) { desk, _ in desk.renew(head.seq) }
  }
}
