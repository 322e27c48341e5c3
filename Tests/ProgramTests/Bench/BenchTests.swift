import Foundation
import Rehearsal
import StrictJSON
import TestSupport
import Testing

@Suite("citycard bench", .serialized)
struct BenchTests {
  @Test(
    "a short run is sound, and its one JSON document says how every check was kept",
    arguments: ["verify", "counter"])
  func sqlite(name: String) throws { try shortRun(name, store: "sqlite") }

  @Test(
    "a short run on PostgreSQL is as sound",
    .enabled(
      if: ThrowAwayPostgres.isInstalled || ProcessInfo.processInfo.environment["CITYCARD_TEST_ALL"] != nil,
      "PostgreSQL's server is not installed"))
  func postgres() throws { try shortRun("verify", store: "postgres") }

  private func shortRun(_ name: String, store: String) throws {
    let result = try Program.run([
      "bench", name, "--json", "--store", store, "--seconds", "1", "--rate", "50", "--connections", "32",
      "--repository", Repository.root.path,
    ])
    #expect(result.status == 0, "\(result.errors)\n\(result.output)")
    let json = try JSONFields(JSONParser.parse(Array(result.output.utf8), rules: .wire))
    #expect(try json.string("benchmark") == name)
    #expect(try json.string("store") == store)
    #expect(try json.object("durability").element("holds").value == .bool(true))
    #expect(try json.element("sound").value == .bool(true))
    let any = 1...Int64.max
    _ = try json.integer("throughput_per_second", in: any)
    _ = try json.object("limits").integer("json_handler_per_second", in: any)
    let latency = try json.object("latency")
    #expect(try latency.integer("samples", in: any) == 50)
    let honesty = try json.object("honesty")
    let acknowledged = try honesty.integer("acknowledged", in: any)
    #expect(try honesty.integer("kept", in: any) == acknowledged)
    #expect(try honesty.integer("faults", in: 0...0) == 0)
    #expect(try !json.array("parts", count: 1...100).isEmpty)
    guard name == "verify" else { return }
    #expect(try honesty.integer("verified", in: any) == acknowledged)
    #expect(try honesty.integer("disclosed", in: any) == acknowledged)
    _ = try json.object("limits").integer("one_by_one_signing_per_second", in: any)
    _ = try json.object("batches").integer("checks_per_request_hundredths", in: 100...25_600)
  }

  @Test(
    "options out of range are refused",
    arguments: [["--seconds", "0"], ["--rate", "0"], ["--connections", "257"]])
  func range(options: [String]) throws {
    let result = try Program.run(["bench", "verify"] + options)
    #expect(result.status != 0)
    #expect(result.errors.contains(options[0]))
  }
}
