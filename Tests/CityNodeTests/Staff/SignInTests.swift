import Benefits
import NIOHTTP1
import Office
import Store
import Testing
import Wire

@testable import CityNode
@testable import CitySupport
@testable import Web

extension EndToEnd {
  @Suite("Signing in", .runningCities)
  struct SignIn {
    let cities: TwoCities
    var city: City { cities.taipei }

    init() throws { cities = try TwoCities.shared }

    private func browser() -> StaffBrowser { StaffBrowser(city, cities.client) }

    @Test(
      "An account is taken up by its invitation, with password, authenticator and recovery codes shown once")
    func invitation() async throws {
      let clerk = try city.node.staff
      let secret = try await clerk.invite(
        StaffDraft(login: "Lin.Joins", name: "林小華", roles: [.operator], merchant: nil), by: .machine("test"))
      let browser = browser()
      let paste = try await browser.get("/staff/invitation")
      #expect(paste.status == 200 && !paste.text.contains(secret))
      let form = try await browser.post("/staff/invitation", ["secret": secret])
      #expect(form.status == 200 && form.text.contains("<svg") && form.text.contains("lin.joins"))
      let totp = try await clerk.invitation(secret).totp
      // Groups of four, so that it can be typed.
      #expect(form.text.contains(totp.prefix(4) + " " + totp.dropFirst(4).prefix(4)))
      let staff = TestStaff(
        member: try await clerk.invitation(secret).member, password: "",
        secret: try #require(Base32.decode(totp)),
        recovery: [],
        signedIn: SignedIn(
          member: try await clerk.invitation(secret).member, session: "", device: ""))
      let code = try staff.code(at: city.clock.now)
      for (password, again, typed, fault) in [
        ("short", "short", code, "password"),
        ("lin.joins-lin.joins", "lin.joins-lin.joins", code, "password"),
        (TestStaff.password, "another password", code, "again"),
        (TestStaff.password, TestStaff.password, "000000", "code"),
      ] {
        let page = try await browser.post(
          "/staff/join", ["secret": secret, "password": password, "again": again, "code": typed])
        #expect(page.status == 422 && page.faults == [fault], "\(fault)")
        #expect(!page.text.contains(password))
      }
      let joined = try await browser.post(
        "/staff/join",
        ["secret": secret, "password": TestStaff.password, "again": TestStaff.password, "code": code])
      #expect(joined.status == 200)
      #expect(joined.text.matches(of: /[A-Z2-7]{5}-[A-Z2-7]{5}/).count == RecoveryCodes.count)
      let account = try await browser.get("/staff/account")
      #expect(account.status == 200 && account.text.contains("林小華"))
      // Used once.
      let again = try await browser.post("/staff/invitation", ["secret": secret])
      #expect(again.status == 422 && again.text.contains("邀請連結不對"))
      let log = try await city.node.store.auditLog(of: "staff:lin.joins", limit: 9)
      #expect(log.map(\.entry.action) == [.staffJoined, .staffInvited])
      #expect(log[0].entry.before?.contains("state: invited") == true)
      #expect(log[0].entry.after?.contains("state: active") == true)
    }

    @Test("Password and code lead where one wanted to go, and nowhere else")
    func signIn() async throws {
      let staff = try await city.account("amy", [.operator])
      let browser = browser()
      let turnedAway = try await browser.get("/staff/account?x=1")
      #expect(turnedAway.status == 303)
      #expect(turnedAway.location == "/staff/sign-in?next=%2Fstaff%2Faccount%3Fx%3D1")
      let page = try await browser.get("/staff/sign-in?next=%2Fstaff%2Faccount%3Fx%3D1")
      #expect(page.value(of: "next") == "/staff/account?x=1")
      let first = try await browser.post(
        "/staff/sign-in",
        ["login": "AMY", "password": staff.password, "next": "/staff/account?x=1"])
      #expect(first.location == "/staff/code?next=%2Fstaff%2Faccount%3Fx%3D1")
      #expect(browser.cookies.keys.sorted() == ["citycard-taipei-password"])
      #expect(try await browser.get("/staff/account").status == 303, "the password alone opens nothing")
      let second = try await browser.post(
        "/staff/code",
        ["code": try staff.code(at: city.clock.now), "next": "/staff/account?x=1"])
      #expect(second.status == 303 && second.location == "/staff/account?x=1")
      #expect(browser.cookies.keys.sorted() == ["citycard-taipei-device", "citycard-taipei-session"])
      #expect(try await browser.get("/staff/account").status == 200)
      for away in [
        "https://evil.example/", "//evil.example", "/\\evil.example", "/consolex", "/staff/sign-out",
      ] {
        #expect(!NextPage.isOurs(away), "\(away)")
      }
    }

