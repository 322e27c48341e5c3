import Benefits
import Office
import Testing

@Suite("Roles")
struct RoleTests {
  @Test("Auditors and merchants change nothing")
  func readers() {
    let changes = Set(Permission.allCases.filter { !$0.rawValue.hasPrefix("read") })
    #expect(!changes.isEmpty)
    #expect(Role.auditor.permissions.isDisjoint(with: changes))
    #expect(Role.merchant.permissions == [.readOwnSales])
  }

  @Test("Nobody proposes and approves a payee by one role, and every permission is somebody's")
  func fourEyes() {
    for role in Role.allCases {
      #expect(!role.permissions.isSuperset(of: [.proposePayee, .approvePayee]))
    }
    #expect(
      Role.allCases.reduce(into: Set<Permission>()) { $0.formUnion($1.permissions) }
        == Set(Permission.allCases))
  }

  @Test(
    "Logins are small letters, digits and a few signs",
    arguments: [
      ("wang.xiaoming", true), ("Wang@taitung.gov.tw", true), ("王小明", false), ("-a1", false), ("ab", false),
    ])
  func logins(text: String, isPossible: Bool) {
    #expect((Login(text) != nil) == isPossible)
    #expect(Login("Wang")?.text == "wang", "one person, however the name is typed")
  }
}
