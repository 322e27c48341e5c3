import Foundation
import Processes
import Rehearsal

/// Reads QR codes as a camera in front of the screen does: from the picture of a page, by `zbarimg(1)`.
enum QRReader {
  private static let program = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { "\($0)/zbarimg" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Whether it is installed. Where a whole run is asked for (`Tests/run`), a missing one is a failure of the tests
  /// and not a reason to leave them out.
  static let isHere = program != nil || ProcessInfo.processInfo.environment["CITYCARD_TEST_ALL"] != nil

  /// The text of the one code that the window shows.
  static func text(in browser: Browser) async throws -> String {
    let texts = try read(try await browser.screenshot())
    guard texts.count == 1 else { throw BrowserFailure("\(texts.count) QR codes on the page, not one") }
    return texts[0]
  }

  /// The texts of a picture's codes, a line each.
  private static func read(_ png: [UInt8]) throws -> [String] {
    guard let program else {
      throw BrowserFailure("zbarimg is missing; install the package zbar-tools")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", "-"]
    process.standardError = FileHandle.nullDevice
    let (input, output) = try process.start { process in
      let (input, output) = (Pipe(), Pipe())
      (process.standardInput, process.standardOutput) = (input, output)
      return (input, output)
    }
    // It reads the whole picture before it writes a word.
    try input.fileHandleForWriting.write(contentsOf: Data(png))
    try input.fileHandleForWriting.close()
    let found = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    // zbarimg(1), EXIT STATUS: 4 if nothing was found.
    guard [0, 4].contains(process.terminationStatus) else {
      throw BrowserFailure("zbarimg ends with \(process.terminationStatus)")
    }
    return found.split(separator: "\n").map(String.init)
  }
}
