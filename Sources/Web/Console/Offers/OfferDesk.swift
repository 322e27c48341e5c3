import Benefits
import CityNode
import Federation
import Hummingbird
import Office
import Store
import Wire

/// What the editor works on: the file of a venue, in force or as a draft has it.
struct OfferDesk: Sendable {
  let node: Node
  /// The file that the form's changes are put into.
  let file: PartnerFile
  /// The venue in force.
  let inForce: Venue?
  /// What was in force when the file was looked at.
  let seen: RevisionID?
  /// The draft that is gone on from.
  let draft: VenueRevision?

  var venue: Venue { file.venue }
  private var city: CityID { node.configuration.city }

  /// Opens what a path and the number of a draft, if one is gone on from, name.
  static func open(_ context: StaffContext, draft: String?, node: Node) async throws -> OfferDesk {
    guard let venue = context.parameters.get("venue").flatMap({ VenueID($0) }),
      let desk = try await open(venue, draft: revision(draft), node: node)
    else { throw OfficeFault.notFound }
    return desk
  }

  /// Opens the file of a venue, or of a draft of it; nil if there is none.
  private static func open(_ venue: VenueID, draft id: RevisionID?, node: Node) async throws -> OfferDesk? {
    let inForce = try await node.clerk.revisionInForce(of: venue)
    guard let id else {
      guard let inForce, let file = try await node.clerk.file(of: inForce) else { return nil }
      return OfferDesk(node: node, file: file, inForce: file.venue, seen: inForce.id, draft: nil)
    }
    guard let draft = try await node.store.revision(id), draft.venue == venue, draft.state.isOpen,
      let file = try await node.clerk.file(of: draft)
    else { return nil }
    let base = try await node.clerk.reading(of: draft).base
    return OfferDesk(node: node, file: file, inForce: base, seen: draft.base, draft: draft)
  }

  /// The cells for an offer as it stands, its version left to be counted up.
  func cells(of offer: OfferID) -> [String: String] {
    var cells = OfferCells.cells(of: offer, in: venue)
    cells["version"] = nil
    return cells
  }

  /// The cells of a new offer: what it most likely is.
  func newCells(on today: CivilDate) -> [String: String] {
    let taken = Set(venue.offers.map(\.id.text))
    let id = (1...).lazy.map { "\(venue.id)-\($0)" }.first { !taken.contains($0) } ?? ""
    return [
      "id": String(id.prefix(64)), "benefit": "percent_off", "source": "published", "classes": "resident",
      "valid_from": "\(CivilDate(daysSinceEpoch: today.daysSinceEpoch + 1))",
    ]
  }

  /// Puts the form's cells into the file. Without a version it follows the one in force, unless nothing else changed.
  func put(_ cells: [String: String], replacing original: OfferID?) -> OfferCells.Reading {
    var files = node.registry.venues(of: city).filter { $0.id != venue.id }.map { PartnerFile(venue: $0) }
    files.append(file)
    let known = inForce?.offers.first { $0.id.text == cells["id"] }?.version
    func put(_ version: String?) -> OfferCells.Reading {
      var cells = cells
      cells["version"] = cells["version"] ?? version
      return OfferCells.put(
        cells, replacing: original, at: venue.id, in: files, cities: Set(node.cityNames.keys))
    }
    guard cells["version"] == nil, let known else { return put("1") }
    let same = put("\(known)")
    if same.file == nil || same.file?.venue == inForce { return same }
    return put("\(known + 1)")
  }

  /// The file without an offer.
  func without(_ offer: OfferID) -> PartnerFile {
    PartnerFile(venue: venue.with(offers: venue.offers.filter { $0.id != offer }), note: file.note)
  }

  /// What the offer of a form does to the prices.
  func effect(of id: OfferID, in changed: PartnerFile, _ say: PageLanguage) -> EffectText {
    EffectText(
      say,
      PriceEffect(
        of: id, before: inForce, after: changed.venue, from: node.calendar.civil.date(node.ports.now()),
        calendar: node.calendar), at: changed.venue)
  }

  /// The same for a form that may still be at fault.
  func effect(_ cells: [String: String], _ reading: OfferCells.Reading, _ say: PageLanguage) -> EffectText {
    guard let changed = reading.file, let id = cells["id"].flatMap({ OfferID($0) }) else {
      return EffectText(
        say, why: say("填妥左邊的欄位後，這裡會顯示價格變化。", "Once the fields are filled in, the prices are shown here."))
    }
    return effect(of: id, in: changed, say)
  }

  // MARK: Keeping

  /// Keeps a file as a draft of who is signed in, in place of their draft that it goes on from.
  ///
  /// - Throws: `RegistryFault`, `PartnerFaults`.
  func keep(_ file: PartnerFile, _ form: FormFields, by context: StaffContext) async throws -> VenueRevision?
  {
    let isOwnDraft = draft.map { $0.author == context.staff.login.text && $0.state == .draft } ?? false
    return try await node.clerk.keep(
      file, by: context.actor, note: form["note"], seeing: Self.revision(form["seen"]),
      replacing: isOwnDraft ? draft?.id : nil)
  }

  /// Where one goes on when something was kept.
  static func saved(_ revision: VenueRevision) -> Response {
    .see("/console/revisions/\(revision.id)?done=saved")
  }

  /// What is said where nothing would change.
  static func unchanged(_ say: PageLanguage) -> String {
    say("沒有任何變更，或已有相同的草稿。", "Nothing was changed, or the same draft is open already.")
  }

  private static func revision(_ text: String?) -> RevisionID? {
    text.flatMap { Int64($0) }.map { RevisionID($0) }
  }
}

extension RegistryFault {
  /// The refusal and each offer's part in it.
  func texts(_ say: PageLanguage) -> [String] { ([message] + lines).map { say($0) } }
}
