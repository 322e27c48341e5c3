import Benefits
import Federation
import TestSupport
import Testing

@Suite("The registry under random commands")
struct RegistryPropertyTests {
  private static let people = ["Lin", "Chen", "Wu"]
  private static let ids: [VenueID] = ["museum", "theatre", "garden"].map { VenueID(unchecked: $0) }

  /// What a document says: each document's venue has one offer, under one of three ids, in one of four versions.
  private static let documents: [DocumentHash: Venue] = {
    var documents: [DocumentHash: Venue] = [:]
    var number = 100
    for id in ids {
      for name in ["residents", "students", id.text] {
        for version in 1...4 {
          for percent in [10, 20] {
            documents[document(number)] = venue(
              [offer(name, version: version, percent: percent)], id: id.text)
            number += 1
          }
        }
      }
    }
    return documents
  }()

  @Test(
    "Whatever is commanded: two people, one number for each registry, and no offer under a used version",
    arguments: 0..<60)
  func invariants(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let names = Self.documents.keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    var desk = RegistryDesk(revisions: [], seq: 0, nextID: 1, venues: Self.documents)
    _ = desk.found([], by: "founding", at: morning)
    var now = morning
    var meanings: [String: Offer] = [:]
    for _ in 0..<400 {
      now = now + .minutes(1)
      let before = desk
      let known = desk.revisions.values.sorted { $0.id < $1.id }.filter {
        $0.state.isOpen || Int.random(in: 0..<8, using: &random) == 0
      }
      let id = known.map(\.id).randomElement(using: &random) ?? RevisionID(99_999)
      let person = Self.people.randomElement(using: &random) ?? "Lin"
      do {
        switch Int.random(in: 0..<7, using: &random) {
        case 0, 1:
          let name = names.randomElement(using: &random) ?? document(100)
          let venue = Self.documents[name]?.id ?? Self.ids[0]
          _ = try desk.draft(venue, document: Bool.random(using: &random) ? name : nil, by: person, at: now)
        case 2:
          try desk.submit(id, acknowledging: Set(Self.documents.values.flatMap(\.offers).map(\.id)), at: now)
        case 3:
          try desk.approve(
            id, by: person, effective: now + .minutes(Int64.random(in: 0...5, using: &random)), at: now)
        case 4: try desk.reject(id, by: person, because: nil, at: now)
        case 5: try desk.bringForward(id, by: person, at: now)
        default: _ = desk.publishDue(at: now)
        }
      } catch {
        #expect(desk.revisions == before.revisions && desk.seq == before.seq, "\(error) changed something")
      }
      check(desk, after: before)
      for revision in desk.published.values {
        for offer in revision.document.flatMap({ Self.documents[$0] })?.offers ?? [] {
          let key = "\(offer.id)/\(offer.version)"
          #expect(meanings[key, default: offer] == offer, "\(key) has two meanings")
          meanings[key] = offer
        }
      }
    }
    #expect(desk.seq > 1, "nothing was ever published")
  }

  private func check(_ desk: RegistryDesk, after before: RegistryDesk) {
    #expect(desk.seq == before.seq || desk.seq == before.seq + 1)
    for (id, revision) in desk.revisions {
      if revision.published != nil {
        #expect(revision.reviewer != nil && revision.reviewer != revision.author)
        #expect(
          (revision.seq ?? 0) <= desk.seq && revision.effective.map { $0 <= revision.published ?? $0 } == true
        )
      }
      guard let earlier = before.revisions[id] else { continue }
      #expect(Self.follows(revision.state, earlier.state), "\(earlier.state) to \(revision.state)")
      #expect(revision.document == earlier.document && revision.author == earlier.author)
    }
    #expect(Set(desk.published.keys).count == desk.revisions.values.filter { $0.state == .published }.count)
  }

  private static func follows(_ next: RevisionState, _ state: RevisionState) -> Bool {
    switch (state, next) {
    case (.draft, .inReview), (.inReview, .scheduled), (.scheduled, .published), (.published, .retired): true
    // A withdrawal is over as soon as it took effect.
    case (.scheduled, .retired): true
    case (let open, .rejected): open.isOpen || open == .rejected
    default: state == next
    }
  }
}
