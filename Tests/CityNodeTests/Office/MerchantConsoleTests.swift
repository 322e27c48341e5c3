import Benefits
import CityNode
import Office
import Store
import Testing

@testable import CitySupport
@testable import Web

extension EndToEnd {
  @Suite("Merchants and payees in the console", .runningCities)
  struct MerchantConsole {
    private let cities: TwoCities
    private var city: City { cities.taitung }

    init() throws { cities = try TwoCities.shared }

    private func browser(_ login: String, _ role: Role) async throws -> StaffBrowser {
      StaffBrowser(try await city.account(login, [role]), at: city, cities.client)
    }

    private func add(
      _ browser: StaffBrowser, _ id: String, venue: String? = nil, name: String = "牧場"
    ) async throws -> StaffPage {
      let token = try await browser.get("/console/merchants/new").csrf ?? ""
      let fields: KeyValuePairs = [
        "id": id, "name_zh": name, "name_en": name, venue == nil ? "none" : "venues": venue ?? "",
        "contact_name": "林小姐", "csrf": token,
      ]
      return try await browser.post("/console/merchants", fields)
    }

    private static let account = "00123456789012"

    private func propose(
      _ browser: StaffBrowser, _ id: String, account: String = account, holder: String = "初鹿牧場"
    ) async throws -> StaffPage {
      let path = "/console/merchants/\(id)/payee"
      return try await browser.submit(
        path, to: path,
        ["tax_id": "0459 5257", "bank": "004", "branch": "0107", "account": account, "holder": holder])
    }

    private func open(_ id: String) async throws -> PayeeChangeID {
      let changes = try await city.node.store.openPayeeChanges()
      return try #require(changes.first { $0.merchant.text == id }).id
    }

    @Test func `a merchant is added and changed, and each fault stands beside its field`() async throws {
      let browser = try await browser("m.adds", .operator)
      let wrong = try await add(browser, "Wrong Id", venue: "atlantis", name: " ")
      #expect(wrong.status == 422 && wrong.faults == ["id", "name_zh", "name_en"])
      #expect(
        try await add(browser, "ranch", venue: "chulu-ranch").location
          == "/console/merchants/ranch?done=added")
      let twice = try await add(browser, "ranch")
      #expect(twice.status == 409 && twice.faults == ["id"])
      let taken = try await add(browser, "other", venue: "chulu-ranch")
      #expect(taken.status == 409 && taken.text.contains("一個場館只屬於一個商家"))
      let changed = try await browser.submit(
        "/console/merchants/ranch/edit", to: "/console/merchants/ranch",
        ["name_zh": "初鹿牧場", "name_en": "Chulu Ranch", "venues": "chulu-ranch", "contact_email": "a@b.tw"])
      #expect(changed.location == "/console/merchants/ranch?done=changed")
      let page = try await browser.get("/console/merchants/ranch")
      #expect(page.text.contains("初鹿牧場") && page.text.contains("a@b.tw") && !page.text.contains("林小姐"))
    }

    @Test func `a venue stays with its merchant, in the registry or not, and nobody moves it by a form`()
      async throws
    {
      let browser = try await browser("m.left", .operator)
      let old = VenueID(unchecked: "torn-down")
      let kept = Merchant(
        id: MerchantID(unchecked: "left"), name: BilingualText(zh: "商家", en: "M"), venues: [old])
      try await city.node.store.addMerchant(kept, by: .node, at: city.clock.now)
      func change(_ venues: String) async throws -> Set<VenueID>? {
        let sent = try await browser.submit(
          "/console/merchants/left/edit", to: "/console/merchants/left",
          ["name_zh": "新名", "name_en": "New", "venues": venues])
        #expect(sent.status == (venues == "atlantis" ? 422 : 303))
        return try await city.node.store.merchant(kept.id)?.venues
      }
      #expect(try await browser.get("/console/merchants/left/edit").text.contains("torn-down"))
      #expect(try await change("atlantis") == [old])
      #expect(try await change("torn-down") == [old])
      #expect(try await change("bunun-village") == [old, VenueID(unchecked: "bunun-village")])
    }

    @Test func `each part of a payee that can't be is named`() async throws {
      let browser = try await browser("m.faults", .operator)
      _ = try await add(browser, "faults")
      let path = "/console/merchants/faults/payee"
      let good = [
        "tax_id": "04595257", "bank": "004", "branch": "0107", "account": "123456", "holder": "戶名",
      ]
      for (field, value) in [
        ("tax_id", "04595256"), ("bank", "04"), ("branch", "x"), ("account", "12345"), ("holder", " "),
      ] {
        var form = good
        form[field] = value
        func typed(_ name: String) -> String { form[name] ?? "" }
        let page = try await browser.submit(
          path, to: path,
          [
            "tax_id": typed("tax_id"), "bank": typed("bank"), "branch": typed("branch"),
            "account": typed("account"), "holder": typed("holder"),
          ])
        #expect(page.status == 422 && page.faults == [field])
      }
      #expect(try await city.node.store.payeeChanges(of: MerchantID(unchecked: "faults"), limit: 9).isEmpty)
    }