    @Test("Cookies are out of reach of scripts and other sites")
    func cookies() async throws {
      let staff = try await city.account("cookie", [.operator])
      let page = try await browser().post(
        "/staff/sign-in", ["login": staff.login, "password": staff.password])
      let browser = browser()
      let last = try await browser.signIn(staff)
      let set = page.reply.headers["set-cookie"] + last.reply.headers["set-cookie"]
      #expect(set.count >= 3)
      for line in set {
        #expect(line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"))
        #expect(!line.contains("Domain"))
      }
      let session = try #require(set.first { $0.hasPrefix("citycard-taipei-session=") })
      #expect(!session.contains("Max-Age"), "it ends with the browser")
      #expect(last.reply.header("cache-control") == "no-store")
    }

    @Test("A wrong password, an unknown login and an account that is not in use look alike and cost the same")
    func alike() async throws {
      let staff = try await city.account("alike", [.operator])
      _ = try await city.node.staff.invite(
        StaffDraft(login: "not.yet", name: "陳", roles: [.auditor], merchant: nil), by: .machine("test"))
      let clerk = try city.node.staff
      var answers: Set<String> = []
      for login in [staff.login, "nobody.here", "not.yet", "漢字", ""] {
        let before = clerk.strangers.runs + clerk.known.runs
        let page = try await browser().post(
          "/staff/sign-in", ["login": login, "password": "wrong wrong wrong"])
        #expect(page.status == 422 && page.faults == ["password"])
        #expect(clerk.strangers.runs + clerk.known.runs == before + 1, "\(login)")
        // What was typed comes back; nothing else may differ.
        answers.insert(
          page.text.replacing("value=\"\(login)\"", with: "").replacing(" value=\"\"", with: ""))
      }
      #expect(answers.count == 1)
    }

    @Test("A code is taken once, by whomever, and a recovery code as well")
    func once() async throws {
      let staff = try await city.account("once", [.operator])
      let code = try staff.code(at: city.clock.now, ahead: 1)
      #expect(try await browser().signIn(staff, code: code).status == 303)
      let replayed = try await browser().signIn(staff, code: code)
      #expect(replayed.status == 422 && replayed.faults == ["code"])
      let older = try await browser().signIn(staff, code: try staff.code(at: city.clock.now))
      #expect(older.status == 422, "an older one is not taken after a newer")
      #expect(try await browser().signIn(staff, code: staff.recovery[3].lowercased()).status == 303)
      #expect(try await browser().signIn(staff, code: staff.recovery[3]).status == 422)
      #expect(try await browser().signIn(staff, code: staff.recovery[4]).status == 303)
      #expect(try await city.node.store.recoveryCodesLeft(staff.member.id) == RecoveryCodes.count - 2)
      let actions = try await city.node.store.auditLog(of: staff.member.subject, limit: 99)
        .map(\.entry.action)
      #expect(actions.filter { $0 == .recoveryCodeUsed }.count == 2)
      #expect(actions.filter { $0 == .staffSignedIn }.count == 3)
    }

    @Test("Of many who use the same code at once, one gets in")
    func race() async throws {
      let staff = try await city.account("race", [.operator])
      let code = try staff.code(at: city.clock.now)
      let browsers = (0..<4).map { _ in browser() }
      for browser in browsers {
        #expect(
          try await browser.post("/staff/sign-in", ["login": staff.login, "password": staff.password])
            .status == 303)
      }
      let answers = try await withThrowingTaskGroup(of: Int.self) { group in
        for browser in browsers {
          group.addTask { try await browser.post("/staff/code", ["code": code]).status }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(answers.sorted() == [303, 422, 422, 422])
    }

    @Test("What proves the password ends after ten minutes, and when the password is another")
    func proofEnds() async throws {
      let staff = try await city.account("proof", [.operator])
      let clerk = try city.node.staff
      let visitor = Visitor(device: nil, network: "198.51.100", agent: nil)
      let proof = try await clerk.givePassword(staff.login, staff.password, from: visitor)
      var forged = Array(proof)
      forged[3] = forged[3] == "A" ? "B" : "A"
      for wrong in ["", "x", String(forged), String(proof.dropLast())] {
        await #expect(throws: StaffFault.signInOver) {
          try await clerk.giveCode(staff.recovery[0], after: wrong, from: visitor)
        }
      }
      let presence = try #require(try await clerk.presence(staff.signedIn.session))
      _ = try await clerk.changePassword(
        of: presence, from: staff.password, to: "an entirely other one", again: "an entirely other one",
        by: visitor)
      await #expect(throws: StaffFault.signInOver) {
        try await clerk.giveCode(staff.recovery[0], after: proof, from: visitor)
      }
      let next = try await clerk.givePassword(staff.login, "an entirely other one", from: visitor)
      city.clock.shift(by: SessionRules.codeTime)
      defer { city.clock.shift(by: .zero - SessionRules.codeTime) }
      await #expect(throws: StaffFault.signInOver) {
        try await clerk.giveCode(staff.recovery[0], after: next, from: visitor)
      }
    }
  }
}
