import Benefits
import Foundation
import Signing

extension NodeKeys {
  /// Reads a city's secrets from their files: two PEM files (PKCS#8, P-256) and two of 64 hexadecimal digits.
  ///
  /// A key file that its group or others may read, write or run is refused: whoever reads the identifiers' key
  /// can try out card numbers. Links are followed, and it is the file opened whose mode is looked at.
  ///
  /// - Throws: ``ConfigurationError`` that names the file.
  public static func load(_ files: KeyFiles) throws(ConfigurationError) -> NodeKeys {
    NodeKeys(
      federation: try KeyFile(files.federation).privateKey(),
      protocol: try KeyFile(files.protocol).privateKey(),
      identifiers: try KeyFile(files.identifiers).hashKey(),
      pairwise: try KeyFile(files.pairwise).hashKey())
  }
}

/// A key file's text, of which no error repeats anything. Only its owner may have access to it.
struct KeyFile {
  /// The most bytes that are read.
  static let limit = 64 * 1024

  let path: String
  let text: String

  init(_ path: String) throws(ConfigurationError) {
    self.path = path
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw ConfigurationError(
        path, BilingualText(zh: "金鑰檔不存在或無法讀取。", en: "The key file is not there or may not be read."))
    }
    defer { try? handle.close() }
    var status = stat()
    // fstat(2): fills in the structure it is given, which outlives the call, and returns 0 on success.
    let result = unsafe fstat(handle.fileDescriptor, &status)
    guard result == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw ConfigurationError(path, BilingualText(zh: "金鑰檔不是一般檔案。", en: "The key file is no regular file."))
    }
    guard status.st_mode & (S_IRWXG | S_IRWXO) == 0 else {
      throw ConfigurationError(
        path,
        BilingualText(
          zh: "金鑰檔可被其他人存取；請執行 chmod 600。", en: "Others may use this key file; run chmod 600 on it."))
    }
    guard let data = try? handle.read(upToCount: Self.limit + 1) ?? Data(), data.count <= Self.limit,
      let text = String(validating: data, as: UTF8.self)
    else {
      throw ConfigurationError(
        path, BilingualText(zh: "金鑰檔無法讀取或過大。", en: "The key file can't be read or is too long."))
    }
    self.text = text
  }

  func privateKey() throws(ConfigurationError) -> PrivateKey {
    do {
      return try PrivateKey(pem: text)
    } catch {
      throw ConfigurationError(
        path,
        BilingualText(
          zh: "不是未加密的 PKCS#8 P-256 私鑰（\(error.code.rawValue)）。",
          en: "Not an unencrypted PKCS#8 private key on P-256 (\(error.code.rawValue))."))
    }
  }

  /// 32 bytes in hexadecimal digits of either case, and at most one line end.
  func hashKey() throws(ConfigurationError) -> KeyedHash {
    let digits = text.hasSuffix("\n") ? text.utf8.dropLast() : text.utf8[...]
    let nibbles = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue.map(UInt8.init) }
    guard digits.count == 64, nibbles.count == 64 else { throw notAHashKey }
    let key = stride(from: 0, to: 64, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    do {
      return try KeyedHash(key: key)
    } catch {
      throw notAHashKey
    }
  }

  private var notAHashKey: ConfigurationError {
    ConfigurationError(
      path,
      BilingualText(
        zh: "須為 64 位十六進位數字與換行。可用 openssl rand -hex 32 產生。",
        en: "Write 64 hexadecimal digits and a line end, as openssl rand -hex 32 gives them."))
  }
}
