import Foundation
import Libpq
import Processes
import Rehearsal
import Testing

/// A server with TLS, reached over loopback as it would be over a network.
@Suite("libpq: TLS", .enabled(if: Cluster.isHere, "PostgreSQL is not installed"))
struct PostgresTLSTests {
  /// A key and a certificate for `localhost`, made by the `openssl` program.
  private func certificate(in folder: TemporaryFolder, _ name: String) throws -> (key: String, file: String) {
    let (key, file) = (folder.file("\(name)-key.pem"), folder.file("\(name).pem"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", key, "-out", file, "-days", "2", "-subj", "/CN=\(name)", "-addext",
      "subjectAltName=DNS:localhost",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.start()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "openssl")
    return (key, file)
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test("The server is believed by its certificate alone: another root, another name and no TLS are refused")
  func verified() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let (own, other) = (try certificate(in: folder, "own"), try certificate(in: folder, "other"))
    let port = try FreePorts.take(1)[0]
    let cluster = try ThrowAwayPostgres(
      settings: ["ssl=on", "ssl_cert_file='server.crt'", "ssl_key_file='server.key'"], port: port,
      files: ["server.crt": try text(own.file), "server.key": try text(own.key)])
    defer { cluster.remove() }
    _ = try cluster.make("city")
    let address = cluster.uri("city", overNetwork: true)

    func connect(_ address: String, root: String) throws -> PostgresConnection {
      try PostgresConnection(
        PostgresSettings(uri: "\(address)?sslmode=verify-full&sslrootcert=\(root)"))
    }
    let connection = try connect(address, root: own.file)
    let isEncrypted = PostgresStatement("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
    #expect(try connection.run([isEncrypted]) == [[[.integer(1)]]])

    let stranger = #expect(throws: PostgresFailure.self) { _ = try connect(address, root: other.file) }
    #expect(stranger?.kind == .lost(state: ""))
    #expect(stranger?.message.contains("certificate verify failed") == true)
    let elsewhere = address.replacing("@localhost:", with: "@127.0.0.1:")
    let misnamed = #expect(throws: PostgresFailure.self) { _ = try connect(elsewhere, root: own.file) }
    #expect(misnamed?.kind == .lost(state: ""))
    // The same server without its certificate: nobody goes on in the clear.
    cluster.halt()
    let plain = try ThrowAwayPostgres(port: port)
    defer { plain.remove() }
    _ = try plain.make("city")
    let unencrypted = #expect(throws: PostgresFailure.self) { _ = try connect(address, root: own.file) }
    #expect(unencrypted?.kind == .lost(state: ""))
  }
}
