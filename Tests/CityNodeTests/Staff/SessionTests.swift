import Benefits
import NIOHTTP1
import Office
import Store
import Testing

@testable import CityNode
@testable import CitySupport
@testable import Web

extension EndToEnd {
  @Suite("Sessions, forms and waiting", .runningCities)
  struct Sessions {
    let cities: TwoCities
    var city: City { cities.taipei }

    init() throws { cities = try TwoCities.shared }

    private func browser() -> StaffBrowser { StaffBrowser(city, cities.client) }
    private func browser(_ staff: TestStaff) -> StaffBrowser { StaffBrowser(staff, at: city, cities.client) }

    // MARK: Forms

    @Test("A form without its session's token, with another's, or from elsewhere changes nothing")
    func forged() async throws {
      let staff = try await city.account("forms", [.operator])
      let other = try await city.account("forms.other", [.operator])
      let own = browser(staff)
      let token = try #require(try await own.get("/staff/account").csrf)
      let foreign = try #require(try await browser(other).get("/staff/account").csrf)
      #expect(token != foreign && token.count == 43)
      let from = [("Sec-Fetch-Site", "same-origin")]
      let tries: [(String, [(String, String)])] = [
        ("", from), (foreign, from), (String(token.dropLast()), from), (token, []),
        (token, [("Sec-Fetch-Site", "cross-site")]), (token, [("Sec-Fetch-Site", "same-site")]),
        (token, [("Origin", "https://evil.example")]), (token, [("Origin", "null")]),
      ]
      for (csrf, headers) in tries {
        let page = try await own.post("/staff/sign-out", ["csrf": csrf], headers: headers)
        #expect(page.status == 403 && page.text.contains("表單已經失效"), "\(headers)")
      }
      #expect(try await own.get("/staff/account").status == 200, "still signed in")
      let host = try city.counterURL
      let done = try await own.post("/staff/sign-out", ["csrf": token], headers: [("Origin", host)])
      #expect(done.status == 303 && done.location == "/staff/sign-in")
    }

    @Test("A token of a session that is over opens no form of the next")
    func oldToken() async throws {
      let staff = try await city.account("old.token", [.operator])
      let first = browser(staff)
      let token = try #require(try await first.get("/staff/account").csrf)
      _ = try await first.submit("/staff/account", to: "/staff/sign-out", [:])
      let second = browser()
      try await second.signIn(staff)
      #expect(try await second.get("/staff/account").csrf != token)
      #expect(try await second.post("/staff/sign-out", ["csrf": token]).status == 403)
    }

    @Test("Nobody is signed in by a form of another site")
    func loginForgery() async throws {
      let staff = try await city.account("login.forgery", [.operator])
      let page = try await browser().post(
        "/staff/sign-in", ["login": staff.login, "password": staff.password],
        headers: [("Origin", "https://evil.example")])
      #expect(page.status == 403 && page.reply.headers["set-cookie"].isEmpty)
    }

    @Test("A form that is too large, or none, is refused")
    func sizes() async throws {
      let large = try await browser().post(
        "/staff/sign-in", ["login": String(repeating: "a", count: 9 << 10), "password": "x"])
      #expect(large.status == 413)
      let none = try await browser().send(
        .POST, "/staff/sign-in", body: "{}",
        headers: [("Sec-Fetch-Site", "same-origin"), ("Content-Type", "application/json")])
      #expect(none.status == 415)
    }

    // MARK: Sessions

    @Test("A session that somebody else put into the browser is not taken over by signing in")
    func fixation() async throws {
      let staff = try await city.account("fixation", [.operator])
      let browser = browser()
      browser.cookies = [
        "citycard-taipei-session": String(repeating: "A", count: 43),
        "citycard-taipei-device": String(repeating: "A", count: 43),
      ]
      try await browser.signIn(staff)
      let after = browser.cookies
      #expect(after["citycard-taipei-session"] != String(repeating: "A", count: 43))
      // The mark that was put there is kept for whomever it may be of, but it is not this account's.
      let marks = try #require(after["citycard-taipei-device"]).split(separator: ".").map(String.init)
      #expect(marks.count == 2 && marks[0] != String(repeating: "A", count: 43))
      let clerk = try city.node.staff
      let planted = Visitor(device: marks[1], network: "192.0.2", agent: nil)
      let account = try await city.node.store.account(staff.member.login)
      #expect(try await clerk.knownMark(planted, account) == nil)
      #expect(try await browser.get("/staff/account").status == 200)
    }

