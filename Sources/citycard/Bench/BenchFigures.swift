import NIOCore
import Store

/// What a benchmark found.
struct BenchFigures: Sendable {
  let kind: BenchKind
  let store: String
  let seconds: Int
  let connections: Int
  let rate: Int
  let cores: Int
  /// Whether the program was built without optimisation.
  let debug: Bool
  var crypto: CryptoBound
  /// Requests a second that an HTTP server answers which does nothing but the JSON.
  var handler: LoadDriver.Result
  var closed: ClosedFigures
  var fixed: LoadDriver.Result
  var latency: LatencyFigures
  var durability: Durability
  var honesty: HonestyReport
  /// The exit statuses of the two nodes.
  var stopped: [Int32]
  var parts: [CostPart] = []

  /// The closed loop, with what the processes used meanwhile.
  struct ClosedFigures: Sendable {
    var load: LoadDriver.Result
    /// Microseconds of processor time of the host's node, the other node and the load.
    var hostTime: Int
    var otherTime: Int
    var loadTime: Int
    /// Of the database server; nil where the engine is embedded in the nodes.
    var serverTime: Int?
    /// Checks in one request to the home city, in hundredths; nil where nobody is asked.
    var batchHundredths: Int?
    /// Commands in one transaction of the host's store, in hundredths; nil if the node does not count them.
    var commitHundredths: Int?
  }

  /// Whether nothing went wrong: every answer was as the rules have it, and both books hold it.
  var isSound: Bool {
    let answered = handler.others.isEmpty && closed.load.others.isEmpty && fixed.others.isEmpty
    let kept =
      honesty.faults == 0 && honesty.acknowledged > 0 && honesty.kept == honesty.acknowledged
      && (kind == .counter
        || honesty.verified == honesty.acknowledged && honesty.disclosed == honesty.acknowledged)
    return answered && kept && durability.holds && stopped.allSatisfy { $0 == 0 }
  }

  /// Answers a second.
  static func perSecond(_ result: LoadDriver.Result) -> Int {
    let microseconds = max(1, Int(result.span.nanoseconds / 1000))
    return result.inTime * 1_000_000 / microseconds
  }

  var throughput: Int { Self.perSecond(closed.load) }

  /// Processor time of both nodes and their database server for one check, in microseconds.
  var timePerCheck: Int {
    (closed.hostTime + closed.otherTime + (closed.serverTime ?? 0)) / max(1, closed.load.inTime)
  }
}