    @Test func `a payee takes two people, and whole numbers are on the review page alone`() async throws {
      let maker = try await browser("p.maker", .settlementMaker)
      let checker = try await browser("p.checker", .settlementChecker)
      let keeper = try await browser("p.keeper", .operator)
      _ = try await add(keeper, "paid")
      #expect(try await propose(maker, "paid").location == "/console/merchants/paid?done=proposed")
      let id = try await open("paid")
      let review = "/console/payees/\(id)"
      // Whoever may propose may not look at the review page, unless they may approve too.
      #expect(try await maker.get(review).status == 403)
      let page = try await checker.get(review)
      #expect(page.status == 200 && page.text.contains(Self.account))
      for path in ["/console/merchants", "/console/merchants/paid", "/console/audit", "/console"] {
        #expect(try await !keeper.get(path).text.contains(Self.account), "\(path)")
      }
      let approved = try await checker.submit(review, to: review + "/approve", [:])
      #expect(approved.location == "/console/merchants/paid?done=approved")
      let again = try await checker.post(
        review + "/approve", ["csrf": try await checker.get("/console/merchants").csrf ?? ""])
      #expect(again.status == 409 && again.text.contains("已經有人處理"))
      for (browser, path) in [(keeper, "/console/merchants"), (maker, "/console/merchants/paid")] {
        let text = try await browser.get(path).text
        #expect(text.contains("••••9012") && !text.contains(Self.account))
      }
      let csv = try await keeper.get("/console/audit.csv").text
      #expect(csv.contains("payee_approved") && csv.contains("••••9012") && !csv.contains(Self.account))
      // The next change shows old and new side by side.
      _ = try await propose(maker, "paid", account: "99998888777766")
      let next = try await checker.get("/console/payees/\(open("paid"))")
      #expect(next.text.contains(Self.account) && next.text.contains("99998888777766"))
    }

    @Test func `who may do both decides nothing of their own, and a reason is demanded`() async throws {
      let both = StaffBrowser(
        try await city.account("p.both", [.operator, .settlementChecker]), at: city, cities.client)
      let other = try await browser("p.other", .settlementChecker)
      _ = try await add(both, "both")
      _ = try await propose(both, "both")
      let path = "/console/payees/\(try await open("both"))"
      let own = try await both.get(path)
      #expect(own.text.contains("提案人不能核定自己的提案") && !own.text.contains("\(path)/approve"))
      let forced = try await both.submit(path, to: path + "/approve", [:])
      #expect(forced.status == 409 && forced.text.contains("提案人不能核定自己的提案"))
      let unexplained = try await other.submit(path, to: path + "/reject", ["reason": " "])
      #expect(unexplained.status == 409 && unexplained.faults == ["reason"])
      let rejected = try await other.submit(path, to: path + "/reject", ["reason": "戶名不符"])
      #expect(rejected.location == "/console/merchants/both?done=rejected")
      #expect(try await both.get("/console/merchants/both").text.contains("戶名不符"))
      #expect(try await city.node.store.payee(of: MerchantID(unchecked: "both")) == nil)
    }

    @Test func `markup stays text in every field`() async throws {
      let keeper = try await browser("m.markup", .operator)
      let checker = try await browser("m.markup.checks", .settlementChecker)
      let markup = "<img src=x onerror=alert(1)>\"'&"
      _ = try await add(keeper, "markup", name: markup)
      _ = try await keeper.submit(
        "/console/merchants/markup/edit", to: "/console/merchants/markup",
        [
          "name_zh": markup, "name_en": markup, "contact_name": markup, "contact_phone": markup,
          "contact_email": markup + "@",
        ])
      _ = try await propose(keeper, "markup", holder: markup)
      let review = "/console/payees/\(try await open("markup"))"
      for (browser, path) in [
        (keeper, "/console/merchants"), (keeper, "/console/merchants/markup"),
        (keeper, "/console/merchants/markup/edit"), (keeper, "/console/merchants/markup/payee"),
        (keeper, "/console/audit"), (checker, review),
      ] {
        let text = try await browser.get(path).text
        #expect(text.contains("&lt;img") && !text.contains("<img"), "\(path)")
      }
      _ = try await checker.submit(review, to: review + "/reject", ["reason": markup])
      #expect(try await !keeper.get("/console/merchants/markup").text.contains("<img"))
      let wrong = try await propose(keeper, "markup", account: markup, holder: markup)
      #expect(wrong.status == 422 && !wrong.text.contains("<img"))
    }

    @Test func `a merchant's user is invited by a link that is shown once`() async throws {
      let keeper = try await browser("m.invites", .operator)
      _ = try await add(keeper, "hosts")
      let path = "/console/merchants/hosts/users"
      let wrong = try await keeper.submit(path, to: path, ["login": "!", "name": "林"])
      #expect(wrong.status == 422 && wrong.faults == ["login"])
      let page = try await keeper.submit(path, to: path, ["login": "hosts.lin", "name": "林小姐"])
      let secret = try #require(page.text.firstMatch(of: /\/staff\/invitation#([^<]+)/)).1
      let invited = try await city.node.staff.invitation(String(secret)).member
      #expect(invited.roles == [.merchant] && invited.merchant?.text == "hosts")
      let shown = try await keeper.get("/console/merchants/hosts")
      #expect(shown.text.contains("hosts.lin") && !shown.text.contains(secret))
      let twice = try await keeper.submit(path, to: path, ["login": "hosts.lin", "name": "林小姐"])
      #expect(twice.status == 422 && twice.faults == ["login"])
    }
  }
}
