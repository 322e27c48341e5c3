import Benefits
import Federation
import Testing

@Suite("The life cycle of a venue's revision")
struct RegistryDeskTests {
  private let museum: VenueID = slug("museum")
  private let changed = venue([offer("residents", version: 2, percent: 20)])

  private func desk(_ next: Venue? = nil) -> RegistryDesk {
    foundedDesk(reading: [document(2): next ?? changed])
  }

  private func submitted(_ desk: inout RegistryDesk) throws -> RevisionID {
    let id = try desk.draft(museum, document: document(2), by: "Lin", at: morning).orThrow()
    try desk.submit(id, at: morning)
    return id
  }

  @Test("A revision goes from draft by way of a second person into force, and what it replaces is retired")
  func life() throws {
    var desk = desk()
    let id = try desk.draft(museum, document: document(2), by: "Lin", note: "二月起", at: morning)
      .orThrow()
    #expect(desk.revisions[id]?.state == .draft)
    try desk.submit(id, at: morning)
    #expect(desk.revisions[id]?.state == .inReview)
    try desk.approve(id, by: "Chen", at: morning + .minutes(1))
    #expect(desk.revisions[id]?.state == .scheduled)
    #expect(desk.publishDue(at: morning + .minutes(2)) == [id])
    let revision = try desk.revisions[id].orThrow()
    #expect(revision.state == .published && revision.seq == 2 && desk.seq == 2)
    #expect(revision.author == "Lin" && revision.reviewer == "Chen" && revision.note == "二月起")
    #expect(revision.published == morning + .minutes(2))
    #expect(desk.revisions[RevisionID(1)]?.state == .retired)
    #expect(desk.revisions[RevisionID(1)]?.retired == morning + .minutes(2))
    #expect(desk.usedUp.last == OfferRecord(offer: slug("residents"), venue: museum, version: 2))
  }

