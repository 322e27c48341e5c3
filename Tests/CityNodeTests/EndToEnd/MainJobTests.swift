import Benefits
import CityNode
import Federation
import Testing
import Wire

@testable import CitySupport

extension EndToEnd {
  @Suite("The main job", .runningCities)
  struct MainJob {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    @Test("A Taipei resident pays 60 in place of 80 at the museum in Taitung, once, and evidence is kept")
    func taipeiResident() async throws {
      let (taipei, taitung) = (cities.taipei, cities.taitung)
      let counter = try await cities.counter(taitung, "museum-of-prehistory")
      let before = (try await taipei.books, try await taitung.books)
      let id = counter.newID()
      let check = try await counter.check(cities.card(.adult, of: taipei), home: taipei, id: id)
      #expect(check.status == 200)
      #expect(check.text("/verdict") == "granted")
      #expect(check.text("/reason") == "offer_applied")
      #expect(check.number("/collect/regular") == 80)
      #expect(check.number("/collect/discount") == 20)
      #expect(check.number("/collect/due") == 60)
      #expect(check.text("/lines/0/till_code") == "優待B")
      #expect(check.text("/home_city") == "taipei")
      #expect(check.text("/state") == "open")
      let redemption = counter.newID()
      let redeemed = try await counter.redeem(id, id: redemption)
      #expect(redeemed.status == 200)
      #expect(redeemed.number("/collect/due") == 60)
      #expect(try await counter.get("/api/v1/checks/\(id)").text("/state") == "redeemed")

      let after = (try await taipei.books, try await taitung.books)
      #expect(after.0["disclosure"] == before.0["disclosure"] + 1)
      #expect(after.0["answered_request"] == before.0["answered_request"] + 1)
      #expect(after.0["counter_check"] == before.0["counter_check"])
      #expect(after.1["counter_check"] == before.1["counter_check"] + 1)
      #expect(after.1["redemption"] == before.1["redemption"] + 1)
      #expect(after.1["answer_evidence"] == before.1["answer_evidence"] + 1)
      #expect(after.1["disclosure"] == before.1["disclosure"])
    }

    @Test("A Taitung resident pays 30 in place of 50 at the contemporary art museum in Taipei")
    func taitungResident() async throws {
      let counter = try await cities.counter(cities.taipei, "moca")
      let id = counter.newID()
      let check = try await counter.check(
        cities.card(.adult, of: cities.taitung), home: cities.taitung, id: id)
      #expect(check.text("/verdict") == "granted")
      #expect(check.number("/collect/regular") == 50)
      #expect(check.number("/collect/due") == 30)
      #expect(try await counter.redeem(id, id: counter.newID()).status == 200)
    }
  }
}
