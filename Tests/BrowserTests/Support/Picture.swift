import Foundation
import Rehearsal
import Testing

/// Makes a picture of the page as it stands, for the documentation. Each is made on every run, and kept where
/// `$CITYCARD_SCREENSHOTS` names a folder.
func picture(_ name: String, _ browser: Browser) async throws {
  let bytes = try await browser.screenshot()
  #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]), "a PNG file")
  guard let folder = ProcessInfo.processInfo.environment["CITYCARD_SCREENSHOTS"] else { return }
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name).png"))
}
