import Benefits
import CityNode
import Dispatch
import Foundation
import Store
import StrictJSON

/// One city of the demonstration: its files, and its node as a process of its own.
final class DemoCity {
  let id: CityID
  let name: BilingualText
  let counterPort: Int
  let federationPort: Int
  let configurationFile: String
  let folder: String
  /// The terminals' tokens, by venue and desk.
  let tokens: [String: String]
  private var process: Process?

  init(
    id: CityID, name: BilingualText, ports: (counter: Int, federation: Int), configurationFile: String,
    folder: String, tokens: [String: String]
  ) {
    self.id = id
    self.name = name
    counterPort = ports.counter
    federationPort = ports.federation
    self.configurationFile = configurationFile
    self.folder = folder
    self.tokens = tokens
  }

  /// The counter listener's address.
  var url: String { "http://127.0.0.1:\(counterPort)" }

  /// A client for the terminal of `desk`, such as `moca` or `moca/2`.
  func client(_ desk: String) -> CounterClient { CounterClient(node: url, token: tokens[desk] ?? "") }

  /// Starts the node and waits until it answers.
  func start() async throws {
    let log = folder + "/\(id).log"
    guard
      FileManager.default.createFile(
        atPath: log, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: log)
    else {
      throw DemoFailure(message: "無法寫入 / can't write \(log)")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.executable)
    process.arguments = ["serve", "--config", configurationFile]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = handle
    try process.run()
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
    throw DemoFailure(message: "\(name.zh)節點沒有啟動 / \(name.en)'s node did not start\n\(last)")
  }

  /// Waits until the node knows its partner's keys, at most ten seconds: a check before that is refused.
  func meetPartner() async throws {
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
    throw DemoFailure(
      message: "\(name.zh)節點沒有取得對方的金鑰，見日誌 / \(name.en)'s node did not get its partner's keys; see the log: "
        + "\(folder)/\(id).log")
  }

  /// Stops the node as an operator would (SIGTERM), by force after fifteen seconds, and gives its exit status;
  /// also in a task that was cancelled.
  @discardableResult
  func stop() -> Int32 {
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
  func kill() {
    guard let process else { return }
    self.process = nil
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// The program that is running, for the nodes are the same program.
  static let executable =
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    ?? CommandLine.arguments[0]
}
