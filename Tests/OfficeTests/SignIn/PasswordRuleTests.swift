import Benefits
import Office
import TestSupport
import Testing

struct PasswordRuleTests {
  private let login: Login

  init() throws { login = try #require(Login("amy.wang")) }

  private func fault(_ password: String, name: String = "王小明") -> PasswordFault? {
    do {
      try PasswordRules.check(password, login: login, name: name)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "correct horse", "臺東的海很藍，星星很多的晚上", "aaaaaaaaaaab", "Tr0ub4dor&3xx", "amy.wang likes tea",
    String(repeating: "ab", count: 64), "            x",
  ])
  func `long passwords are taken, whatever they are made of`(password: String) {
    #expect(fault(password) == nil)
  }

  @Test(arguments: [
    ("", PasswordFault.tooShort), ("elevenchars", .tooShort), ("臺東的海很藍星星很多", .tooShort),
    (String(repeating: "ab", count: 64) + "c", .tooLong), ("correct\u{0}horse battery", .controlCharacter),
    ("correct\nhorse battery", .controlCharacter), ("AMY.wangamy.wang", .isOwnName),
    ("amy.wang-amy.wang!", .isOwnName), ("Lin Xiaohua Lin Xiaohua", .isOwnName), ("111111111111", .guessable),
    ("            ", .guessable), ("123456789012", .guessable), ("098765432109", .guessable),
    ("abcdefghijklmn", .guessable), ("zyxwvutsrqponm", .guessable),
  ])
  func `what is too short, one's own name or a run is refused`(password: String, expected: PasswordFault) {
    #expect(fault(password, name: "Lin Xiaohua") == expected)
  }

  @Test func `an account's parts are checked`() throws {
    func fault(_ roles: Set<Role>, _ merchant: String? = nil, login: String = "amy", name: String = "王")
      -> String?
    {
      do {
        _ = try StaffDraft(
          login: login, name: name, roles: roles, merchant: merchant.flatMap { MerchantID($0) })
        return nil
      } catch {
        return error.code
      }
    }
    #expect(fault([.operator, .auditor]) == nil)
    #expect(fault([.merchant], "moca") == nil)
    #expect(fault([]) == "no_role")
    #expect(fault([.merchant]) == "merchant_role")
    #expect(fault([.operator], "moca") == "merchant_role")
    #expect(fault([.operator, .merchant], "moca") == "merchant_role")
    for login in ["", "am", "-amy", "amy wang", "ámy", String(repeating: "a", count: 65)] {
      #expect(fault([.auditor], login: login) == "login_invalid", "\(login)")
    }
    for name in ["", "  ", "a\nb", String(repeating: "王", count: 101)] {
      #expect(fault([.auditor], name: name) == "name_invalid", "\(name)")
    }
  }

  @Test(arguments: [
    ("ABCDE-FGH23", "ABCDEFGH23"), ("abcde fgh23", "ABCDEFGH23"), (" AB-CDEFGH-23 ", "ABCDEFGH23"),
  ])
  func `a recovery code may be typed as one likes`(typed: String, canonical: String) {
    #expect(RecoveryCodes.canonical(typed) == canonical)
  }

  @Test(arguments: ["", "123456", "ABCDEFGH2", "ABCDEFGH234", "ABCDEFGH21", "ABCDEFGH2é"])
  func `what can't be a recovery code is none`(typed: String) {
    #expect(RecoveryCodes.canonical(typed) == nil)
  }
}
