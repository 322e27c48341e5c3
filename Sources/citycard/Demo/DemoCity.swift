import Benefits
import CityNode
import Foundation
import Store

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

  /// Starts the node and waits until it answers and knows its partner's keys or has tried to.
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
      if await client.isReady(url) { return await client.close() }
      guard process.isRunning else { break }
      try? await Task.sleep(for: .milliseconds(100))
    }
    await client.close()
    await stop()
    let last = (try? String(contentsOfFile: log, encoding: .utf8))?.split(separator: "\n").last ?? ""
    throw DemoFailure(message: "\(name.zh)節點沒有啟動 / \(name.en)'s node did not start\n\(last)")
  }

  /// Stops the node as an operator would (SIGTERM), and gives its exit status.
  @discardableResult
  func stop() async -> Int32 {
    guard let process else { return 0 }
    self.process = nil
    process.terminate()
    for _ in 0..<300 where process.isRunning { try? await Task.sleep(for: .milliseconds(50)) }
    if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  /// Kills the node without warning, as a power cut would.
  func kill() async {
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
