public import Benefits

/// Why key files could not be made or read: which file or folder, and what is wrong with it.
public struct KeyFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What can be wrong. The raw values are stable.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// The folder could not be made whole, so it was not made.
    case folderNotWritten = "folder_not_written"
    /// A file is missing.
    case fileMissing = "file_missing"
    /// A file may not be read, has over 64 KiB or is no UTF-8.
    case fileUnreadable = "file_unreadable"
    /// A file does not hold what its name says.
    case fileInvalid = "file_invalid"
    /// A city's folder was made for another host name than the terms have now.
    case hostDiffers = "host_differs"
  }

  /// The file or folder.
  public let path: String
  /// What is wrong.
  public let code: Code
  /// What is wrong and what to do.
  public let message: BilingualText

  init(_ code: Code, at path: String, detail: String = "") {
    self.code = code
    self.path = path
    message =
      switch code {
      case .folderNotWritten:
        BilingualText(zh: "無法建立資料夾（\(detail)）", en: "the folder could not be made (\(detail))")
      case .fileMissing:
        BilingualText(
          zh: "缺少這個檔案；資料夾不完整，可用 --force 重發",
          en: "the file is missing, so the folder is not complete; --force issues a new one")
      case .fileUnreadable:
        BilingualText(zh: "檔案無法讀取", en: "the file cannot be read")
      case .fileInvalid:
        BilingualText(zh: "檔案內容不符（\(detail)）", en: "the file does not hold what it should (\(detail))")
      case .hostDiffers:
        BilingualText(
          zh: "憑證不含條款的主機名稱 \(detail)；可用 --force 重發",
          en: "the certificate lacks the host name of the terms, \(detail); --force issues a new one")
      }
  }

  /// Path, message in both languages, and code.
  public var description: String { "\(path): \(message.zh) / \(message.en) [\(code.rawValue)]" }
}
