import Benefits
import Office
import Rehearsal
import Store
import Testing

@testable import CityNode
@testable import CitySupport

extension InBrowser {
  @Suite("A device pairs by its link", .runningCities, .runningDriver)
  struct Pairing {
    private let cities: TwoCities
    private var city: City { cities.taitung }

    init() throws { cities = try TwoCities.shared }

    private func invite() async throws -> (id: PairingID, link: String) {
      let node = try city.node
      let id = try await node.terminals.invite(
        to: VenueID(unchecked: "chulu-ranch"), label: "售票口 7", salesPoint: nil, by: .node)
      let pairing = try #require(try await node.store.pairing(id))
      return (id, "\(try city.counterURL)/pos#pair=\(node.terminals.code(of: pairing))")
    }

    @Test
    func
      `it comes up as the terminal, the code leaves the address, and the operator's page says so by itself`()
      async throws
    {
      let (id, link) = try await invite()
      let staff = try await city.account("pairs", [.operator])
      try await atConsole(city, staff) { console in
        try await console.open("/console/terminals/pair/\(id)", at: city)
        #expect(try await console.holds("document.querySelector('svg.qr') !== null"))
        try await ChromeDriver.withBrowser { device in
          try await device.open(link)
          #expect(try await device.comesToHold("document.body.dataset.phase === 'ready'"))
          #expect(try await device.holds("location.hash === ''"))
          #expect(try await device.text("document.getElementById('bar-desk').textContent") == "售票口 7")
          // It is still the terminal after a reload, by the token that it kept.
          try await device.reload()
          #expect(try await device.comesToHold("document.body.dataset.phase === 'ready'"))
        }
        #expect(try await console.comesToHold("document.body.innerText.includes('已配對')"))
        try await console.open("/console/terminals", at: city)
        #expect(try await console.holds("document.body.innerText.includes('最新')"))
      }
    }

    @Test func `a second device is told that the code was used, and stays unpaired`() async throws {
      let (_, link) = try await invite()
      for isFirst in [true, false] {
        try await ChromeDriver.withBrowser { device in
          try await device.open(link)
          let phase = isFirst ? "ready" : "pairing"
          #expect(try await device.comesToHold("document.body.dataset.phase === '\(phase)'"))
          #expect(
            try await device.holds(
              "document.getElementById('pair-notice').textContent.includes('另一台裝置') === \(!isFirst)"))
        }
      }
    }
  }
}
