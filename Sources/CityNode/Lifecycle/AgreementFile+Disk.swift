import Benefits
import Federation
import Foundation
import Wire

extension AgreementFile {
  /// Reads an agreement from disk; a fault names the file.
  static func load(_ path: String) throws -> Agreement {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationError(path, BilingualText(zh: "找不到協議檔。", en: "There is no such agreement."))
    }
    do {
      return try read([UInt8](data))
    } catch {
      throw ConfigurationError(path, error.message)
    }
  }
}
