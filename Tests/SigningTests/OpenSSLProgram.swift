import Foundation
import Processes

/// The `openssl` program, as a second opinion on what we make.
enum OpenSSLProgram {
  private static let path = ["/usr/bin/openssl", "/usr/local/bin/openssl"]
    .first(where: FileManager.default.isExecutableFile(atPath:))

  static let present = path != nil

  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "/usr/bin/openssl")
    process.arguments = arguments
    let data = try process.output()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
