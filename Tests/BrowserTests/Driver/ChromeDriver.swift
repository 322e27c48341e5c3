import AsyncHTTPClient
import Foundation
import NIOHTTP1
import StrictJSON

/// chromedriver as a process of its own, with the browsers that it starts. Nothing of it is left after
/// ``stop()``: neither a process nor a file.
final class ChromeDriver: Sendable {
  /// Where chromedriver is: `$CITYCARD_BROWSER`, else the first on the path; nil if there is none. What the
  /// variable names has to be there: CI sets it, and fails where the browser is missing.
  static let program: String? = {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["CITYCARD_BROWSER"], !named.isEmpty { return named }
    return (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/chromedriver" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  private let process: Process
  private let port: Int
  /// Profiles and what else the browsers write.
  private let folder: String
  let client: HTTPClient

  /// Starts it on a free port.
  static func start() async throws -> ChromeDriver {
    guard let program else { throw BrowserFailure("chromedriver is not installed") }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // In a session of its own, so that the browsers and their helpers end with it.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["setsid", "--wait", program, "--port=0"]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TMPDIR": folder, "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": folder]
    ) { _, new in new }
    let output = "\(folder)/chromedriver.log"
    try Data().write(to: URL(fileURLWithPath: output))
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
      return ChromeDriver(process: process, port: try await port(of: process, from: output), folder: folder)
    } catch {
      Self.end(process)
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  private init(process: Process, port: Int, folder: String) {
    self.process = process
    self.port = port
    self.folder = folder
    client = HTTPClient(eventLoopGroupProvider: .singleton)
  }

  /// It writes "ChromeDriver was started successfully on port 39901."
  private static func port(of process: Process, from output: String) async throws -> Int {
    for _ in 0..<3000 {
      let said = try String(contentsOfFile: output, encoding: .utf8)
      if let match = said.firstMatch(of: /successfully on port (\d+)\./), let port = Int(match.1) {
        return port
      }
      guard process.isRunning else { break }
      try await Task.sleep(for: .milliseconds(20))
    }
    throw BrowserFailure("chromedriver did not say that it started")
  }

  /// A new browser with a profile of its own, in which nothing is stored yet.
  func browser(width: Int = 1280, height: Int = 900) async throws -> Browser {
    let profile = "\(folder)/\(UUID().uuidString)"
    var arguments = [
      "--headless=new", "--user-data-dir=\(profile)", "--window-size=\(width),\(height)",
      "--force-color-profile=srgb", "--lang=zh-TW", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
      // Whatever a page or the browser itself asks for elsewhere is not found.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    // The browser's sandbox refuses to run as root, as CI does.
    if geteuid() == 0 { arguments.append("--no-sandbox") }
    let logs: JSONValue = .members(("browser", .string("ALL")), ("performance", .string("ALL")))
    let capabilities: JSONValue = .members(
      ("browserName", .string("chrome")), ("unhandledPromptBehavior", .string("dismiss")),
      ("goog:loggingPrefs", logs),
      ("goog:chromeOptions", .members(("args", .array(arguments.map(JSONValue.string))))))
    let wire = WireProtocol(client: client, base: "http://127.0.0.1:\(port)")
    let session = try await wire.send(
      .POST, "/session", .members(("capabilities", .members(("alwaysMatch", capabilities)))))
    guard case .object(let object) = session, case .string(let id)? = object["sessionId"] else {
      throw BrowserFailure("no session")
    }
    return Browser(wire: WireProtocol(client: client, base: wire.base + "/session/\(id)"))
  }

  /// Ends chromedriver and every browser of it.
  func stop() async throws {
    Self.end(process)
    try await client.shutdown()
    try FileManager.default.removeItem(atPath: folder)
  }

  private static func end(_ process: Process) {
    guard process.isRunning else { return }
    // setsid(1) waits for its child, the leader of the new session: both groups are ended.
    for pid in sessions(under: process.processIdentifier) { kill(-pid, SIGKILL) }
    process.terminate()
    process.waitUntilExit()
  }

  /// The children of a process; each leads a group (proc(5), `/proc/[pid]/task/[tid]/children`).
  private static func sessions(under parent: Int32) -> [Int32] {
    let path = "/proc/\(parent)/task/\(parent)/children"
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: " ").compactMap { Int32($0) }
  }
}

/// Why the browser can't do what a test asks.
struct BrowserFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension JSONValue {
  /// An object of these members.
  static func members(_ members: (String, JSONValue)...) -> JSONValue { .object(JSONObject(members)) }
}
