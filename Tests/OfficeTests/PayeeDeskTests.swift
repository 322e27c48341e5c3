import Benefits
import Office
import Testing

@Suite("A payee takes two people")
struct PayeeDeskTests {
  private let now = Instant(seconds: 1_795_000_000)
  private let lin = Actor.staff(Login("lin")!)
  private let chen = Actor.staff(Login("chen")!)
  private let ranch = MerchantID(unchecked: "chulu-ranch")

  private func payee(_ account: String = "00123456789012") throws -> Payee {
    try Payee(taxID: "04595257", bank: "004", branch: "0107", account: account, holder: "初鹿牧場")
  }

  private func desk() -> PayeeDesk { PayeeDesk(merchant: ranch, inForce: nil, open: nil) }
  private func id(_ number: Int64) -> PayeeChangeID { PayeeChangeID(number) }

  @Test("What one proposes and another approves is in force, and says who did both")
  func approved() throws {
    var desk = desk()
    try desk.propose(payee(), as: id(1), by: lin, at: now)
    try desk.approve(id(1), by: chen, at: now + .minutes(5))
    let change = try #require(desk.inForce)
    #expect(change.state == .approved && change.author == lin && change.reviewer == chen)
    #expect(change.reviewed == now + .minutes(5) && desk.open == nil)
    #expect(desk.changed.map(\.state) == [.proposed, .approved])
  }

  @Test("Nobody decides what they proposed, under whatever kind of account they come")
  func samePerson() throws {
    var desk = desk()
    try desk.propose(payee(), as: id(1), by: lin, at: now)
    for author in [lin, .machine("lin")] {
      #expect(throws: MerchantFault.samePerson) { try desk.approve(id(1), by: author, at: now) }
      #expect(throws: MerchantFault.samePerson) {
        try desk.reject(id(1), because: "no", by: author, at: now)
      }
    }
    #expect(desk.open?.state == .proposed && desk.inForce == nil)
  }

  @Test("A newer proposal takes the older one's place, whoever decides is told, and one is open at most")
  func superseded() throws {
    var desk = desk()
    try desk.propose(payee(), as: id(1), by: lin, at: now)
    try desk.propose(payee("99999999"), as: id(2), by: chen, at: now + .minutes(1))
    #expect(desk.changed.map(\.state) == [.proposed, .superseded, .proposed])
    #expect(desk.open?.id == id(2))
    #expect(throws: MerchantFault.notOpen) { try desk.approve(id(1), by: chen, at: now) }
    try desk.approve(id(2), by: lin, at: now)
    #expect(throws: MerchantFault.notOpen) { try desk.approve(id(2), by: lin, at: now) }
    #expect(desk.inForce?.payee.account == "99999999")
  }

  @Test("What is sent back says why, and leaves the payee in force as it was")
  func rejected() throws {
    var desk = desk()
    try desk.propose(payee(), as: id(1), by: lin, at: now)
    try desk.approve(id(1), by: chen, at: now)
    try desk.propose(payee("99999999"), as: id(2), by: lin, at: now)
    for reason in ["", "  ", "a\nb", "a\u{202E}b", String(repeating: "x", count: 201)] {
      #expect(throws: MerchantFault.reasonInvalid) {
        try desk.reject(id(2), because: reason, by: chen, at: now)
      }
    }
    try desk.reject(id(2), because: "戶名不符", by: chen, at: now)
    #expect(desk.changed.last?.state == .rejected && desk.changed.last?.refusal == "戶名不符")
    #expect(desk.inForce?.id == id(1) && desk.open == nil)
  }

  @Test("The payee in force is not proposed once more")
  func unchanged() throws {
    var desk = desk()
    try desk.propose(payee(), as: id(1), by: lin, at: now)
    try desk.approve(id(1), by: chen, at: now)
    #expect(throws: MerchantFault.unchanged) { try desk.propose(payee(), as: id(2), by: lin, at: now) }
  }

  @Test("Every step is in the audit log, and no whole account number ever is")
  func entries() throws {
    var desk = desk()
    try desk.propose(payee(), as: id(1), by: lin, at: now)
    try desk.approve(id(1), by: chen, at: now)
    try desk.propose(payee("99999999"), as: id(2), by: lin, at: now)
    try desk.reject(id(2), because: "戶名不符", by: chen, at: now)
    #expect(desk.entries.map(\.action) == [.payeeProposed, .payeeApproved, .payeeProposed, .payeeRejected])
    #expect(desk.entries.map(\.actor) == [lin, chen, lin, chen])
    for entry in desk.entries {
      #expect(entry.subject == "merchant:chulu-ranch")
      let text = "\(entry.before ?? "")\(entry.after ?? "")"
      #expect(!text.contains("00123456789012") && !text.contains("99999999"))
    }
    #expect(desk.entries[2].before?.contains("9012") == true)
    #expect(desk.entries[3].after?.contains("戶名不符") == true)
  }
}
