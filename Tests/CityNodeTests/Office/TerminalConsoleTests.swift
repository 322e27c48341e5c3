import Benefits
import CityNode
import Foundation
import NIOHTTP1
import Office
import Store
import Testing

@testable import CitySupport
@testable import Web

extension EndToEnd {
  @Suite("Terminals in the console", .runningCities)
  struct TerminalConsole {
    private let cities: TwoCities
    private var city: City { cities.taipei }

    init() throws { cities = try TwoCities.shared }

    private func operatorBrowser(_ login: String) async throws -> StaffBrowser {
      StaffBrowser(try await city.account(login, [.operator]), at: city, cities.client)
    }

    /// Somebody without a token.
    private var stranger: Till {
      get async throws {
        var till = try await cities.counter(city, "moca")
        till.token = ""
        return till
      }
    }

    /// Invites a device; where its page is, and the code that its link has.
    private func invite(
      _ browser: StaffBrowser, _ label: String = "售票口 9", place: String = "moca"
    ) async throws -> (path: String, code: String) {
      let sent = try await browser.submit(
        "/console/terminals/new", to: "/console/terminals", ["place": place, "label": label])
      let path = try #require(sent.location)
      let page = try await browser.get(path)
      #expect(page.text.contains("<svg"))
      let code = try #require(page.text.firstMatch(of: /\/pos#pair=([\w-]{43})/)).1
      return (path, String(code))
    }

