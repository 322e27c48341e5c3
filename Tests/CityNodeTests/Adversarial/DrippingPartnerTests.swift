import Benefits
import CityNode
import Federation
import Foundation
import Processes
import Testing

@Suite("A partner that answers and never ends")
struct DrippingPartnerTests {
  /// `openssl s_server` with a city's certificate: whoever connects gets the head of a response, then nothing.
  private final class Server {
    let process = Process()
    private(set) var port = 0

    init(_ folder: IssuedFolder) throws {
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [
        "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", folder.path + "/taipei/tls.pem",
        "-key", folder.path + "/taipei/tls-key.pem",
      ]
      process.standardError = FileHandle.nullDevice
      let (input, output) = try process.start { process in
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        return (input, output)
      }
      var said = ""
      while port == 0, let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty {
        said += String(decoding: more, as: UTF8.self)
        guard more == Data("\n".utf8) else { continue }
        port =
          said.split(separator: "\n").last.flatMap { $0.split(separator: ":").last }.flatMap { Int($0) } ?? 0
      }
      let head = "HTTP/1.1 200 OK\r\nContent-Type: application/sd-jwt\r\nContent-Length: 1000\r\n\r\ne"
      try input.fileHandleForWriting.write(contentsOf: Data(head.utf8))
    }

    /// Kills, for the program inherits a signal mask in which it may never hear SIGTERM.
    func stop() { kill(process.processIdentifier, SIGKILL) }
  }

  @Test(
    "is given up in time, for others wait behind it", .enabled(if: OpenSSLProgram.present),
    .timeLimit(.minutes(1)))
  func drips() async throws {
    let folder = try IssuedFolder()
    try folder.issue(now: NodePorts.system.now())
    let server = try Server(folder)
    defer { server.stop() }
    try #require(server.port > 0)
    let taitung = try #require(CityID("taitung"))
    let party = try #require(folder.agreement.partner(of: taitung))
    let transport = try MutualTLSTransport(
      to: party,
      certificate: CertificateFiles(
        chain: folder.path + "/taitung/tls.pem", key: folder.path + "/taitung/tls-key.pem"),
      address: "127.0.0.1")
    let fault = await #expect(throws: TransportFault.self) {
      try await transport.post(
        [1], to: "https://card.taipei.example:\(server.port)/", mediaType: "application/sd-jwt",
        timeout: .seconds(1))
    }
    #expect(fault == .timeout)
    await transport.close()
  }
}
