import ArgumentParser
import Benefits
import CityNode
import Federation
import Store
import StrictJSON
import Wire

/// `citycard partners log`: the revisions, newest first.
struct PartnersLog: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "列出修訂，新的在前 / List revisions, newest first.")

  @Option(help: "只列一個場館 / One venue alone.")
  var venue: VenueID?
  @Option(help: "至多幾筆，1 至 10000 / At most so many, 1 to 10000.")
  var limit = 50
  @OptionGroup var store: StoreOptions

  func validate() throws {
    guard (1...10_000).contains(limit) else { throw ValidationError("--limit: 1…10000") }
  }

  func run() async throws {
    try await store.withRegistry { _, store in
      for revision in try await store.revisions(of: venue, limit: limit) {
        print(RevisionLine.text(revision))
      }
    }
  }
}

/// `citycard partners show ID`: a revision's document, as it is.
struct PartnersShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "顯示修訂、其變更與文件 / Show a revision, what it changes, and its document.",
    discussion: """
      修訂與其變更寫到標準錯誤輸出，文件原樣寫到標準輸出。
      The revision and what it changes go to standard error, its document as it is to standard output.
      """)

  @Argument(help: ArgumentHelp("修訂編號 / The revision's number.", valueName: "id"))
  var revision: RevisionID
  @OptionGroup var store: StoreOptions

  func run() async throws {
    try await store.withRegistry { clerk, store in
      guard let revision = try await store.revision(revision) else {
        throw RegistryFault.unknownRevision(revision)
      }
      InputFile.note(RevisionLine.text(revision))
      if let note = revision.note { InputFile.note("  \(Printable.text(note))") }
      if !revision.acknowledged.isEmpty {
        InputFile.note("  已確認 / looked at: \(revision.acknowledged.map(\.text).joined(separator: ", "))")
      }
      let changes = try await clerk.reading(of: revision).changes
      for change in changes { InputFile.note("  \(change)") }
      if let bytes = try await revision.document.asyncMap(store.registryDocument) ?? nil {
        print(String(decoding: bytes, as: UTF8.self), terminator: "")
      }
    }
  }
}

extension Optional where Wrapped: Sendable {
  fileprivate func asyncMap<Result>(_ body: (Wrapped) async throws -> Result) async rethrows -> Result? {
    if let self { try await body(self) } else { nil }
  }
}

/// `citycard partners status`: which registries are in force, and how old they are.
struct PartnersStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "現行清單：本市與夥伴城市 / Which registries are in force, the own city's and the partners'.",
    discussion: """
      夥伴城市的新清單有誤時，沿用最後一份無誤的，並顯示其時間與拒收的原因。過期的仍沿用：全部拒絕會使整個城市的持卡人無法受惠。
      A partner's new registry that is at fault is refused, the last good one stays in force, and its age and the
      reason are shown. One past its end stays in force too: to refuse all would stop a whole city's visitors.
      """)

  @Option(help: ArgumentHelp("夥伴城市 / A partner city.", valueName: "city"))
  var peer: String?
  @Flag(help: "夥伴城市最近一次的變更（須給 --peer）/ What last changed there; needs --peer.")
  var changes = false
  @OptionGroup var store: StoreOptions

  func validate() throws {
    if changes, peer == nil { throw ValidationError("--changes: --peer") }
    if let peer, CityID(peer) == nil { throw ValidationError("--peer: taipei, taitung, …") }
  }

  func run() async throws {
    let configuration = try await store.configuration()
    try await store.withRegistry { clerk, store in
      if peer == nil { try await own(clerk.city, store) }
      let named = peer.flatMap { CityID($0) }
      for city in named.map({ [$0] }) ?? configuration.peers.keys.sorted() {
        try await partner(city, store)
      }
      if changes, let named { try await showChanges(named, store) }
    }
  }

  private func own(_ city: CityID, _ store: CityStore) async throws {
    guard let registry = try await store.ownRegistry() else { return }
    print(Self.line(city, registry.publication, venues: registry.venues.count))
    let open = try await store.currentRevisions().filter(\.state.isOpen)
    for revision in open { print("  \(RevisionLine.text(revision))") }
  }

  private func partner(_ city: CityID, _ store: CityStore) async throws {
    if let registry = try await store.peerRegistries(of: city).first {
      print(Self.line(city, registry.publication, venues: registry.venues.count))
    } else {
      print("\(city)\t尚未取得，使用資料夾的副本 / none fetched yet, the folder's copy is used")
    }
    let (check, calendar) = (try await store.registryCheck(of: city), CivilCalendar.taipei)
    if let checked = check.checked { print("  確認 / checked \(calendar.format(checked))") }
    if let refusal = check.refusal, let at = check.refused {
      print(
        "  ✕ 拒收 / refused \(calendar.format(at)) [\(refusal.rawValue)] \(Printable.text(check.detail ?? ""))")
    }
  }

  private static func line(_ city: CityID, _ publication: RegistryPublication, venues: Int) -> String {
    let (calendar, now) = (CivilCalendar.taipei, NodePorts.system.now())
    let age = max(0, (now - publication.issued).microseconds / 3_600_000_000)
    let expired =
      publication.expires <= now ? "\t! 已過期 / expired \(calendar.format(publication.expires))" : ""
    return "\(city)\t第 \(publication.seq) 號 / no. \(publication.seq)\t\(venues) 個場館 / venues"
      + "\t\(calendar.format(publication.issued))（\(age) 小時前 / hours ago）\(expired)"
  }

  /// The venues and the offers' versions that differ between the last two registries of a partner.
  private func showChanges(_ city: CityID, _ store: CityStore) async throws {
    let registries = try await store.peerRegistries(of: city, limit: 2)
    guard registries.count == 2 else {
      print("  只有一份清單，無從比較 / one registry alone, nothing to compare")
      return
    }
    let changes = try await RegistryChanges.between(registries[1], registries[0], store: store)
    print("  第 \(registries[1].publication.seq) → \(registries[0].publication.seq) 號 / no.")
    for change in changes { print("  \(change)") }
    if changes.isEmpty { print("  內容相同，僅重新簽章 / the same content, signed anew") }
  }
}

/// What differs between two states of a city's venues, in the order of venues.
enum RegistryChanges {
  static func between(
    _ before: PeerRegistry, _ after: PeerRegistry, store: CityStore
  ) async throws -> [PartnerChange] {
    let old = Dictionary(before.venues.map { ($0.venue, $0.document) }) { first, _ in first }
    let new = Dictionary(after.venues.map { ($0.venue, $0.document) }) { first, _ in first }
    var changes: [PartnerChange] = []
    for venue in Set(old.keys).union(new.keys).sorted() where old[venue] != new[venue] {
      changes += PartnerDiff.between(
        old: try await store.venue(in: old[venue], called: venue, of: before.city),
        new: try await store.venue(in: new[venue], called: venue, of: after.city))
    }
    return changes
  }
}
