public import Benefits
import CityNode
import Dispatch
public import Federation
import Foundation
import Processes
import StrictJSON
import Wire

/// One city of a rehearsal: its files, and its node as a process of its own.
///
/// Not Sendable: whoever rehearses starts and stops it from one task.
public final class RehearsedCity {
  /// The city, in short.
  public let id: CityID
  /// The city's name.
  public let name: BilingualText
  /// Where counters are served, on loopback.
  public let counterPort: Int
  /// Where partner cities are served, on loopback.
  public let federationPort: Int
  /// The node's settings.
  public let configurationFile: String
  /// Where the node's data and log are.
  public let folder: String
  /// The terminals' tokens, by venue and desk.
  public let tokens: [String: String]
  private let program: String
  private let logLevel: String
  private var process: Process?

  init(
    id: CityID, name: BilingualText, ports: (counter: Int, federation: Int), configurationFile: String,
    tokens: [String: String], plan: RehearsalPlan
  ) {
    self.id = id
    self.name = name
    counterPort = ports.counter
    federationPort = ports.federation
    self.configurationFile = configurationFile
    folder = plan.folder
    self.tokens = tokens
    program = plan.program
    logLevel = plan.logLevel
  }

  /// As `other`, with ports and settings of its own.
  init(of other: RehearsedCity, ports: (counter: Int, federation: Int), configurationFile: String) {
    id = other.id
    name = other.name
    counterPort = ports.counter
    federationPort = ports.federation
    self.configurationFile = configurationFile
    folder = other.folder
    tokens = other.tokens
    program = other.program
    logLevel = other.logLevel
  }

  /// The counter listener's address.
  public var url: String { "http://127.0.0.1:\(counterPort)" }

  /// The node's log, a file beside its settings.
  public var log: String { configurationFile.dropLast(".json".count) + ".log" }

  /// The node's process, while it runs.
  public var processID: Int32? { process?.processIdentifier }

  /// A client for the terminal of `desk`, such as `moca` or `moca/2`.
  public func client(_ desk: String) -> CounterClient { CounterClient(node: url, token: tokens[desk] ?? "") }

  /// Runs the program with other arguments, as an operator would beside the node; gives its exit status and what it
  /// said on both outputs.
  public func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let output = try process.output(errors: true)
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// Starts the node and waits until it answers.
  public func start() async throws {
    guard
      FileManager.default.createFile(
        atPath: log, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: log)
    else {
      throw RehearsalFailure(message: "無法寫入 / can't write \(log)")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["serve", "--config", configurationFile, "--log-level", logLevel]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = handle
    try process.start()
    self.process = process
    let client = HealthClient()
    for _ in 0..<150 {
      let ready = await client.isReady(url)
      // Somebody else may be what answers there.
      guard process.isRunning, !Task.isCancelled else { break }
      if ready { return await client.close() }
      try? await Task.sleep(for: .milliseconds(100))
    }
    await client.close()
    stop()
    try Task.checkCancellation()
    let last = (try? String(contentsOfFile: log, encoding: .utf8))?.split(separator: "\n").last ?? ""
    throw RehearsalFailure(message: "\(name.zh)節點沒有啟動 / \(name.en)'s node did not start\n\(last)")
  }

  /// Waits until the node knows its partner's keys, at most ten seconds: a check before that is refused.
  public func meetPartner() async throws {
    let client = HealthClient()
    for _ in 0..<100 {
      if let body = await client.get(url + "/readyz"), let status = try? JSONParser.parse(body, rules: .wire),
        CounterClient.Reply(status: 200, json: status).value("/peers/0/keys_known") == .bool(true)
      {
        return await client.close()
      }
      if Task.isCancelled { break }
      try? await Task.sleep(for: .milliseconds(100))
    }
    await client.close()
    try Task.checkCancellation()
    throw RehearsalFailure(
      message: "\(name.zh)節點沒有取得對方的金鑰，見日誌 / \(name.en)'s node did not get its partner's keys; see the log: "
        + log)
  }

  /// Stops the node as an operator would (SIGTERM), by force after fifteen seconds, and gives its exit status;
  /// also in a task that was cancelled.
  @discardableResult
  public func stop() -> Int32 {
    guard let process else { return 0 }
    self.process = nil
    let pid = process.processIdentifier
    let force = DispatchWorkItem { Foundation.kill(pid, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(15), execute: force)
    process.terminate()
    process.waitUntilExit()
    force.cancel()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  /// Kills the node without warning, as a power cut would.
  public func kill() {
    guard let process else { return }
    self.process = nil
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

extension RehearsedCity {
  /// The first identifier of every synthetic card, in the order of the card file; demonstration cards come first.
  public func cards() throws -> [CardIdentifier] {
    let file = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(id)-synthetic.csv"))
    var reader = CSVReader()
    var records: [CSVRecord] = []
    try reader.read([UInt8](file).span, into: &records)
    try reader.finish(into: &records)
    let column = CardFileColumn.identifiers.rawValue
    guard let index = records.first?.fields.firstIndex(of: column) else { return [] }
    return try records.dropFirst().compactMap { record in
      try record.fields[index].split(separator: "|").first.map { try CardIdentifier(text: $0) }
    }
  }
}