    private func pair(_ code: String, _ device: UUIDv7) async throws -> Reply {
      try await stranger.post("/api/v1/pairings", #"{"id":"\#(device)","code":"\#(code)"}"#)
    }

    private func newDevice() -> UUIDv7 { city.clock.ports.newID() }

    @Test func `a device that brings the code is a terminal, once, and can ask for its token again`()
      async throws
    {
      let browser = try await operatorBrowser("pair.once")
      let (path, code) = try await invite(browser)
      #expect(try await browser.get(path + "/state").text == "waiting")
      let device = newDevice()
      let paired = try await pair(code, device)
      let token = try #require(paired.text("/token"))
      #expect(paired.status == 200 && token.hasPrefix("cct_"))
      #expect(try await browser.get(path + "/state").text == "used")
      let page = try await browser.get(path)
      #expect(page.text.contains("已配對") && !page.text.contains(code))
      #expect(try await pair(code, device).text("/token") == token)
      let other = try await pair(code, newDevice())
      #expect(other.status == 409 && other.text("/code") == "pairing_code_used")
      var till = try await stranger
      till.token = token
      #expect(try await till.get("/api/v1/terminal").text("/label") == "售票口 9")
    }

    @Test func `of many devices at once one gets a token`() async throws {
      let (_, code) = try await invite(operatorBrowser("pair.race"))
      let tokens = await withTaskGroup(of: Reply?.self) { group in
        for _ in 0..<12 {
          let device = newDevice()
          group.addTask { try? await pair(code, device) }
        }
        return await group.reduce(into: [Int]()) { $0.append($1?.status ?? 0) }
      }
      #expect(tokens.count { $0 == 200 } == 1)
      #expect(tokens.count { $0 == 409 } == 11)
    }

    @Test func `a code that is late, ended or changed by a letter pairs nothing`() async throws {
      let browser = try await operatorBrowser("pair.late")
      let (path, ended) = try await invite(browser)
      let left = try await browser.submit(path, to: path + "/end", [:])
      #expect(left.location == "/console/terminals?done=ended")
      #expect(try await pair(ended, newDevice()).text("/code") == "pairing_code_expired")
      let (_, code) = try await invite(browser)
      for place in [0, 20, 21, 22, 41] {
        var letters = Array(code)
        letters[place] = letters[place] == "A" ? "B" : "A"
        #expect(try await pair(String(letters), newDevice()).text("/code") == "pairing_code_unknown")
      }
      cities.shift(by: TerminalPairing.life)
      let late = try await pair(code, newDevice())
      #expect(late.status == 410 && late.text("/code") == "pairing_code_expired")
    }

    @Test func `guesses are limited, and shut nobody out who has a code`() async throws {
      let (_, code) = try await invite(operatorBrowser("pair.guess"))
      let guess = String(repeating: "A", count: 43)
      var codes: [String?] = []
      for _ in 0..<120 { codes.append(try await pair(guess, newDevice()).text("/code")) }
      #expect(codes.last == "pairing_limited" && codes.contains("pairing_code_unknown"))
      #expect(codes.count { $0 == "pairing_code_unknown" } <= 100)
      #expect(try await pair(code, newDevice()).status == 200)
      cities.shift(by: .minutes(1))
      #expect(try await pair(guess, newDevice()).text("/code") == "pairing_code_unknown")
    }

    @Test func `neither the code nor the token can be read out of the books`() async throws {
      let browser = try await operatorBrowser("pair.books")
      let (_, code) = try await invite(browser)
      let token = try #require(try await pair(code, newDevice()).text("/token"))
      for file in try FileManager.default.contentsOfDirectory(atPath: cities.folder)
      where file.hasPrefix("\(city.id).sqlite") {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(cities.folder)/\(file)"))
        #expect(bytes.range(of: Data(code.utf8)) == nil && bytes.range(of: Data(token.utf8)) == nil)
      }
      let log = city.log.lines.joined(separator: "\n")
      #expect(!log.contains(code) && !log.contains(token))
    }

    @Test func `a terminal is revoked at once, after a page that says what that means`() async throws {
      let browser = try await operatorBrowser("revoker")
      let till = try await cities.counter(city, "moca")
      #expect(try await till.get("/api/v1/terminal").status == 200)
      let path = "/console/terminals/\(till.terminal.number)/revoke"
      let question = try await browser.get(path)
      #expect(question.status == 200 && question.text.contains("立即生效"))
      #expect(try await till.get("/api/v1/terminal").status == 200, "asking is not revoking")
      let done = try await browser.submit(path, to: path, [:])
      #expect(done.location == "/console/terminals?done=revoked")
      #expect(try await till.get("/api/v1/terminal").status == 401)
      #expect(try await browser.get(path).status == 404)
      #expect(try await browser.get("/console/terminals").text.contains("已停用"))
      var query = AuditQuery()
      query.subject = "terminal:\(till.terminal.number)"
      let log = try await city.node.store.auditLog(query, limit: 9).map(\.entry)
      #expect(log.map(\.action) == [.terminalRevoked, .terminalAdded])
      #expect(
        log[0].actor == .staff(try #require(Login("revoker"))) && log[0].before?.contains("moca") == true)
    }

    @Test func `the list says when a terminal was heard and which page it has, and believes nothing else`()
      async throws
    {
      let browser = try await operatorBrowser("listener")
      let (_, code) = try await invite(browser, "聽得到", place: "zhongshan-hall")
      #expect(try await browser.get("/console/terminals").text.contains("等待配對"))
      var till = try await stranger
      till.token = try #require(try await pair(code, newDevice()).text("/token"))
      #expect(try await browser.get("/console/terminals").text.contains("尚未連線"))
      for (version, shown) in [
        (PageRoutes.version, "最新"), ("old.1", "舊版 old.1"), ("<b>", "舊版 old.1"),
        (String(repeating: "9", count: 33), "舊版 old.1"),
      ] {
        let headers = [("Citycard-Page", version)]
        #expect(try await till.send(.GET, "/api/v1/terminal", headers: headers).status == 200)
        let page = try await browser.get("/console/terminals").text
        #expect(page.contains("剛剛") && page.contains(shown) && !page.contains("<b>"), "\(version)")
      }
      cities.shift(by: .minutes(2))
      #expect(try await browser.get("/console/terminals").text.contains("2 分鐘前"))
      #expect(try await browser.get("/console/terminals?lang=en").text.contains("2 min ago"))
    }

    @Test func `what is wrong stands beside its field, and markup stays text`() async throws {
      let browser = try await operatorBrowser("typist")
      let bad = try await browser.submit(
        "/console/terminals/new", to: "/console/terminals", ["place": "atlantis", "label": " "])
      #expect(bad.status == 422 && bad.faults == ["label"])
      #expect(bad.text.contains("id=\"place-fault\""))
      let markup = "<img src=x onerror=alert(1)>\"'&"
      let again = try await browser.submit(
        "/console/terminals/new", to: "/console/terminals", ["place": markup, "label": markup])
      #expect(again.status == 422 && !again.text.contains("<img"))
      let (path, _) = try await invite(browser, markup)
      for page in [path, "/console/terminals", "/console/audit"] {
        let text = try await browser.get(page).text
        #expect(text.contains("&lt;img") && !text.contains("<img"), "\(page)")
      }
    }
  }
}