  @Test("Nobody approves an own revision, however the name is written", arguments: ["Lin", "lin", " LIN "])
  func fourEyes(name: String) throws {
    var desk = desk()
    let id = try submitted(&desk)
    #expect(throws: RegistryFault.samePerson("Lin")) {
      try desk.approve(id, by: name, at: morning)
    }
    #expect(desk.revisions[id]?.state == .inReview)
  }

  @Test("What an author did not see is not undone by what they wrote")
  func changedMeanwhile() throws {
    var desk = desk()
    #expect(throws: RegistryFault.changedMeanwhile(museum)) {
      try desk.draft(museum, document: document(2), by: "Lin", seeing: RevisionID(7), at: morning)
    }
    #expect(desk.revisions.keys.max() == RevisionID(1))
    #expect(
      try desk.draft(museum, document: document(2), by: "Lin", seeing: RevisionID(1), at: morning) != nil)
  }

  @Test("Who wrote a revision can't bring forward the day that another person approved")
  func authorsDay() throws {
    var desk = desk()
    let id = try submitted(&desk)
    try desk.approve(id, by: "Chen", effective: morning + .hours(48), at: morning)
    #expect(throws: RegistryFault.samePerson("Lin")) { try desk.bringForward(id, by: "lin", at: morning) }
    #expect(desk.publishDue(at: morning).isEmpty)
    try desk.bringForward(id, by: "Chen", at: morning)
    #expect(desk.publishDue(at: morning) == [id])
  }

  @Test(
    "A name is one line of 1 to 100 characters",
    arguments: ["", "  ", "a\nb", String(repeating: "林", count: 101)])
  func names(name: String) throws {
    var desk = desk()
    #expect(throws: RegistryFault.nameInvalid) {
      try desk.draft(museum, document: document(2), by: name, at: morning)
    }
    let id = try submitted(&desk)
    #expect(throws: RegistryFault.nameInvalid) { try desk.approve(id, by: name, at: morning) }
  }

  @Test("What is in force already, or open already, is no draft")
  func unchanged() throws {
    var desk = desk()
    #expect(try desk.draft(museum, document: document(1), by: "Lin", at: morning) == nil)
    _ = try submitted(&desk)
    #expect(try desk.draft(museum, document: document(2), by: "Wu", at: morning) == nil)
    #expect(desk.revisions.count == 2)
  }

  @Test("An approved revision waits for its day")
  func scheduling() throws {
    var desk = desk()
    let id = try submitted(&desk)
    let day = morning + .hours(48)
    try desk.approve(id, by: "Chen", effective: day, at: morning)
    #expect(desk.publishDue(at: day - .seconds(1)).isEmpty)
    #expect(desk.seq == 1)
    #expect(desk.publishDue(at: day) == [id])
  }

  @Test("A day more than a year ahead is refused, one that is over means at once")
  func effective() throws {
    var desk = desk()
    let id = try submitted(&desk)
    #expect(throws: RegistryFault.tooFarAhead) {
      try desk.approve(
        id, by: "Chen", effective: morning + RegistryLimits.ahead + .seconds(1), at: morning)
    }
    try desk.approve(id, by: "Chen", effective: morning - .hours(1), at: morning)
    #expect(desk.revisions[id]?.effective == morning)
  }

  @Test("What waits can be brought forward, and nothing else can")
  func bringForward() throws {
    var desk = desk()
    let id = try submitted(&desk)
    #expect(throws: RegistryFault.wrongState(id, .inReview)) {
      try desk.bringForward(id, by: "Chen", at: morning)
    }
    try desk.approve(id, by: "Chen", effective: morning + .hours(48), at: morning)
    try desk.bringForward(id, by: "Chen", at: morning + .hours(1))
    #expect(desk.publishDue(at: morning + .hours(1)) == [id])
  }

  @Test("Of two revisions on the same base the second is overtaken, and holds up no other")
  func conflict() throws {
    let other = venue([offer("residents", version: 3, percent: 30)])
    let theatre = venue([offer("theatre-residents")], id: "theatre")
    var desk = foundedDesk(reading: [document(2): changed, document(3): other, document(4): theatre])
    let first = try submitted(&desk)
    let second = try desk.draft(museum, document: document(3), by: "Wu", at: morning).orThrow()
    let third = try desk.draft(slug("theatre"), document: document(4), by: "Wu", at: morning)
      .orThrow()
    for id in [second, third] { try desk.submit(id, at: morning) }
    for id in [first, second, third] { try desk.approve(id, by: "Chen", at: morning) }
    #expect(desk.publishDue(at: morning) == [first, third])
    #expect(desk.revisions[second]?.state == .rejected)
    #expect(desk.revisions[second]?.refusal == "base_outdated")
    // A draft that was open meanwhile is told at its next step.
    let late = try desk.draft(museum, document: document(3), by: "Wu", at: morning).orThrow()
    #expect(desk.revisions[late]?.base == first)
  }

  @Test("A draft whose base was replaced meanwhile can't be submitted")
  func outdated() throws {
    let other = venue([offer("residents", version: 3)])
    var desk = foundedDesk(reading: [document(2): changed, document(3): other])
    let first = try submitted(&desk)
    let late = try desk.draft(museum, document: document(3), by: "Wu", at: morning).orThrow()
    try desk.approve(first, by: "Chen", at: morning)
    _ = desk.publishDue(at: morning)
    #expect(throws: RegistryFault.baseOutdated(late, published: first)) {
      try desk.submit(late, at: morning)
    }
  }

  @Test("A venue is withdrawn by a revision too, and comes back under higher versions alone")
  func withdrawal() throws {
    var desk = foundedDesk(reading: [document(1): venue([offer("residents")]), document(2): changed])
    let out = try desk.draft(museum, document: nil, by: "Lin", at: morning).orThrow()
    try desk.submit(out, at: morning)
    try desk.approve(out, by: "Chen", at: morning)
    #expect(desk.publishDue(at: morning) == [out])
    #expect(desk.published.isEmpty && desk.seq == 2)
    #expect(throws: RegistryFault.unknownVenue(museum)) {
      try desk.draft(museum, document: nil, by: "Lin", at: morning)
    }
    let same = try desk.draft(museum, document: document(1), by: "Lin", at: morning).orThrow()
    #expect {
      try desk.submit(same, at: morning)
    } throws: { error in
      (error as? RegistryFault)?.code == "offer_id_used"
    }
    let higher = try desk.draft(museum, document: document(2), by: "Lin", at: morning).orThrow()
    try desk.submit(higher, at: morning)
  }

  @Test("A revision that is done with takes no more commands")
  func done() throws {
    var desk = desk()
    let id = try submitted(&desk)
    try desk.reject(id, by: "Lin", because: "寫錯了", at: morning)
    #expect(desk.revisions[id]?.refusal == "寫錯了")
    let done = RegistryFault.wrongState(id, .rejected)
    #expect(throws: done) { try desk.submit(id, at: morning) }
    #expect(throws: done) { try desk.approve(id, by: "Chen", at: morning) }
    #expect(throws: done) { try desk.reject(id, by: "Chen", because: nil, at: morning) }
    #expect(throws: RegistryFault.unknownRevision(RevisionID(99))) {
      try desk.submit(RevisionID(99), at: morning)
    }
  }

  @Test("A registry is founded once")
  func founding() {
    var desk = desk()
    let again = desk.found([(venue([], id: "theatre"), document(9))], by: "founding", at: morning)
    #expect(!again && desk.seq == 1 && desk.published.count == 1)
  }

  @Test("Signing anew counts up, unless another process did")
  func renewal() {
    var desk = desk()
    desk.renew(1)
    desk.renew(1)
    #expect(desk.seq == 2)
  }
}
