import AsyncHTTPClient
import Foundation
import NIOHTTP1
import Processes
import StrictJSON

/// chromedriver as a process of its own, with the browsers that it starts, for rehearsals and tests. Nothing of it is
/// left after ``stop()``: neither a process nor a file.
///
/// It speaks W3C WebDriver (https://www.w3.org/TR/webdriver2/), a standard small enough that no framework is needed.
public final class ChromeDriver: Sendable {
  /// Where chromedriver is: `$CITYCARD_BROWSER`, else the first on the path; nil if there is none. What the
  /// variable names has to be there: CI sets it, and fails where the browser is missing.
  public static let program: String? = {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["CITYCARD_BROWSER"], !named.isEmpty { return named }
    return (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/chromedriver" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  private let process: Process
  /// Its standard input. The end of it ends the process: also where who started it crashed.
  private let leash: Pipe
  private let port: Int
  /// Profiles and what else the browsers write.
  private let folder: String
  private let client: HTTPClient

  /// Where chromedriver is, for who can't do without: before a rehearsal begins that will need it.
  /// - Throws: ``BrowserFailure`` that says which package to install.
  @discardableResult
  public static func required() throws -> String {
    guard let program, FileManager.default.isExecutableFile(atPath: program) else {
      throw BrowserFailure(
        "找不到 chromedriver；請安裝 chromium-driver 套件 / chromedriver is missing; install the package "
          + "chromium-driver (\(program ?? "it is not on the path"))")
    }
    return program
  }

  /// Starts it for `body` and ends it again, whatever happened.
  public static func withDriver<Result>(_ body: (ChromeDriver) async throws -> Result) async throws -> Result
  {
    let driver = try await start()
    do {
      let result = try await body(driver)
      try await driver.stop()
      return result
    } catch {
      try? await driver.stop()
      throw error
    }
  }

  /// Starts it on a free port.
  public static func start() async throws -> ChromeDriver {
    let program = try required()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", supervisor, program]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TMPDIR": folder, "HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": folder]
    ) { _, new in new }
    let output = "\(folder)/chromedriver.log"
    try Data().write(to: URL(fileURLWithPath: output))
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle.nullDevice
    do {
      let leash = try process.start { process in
        let leash = Pipe()
        process.standardInput = leash
        return leash
      }
      do {
        return ChromeDriver(
          process: process, leash: leash, port: try await port(of: process, from: output), folder: folder)
      } catch {
        end(process, leash)
        throw error
      }
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  /// Starts the program in a session of its own, so that the browsers and their helpers belong to it, and kills
  /// them all when standard input ends.
  private static let supervisor = """
    exec 3<&0
    setsid "$0" --port=0 </dev/null 3<&- & driver=$!
    { read -r <&3; kill -KILL -- "-$driver"; } & watcher=$!
    wait "$driver"
    kill "$watcher"
    """

  private init(process: Process, leash: Pipe, port: Int, folder: String) {
    self.process = process
    self.leash = leash
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

  /// Opens a browser with a profile of its own, in which nothing is stored yet.
  public func browser() async throws -> Browser {
    let profile = "\(folder)/\(UUID().uuidString)"
    var arguments = [
      "--headless=new", "--user-data-dir=\(profile)", "--window-size=1280,900",
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
    let driver = WebDriverSession(client: client, base: "http://127.0.0.1:\(port)")
    let session = try await driver.send(
      .POST, "/session", .members(("capabilities", .members(("alwaysMatch", capabilities)))))
    guard case .object(let object) = session, case .string(let id)? = object["sessionId"] else {
      throw BrowserFailure("no session")
    }
    let browser = Browser(session: WebDriverSession(client: client, base: "\(driver.base)/session/\(id)"))
    try await browser.noteLeaving()
    return browser
  }

  /// Opens a browser for `body` and closes it again, whatever happened.
  public func withBrowser<Result>(_ body: (Browser) async throws -> Result) async throws -> Result {
    let browser = try await browser()
    do {
      let result = try await body(browser)
      try await browser.close()
      return result
    } catch {
      try? await browser.close()
      throw error
    }
  }

  /// Ends chromedriver and every browser of it.
  public func stop() async throws {
    Self.end(process, leash)
    try await client.shutdown()
    try FileManager.default.removeItem(atPath: folder)
  }

  private static func end(_ process: Process, _ leash: Pipe) {
    try? leash.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
