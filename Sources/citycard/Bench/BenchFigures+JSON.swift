import Benefits
import Store
import StrictJSON

extension BenchFigures {
  /// The figures as one document. Every number is an integer, with its unit in its name.
  var json: String {
    var json = JSONWriter(capacity: 4096)
    json.object {
      $0.member("benchmark", kind.rawValue)
      $0.member("store", store)
      $0.member("sound", isSound)
      $0.member("debug_build", debug)
      $0.member("cores", cores)
      $0.member("connections", connections)
      $0.member("seconds", seconds)
      $0.member("throughput_per_second", throughput)
      $0.object("limits") {
        if kind == .verify { $0.member("one_by_one_signing_per_second", crypto.checks) }
        $0.member("signs_per_second", crypto.signs)
        $0.member("verifications_per_second", crypto.verifications)
        $0.member("json_handler_per_second", Self.perSecond(handler))
      }
      $0.object("latency") {
        $0.member("rate_per_second", rate)
        $0.member("samples", latency.samples)
        $0.member("p50_microseconds", latency.p50)
        $0.member("p99_microseconds", latency.p99)
        $0.member("p999_microseconds", latency.p999)
        $0.member("longest_microseconds", latency.maximum)
      }
      let checks = max(1, closed.load.inTime)
      $0.object("cpu_per_check") {
        $0.member("host_nanoseconds", closed.hostTime * 1000 / checks)
        $0.member("other_nanoseconds", closed.otherTime * 1000 / checks)
        if let server = closed.serverTime { $0.member("database_nanoseconds", server * 1000 / checks) }
        $0.member("load_nanoseconds", closed.loadTime * 1000 / checks)
      }
      $0.object("batches") {
        if let batch = closed.batchHundredths { $0.member("checks_per_request_hundredths", batch) }
        if let commit = closed.commitHundredths { $0.member("commands_per_commit_hundredths", commit) }
      }
      $0.array("parts") { list in
        for part in parts {
          list.object {
            $0.member("name", part.name.en)
            $0.member("nanoseconds_per_check", part.nanoseconds)
          }
        }
      }
      write(others: "unexpected", into: &$0)
      write(honesty, into: &$0)
      $0.object("durability") {
        $0.member("holds", durability.holds)
        for (name, value) in durability.settings.sorted(by: { $0.key < $1.key }) { $0.member(name, value) }
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  /// What was not as expected, by what it was.
  private func write(others name: String, into json: inout JSONWriter.Members) {
    let all = [handler, closed.load, fixed].reduce(into: [String: Int]()) {
      $0.merge($1.others, uniquingKeysWith: +)
    }
    json.object(name) { for (what, count) in all.sorted(by: { $0.key < $1.key }) { $0.member(what, count) } }
  }

  private func write(_ honesty: HonestyReport, into json: inout JSONWriter.Members) {
    json.object("honesty") {
      $0.member("acknowledged", honesty.acknowledged)
      $0.member("kept", honesty.kept)
      if kind == .verify {
        $0.member("verified", honesty.verified)
        $0.member("disclosed", honesty.disclosed)
        $0.member("responses", honesty.responses)
        $0.member("remembered", honesty.remembered)
        $0.member("free_to_forget", honesty.forgotten)
      }
      $0.member("faults", honesty.faults)
      $0.array("examples") { list in for example in honesty.examples { list.element(example) } }
    }
  }
}
