import Foundation
import Processes
import Synchronization

/// A PostgreSQL cluster of its own in a temporary folder, for demonstrations, benchmarks and tests: a real server
/// with its usual durability, reached over a socket in that folder, so that it needs no port and nobody else gets in.
///
/// It ends with the process that started it, however that ends: a shell waits for the end of a pipe that this process
/// holds, then stops the server and removes the folder.
public final class ThrowAwayPostgres: Sendable {
  /// Why there is none.
  public struct Failure: Error, CustomStringConvertible {
    /// In both languages.
    public let description: String
  }

  /// The folder of everything; the socket lies in it.
  private let folder: String
  private let programs: String
  private let identity: [String]
  private let port: Int?
  private let server = Mutex<Process?>(nil)
  private let watch: Process
  private let lifeline: Pipe

  /// Makes a cluster and starts it.
  /// - Parameters:
  ///   - settings: Further server settings, such as `ssl=on`.
  ///   - port: A loopback port to listen on too; nil for the socket alone.
  ///   - files: Files to put into the cluster's folder, for settings that name them.
  public init(
    settings: [String] = [], port: Int? = nil, files: [String: String] = [:]
  ) throws {
    programs = try Self.find()
    identity = try Self.identity()
    self.port = port
    // Short, because the path of a socket may have 107 bytes at most (unix(7)).
    folder = NSTemporaryDirectory() + "citycard-pg-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    watch = Self.process("/bin/sh", ["-c", Self.watch, "sh", folder])
    do {
      lifeline = try watch.start { watch in
        let lifeline = Pipe()
        watch.standardInput = lifeline
        return lifeline
      }
      try give(folder)
      try run([
        "initdb", "--pgdata=\(data)", "--auth=trust", "--username=citycard", "--encoding=UTF8", "--locale=C",
      ])
      for (name, text) in files {
        try text.write(toFile: "\(data)/\(name)", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(data)/\(name)")
        try give("\(data)/\(name)")
      }
      let all =
        [
          "listen_addresses='\(port == nil ? "" : "127.0.0.1")'", "unix_socket_directories='\(folder)'",
          "unix_socket_permissions=0700", "port=\(port ?? 5432)", "max_connections=500",
          "shared_buffers=128MB",
          "max_wal_size=4GB",
        ] + settings
      let handle = FileHandle(forUpdatingAtPath: "\(data)/postgresql.conf")
      try handle?.seekToEnd()
      try handle?.write(contentsOf: Data((all.joined(separator: "\n") + "\n").utf8))
      try handle?.close()
      try start()
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  private var data: String { folder + "/data" }

  /// The `postgresql://` address of a database.
  /// - Parameter overNetwork: By the loopback port instead of the socket.
  public func uri(_ database: String, overNetwork: Bool = false) -> String {
    guard overNetwork, let port else {
      let host = folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? folder
      return "postgresql://citycard@\(host)/\(database)" + (port.map { "?port=\($0)" } ?? "")
    }
    return "postgresql://citycard@localhost:\(port)/\(database)"
  }

  /// Makes an empty database and gives its address.
  public func make(_ database: String) throws -> String {
    try run(["createdb"] + login + [database])
    return uri(database)
  }

  /// Runs SQL as the cluster's owner and gives what `psql` prints.
  @discardableResult
  public func run(sql: String, on database: String) throws -> String {
    try run(["psql"] + login + ["--no-psqlrc", "--tuples-only", "--no-align", "-c", sql, database])
  }

  private var login: [String] { ["--host=\(folder)", "--port=\(port ?? 5432)", "--username=citycard"] }

  /// Starts the server and waits until it takes connections.
  public func start() throws {
    let log = folder + "/log"
    if !FileManager.default.fileExists(atPath: log) {
      _ = FileManager.default.createFile(atPath: log, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    let output = FileHandle(forUpdatingAtPath: log)
    try output?.seekToEnd()
    let command = identity + ["\(programs)/postgres", "-D", data]
    let process = Self.process(command[0], Array(command.dropFirst()))
    process.standardError = output
    try process.start()
    server.withLock { $0 = process }
    for _ in 0..<300 {
      if (try? run(["pg_isready"] + login)) != nil { return }
      guard process.isRunning else { break }
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw failure("postgres")
  }

  /// Waits until whoever started the server is gone, however it went: then the pipe ends without a word, the server
  /// is stopped ("fast" shutdown, SIGINT) and everything removed. PostgreSQL, "Shutting Down the Server".
  private static let watch = """
    read -r word && exit 0
    server=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
    if [ -n "$server" ]; then
      kill -INT "$server"
      for second in $(seq 60); do kill -0 "$server" 2>/dev/null || break; sleep 1; done
      kill -QUIT "$server" 2>/dev/null
    fi
    rm -rf "$1"
    """

  /// Stops the server and keeps the folder, as when an operator restarts it; `crashing`, as when its machine fails:
  /// without a checkpoint (SIGQUIT).
  public func halt(crashing: Bool = false) {
    let running = server.withLock { server in
      defer { server = nil }
      return server
    }
    guard let running else { return }
    kill(running.processIdentifier, crashing ? SIGQUIT : SIGINT)
    running.waitUntilExit()
  }

  /// Stops the server and removes everything.
  public func remove() {
    halt()
    try? FileManager.default.removeItem(atPath: folder)
    try? lifeline.fileHandleForWriting.write(contentsOf: Data("removed\n".utf8))
    try? lifeline.fileHandleForWriting.close()
    watch.waitUntilExit()
  }

  // MARK: Programs

  /// Where the server's programs are; Debian keeps them out of the path.
  private static func find() throws -> String {
    let root = "/usr/lib/postgresql"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    let folders = versions.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { "\(root)/\($0)/bin" }
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    guard
      let found = (folders + path).first(where: { folder in
        ["initdb", "postgres"].allSatisfy { FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }
      })
    else {
      throw Failure(
        description:
          "找不到 PostgreSQL 伺服器；請安裝 postgresql 套件 / PostgreSQL is missing; install the package postgresql")
    }
    return found
  }

  /// Whether the server's programs are installed.
  public static var isInstalled: Bool { (try? find()) != nil }

  /// PostgreSQL refuses to run as root ("must not be run as root"), so root runs it as the user of its package.
  private static func identity() throws -> [String] {
    guard geteuid() == 0 else { return [] }
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
  }

  private func give(_ path: String) throws {
    guard !identity.isEmpty else { return }
    try run("chown", ["postgres:postgres", path])
  }

  @discardableResult
  private func run(_ command: [String]) throws -> String {
    let program = "\(programs)/\(command[0])"
    let all = identity + [program] + command.dropFirst()
    return try run(all[0], Array(all.dropFirst()))
  }

  @discardableResult
  private func run(_ program: String, _ arguments: [String]) throws -> String {
    let process = Self.process(program, arguments)
    let text = String(decoding: try process.output(errors: true), as: UTF8.self)
    guard process.terminationStatus == 0 else { throw failure("\(program): \(text)") }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func process(_ program: String, _ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    // Not ours: the other user may have no right to be in it.
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  private func failure(_ what: String) -> Failure {
    let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
    return Failure(description: "PostgreSQL: \(what) \(log.suffix(500))")
  }
}