    @Test("A session ends after half an hour without a request, and after twelve hours with them")
    func ends() async throws {
      let staff = try await city.account("ends", [.operator])
      let idle = browser(staff)
      #expect(try await idle.get("/staff/account").status == 200)
      var shifted = TimeSpan.zero
      func shift(_ span: TimeSpan) {
        city.clock.shift(by: span)
        shifted = shifted + span
      }
      defer { city.clock.shift(by: .zero - shifted) }
      shift(SessionRules.idle)
      #expect(try await idle.get("/staff/account").status == 303)
      let busy = browser()
      try await busy.signIn(staff)
      for _ in 0..<24 {
        #expect(try await busy.get("/staff/account").status == 200)
        shift(.minutes(29))
      }
      // 11 h 36 min; then past twelve hours, never idle.
      #expect(try await busy.get("/staff/account").status == 200)
      shift(.minutes(25))
      #expect(try await busy.get("/staff/account").status == 303)
    }

    @Test("Another password ends the other sessions and changes this one's token")
    func password() async throws {
      let staff = try await city.account("password", [.operator])
      let (own, other) = (browser(staff), browser())
      try await other.signIn(staff)
      let before = own.cookies
      let wrong = try await own.submit(
        "/staff/account", to: "/staff/password",
        ["current": "not the password", "password": "a new one entirely", "again": "a new one entirely"])
      #expect(wrong.status == 422 && wrong.faults == ["current"])
      let short = try await own.submit(
        "/staff/account", to: "/staff/password",
        ["current": staff.password, "password": "short", "again": "short"])
      #expect(short.status == 422 && short.faults == ["password"])
      let done = try await own.submit(
        "/staff/account", to: "/staff/password",
        [
          "current": staff.password, "password": "a new one entirely", "again": "a new one entirely",
        ])
      #expect(done.status == 303 && done.location == "/staff/account?done=password")
      #expect(own.cookies["citycard-taipei-session"] != before["citycard-taipei-session"])
      #expect(try await own.get("/staff/account").status == 200)
      #expect(try await other.get("/staff/account").status == 303)
      let fixed = browser()
      fixed.cookies = before
      #expect(try await fixed.get("/staff/account").status == 303, "the token from before opens nothing")
      #expect(try await browser().signIn(staff).status == 422)
    }

    @Test("New recovery codes take a code, and end the old ones")
    func recovery() async throws {
      let staff = try await city.account("recovery", [.operator])
      let own = browser(staff)
      let wrong = try await own.submit("/staff/account", to: "/staff/recovery-codes", ["code": "000000"])
      #expect(wrong.status == 422 && wrong.faults == ["code"])
      let done = try await own.submit(
        "/staff/account", to: "/staff/recovery-codes", ["code": try staff.code(at: city.clock.now)])
      let codes = done.text.matches(of: /[A-Z2-7]{5}-[A-Z2-7]{5}/).map { String($0.0) }
      #expect(done.status == 200 && Set(codes).count == RecoveryCodes.count)
      #expect(Set(codes).isDisjoint(with: staff.recovery))
      #expect(try await browser().signIn(staff, code: staff.recovery[0]).status == 422)
      #expect(try await browser().signIn(staff, code: codes[0]).status == 303)
    }

    @Test("Roles that change and an account that is revoked end its sessions at once")
    func revoked() async throws {
      let staff = try await city.account("revoked", [.operator])
      let own = browser(staff)
      #expect(try await own.get("/console/partners").status == 200)
      let store = try city.node.store
      try await store.setRoles(
        [.settlementMaker], merchant: nil, of: staff.member.login, by: .machine("test"), at: city.clock.now)
      #expect(try await own.get("/staff/account").status == 303)
      try await own.signIn(staff)
      #expect(try await own.get("/console/partners").status == 200, "a maker reads the registry")
      let form = try await own.submit(
        "/staff/account", to: "/console/partners/moca/withdraw", ["reason": "x"])
      #expect(form.status == 403, "and does not write it")
      try await store.revokeStaff(staff.member.login, by: .machine("test"), at: city.clock.now)
      #expect(try await own.get("/staff/account").status == 303)
      #expect(try await own.signIn(staff).status == 422)
    }

    // MARK: Waiting

    @Test("Strangers who fail make strangers wait, and not the device of the account's owner")
    func waiting() async throws {
      let staff = try await city.account("waiting", [.operator])
      let stranger = browser()
      for _ in 0..<FailureScope.stranger.limit.failures {
        let page = try await stranger.post(
          "/staff/sign-in", ["login": staff.login, "password": "wrong wrong wrong"])
        #expect(page.status == 422)
      }
      let runs = try city.node.staff.strangers.runs
      let waits = try await stranger.post(
        "/staff/sign-in", ["login": staff.login, "password": staff.password])
      #expect(waits.status == 429 && waits.text.contains("嘗試次數過多"))
      #expect(try city.node.staff.strangers.runs == runs, "who has to wait costs nothing")
      // Its owner, on the device of the invitation, in the same network.
      let owner = browser(staff)
      owner.cookies["citycard-taipei-session"] = nil
      #expect(try await owner.signIn(staff).status == 303)
      // Other accounts are not touched.
      let other = try await city.account("not.waiting", [.operator])
      #expect(try await browser().signIn(other).status == 303)
      let log = try await city.node.store.auditLog(of: staff.member.subject, limit: 9).map(\.entry)
      #expect(log.contains { $0.action == .staffLocked && $0.after == "scope: stranger" })
      city.clock.shift(by: FailureScope.stranger.limit.window)
      defer { city.clock.shift(by: .zero - FailureScope.stranger.limit.window) }
      #expect(
        try await stranger.post("/staff/sign-in", ["login": staff.login, "password": staff.password]).status
          == 303)
    }

    @Test("People who share a device are each known on it")
    func shared() async throws {
      let amy = try await city.account("shared.amy", [.operator])
      let bob = try await city.account("shared.bob", [.auditor])
      let browser = browser()
      try await browser.signIn(amy)
      try await browser.signIn(bob)
      let marks = try #require(browser.cookies["citycard-taipei-device"]).split(separator: ".")
      #expect(marks.count == 2 && Set(marks).count == 2)
      let clerk = try city.node.staff
      for staff in [amy, bob] {
        let before = (clerk.known.runs, clerk.strangers.runs)
        let page = try await browser.post(
          "/staff/sign-in", ["login": staff.login, "password": staff.password])
        #expect(page.status == 303)
        #expect(clerk.known.runs == before.0 + 1 && clerk.strangers.runs == before.1)
      }
      // Signing in again changes none of the marks.
      try await browser.signIn(amy, ahead: 1)
      let after = try #require(browser.cookies["citycard-taipei-device"]).split(separator: ".")
      #expect(Set(after) == Set(marks))
    }

    @Test("Who has the password and guesses codes waits, and the owner's device does not")
    func codes() async throws {
      let staff = try await city.account("codes", [.operator])
      let thief = browser()
      for _ in 0..<FailureScope.code.limit.failures {
        #expect(try await thief.signIn(staff, code: "000000").status == 422)
      }
      #expect(try await thief.signIn(staff, code: staff.recovery[0]).status == 429)
      let owner = browser(staff)
      owner.cookies["citycard-taipei-session"] = nil
      #expect(try await owner.signIn(staff).status == 303)
    }

    @Test("Addresses of one network count as one")
    func networks() {
      for (address, network) in [
        ("203.0.113.77", "203.0.113"), ("::ffff:203.0.113.77", "203.0.113"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"), ("2001:0DB8:1:2::9", "2001:db8:1:2"),
        ("2001:db8::1", "2001:db8:0:0"), ("::1", "0:0:0:0"), ("fe80::1%eth0", "fe80:0:0:0"),
      ] {
        #expect(NetworkOfAddress.text(address) == network, "\(address)")
      }
    }
  }
}
