import ArgumentParser
import Foundation

/// Files that a person names on the command line, read whole up to a limit.
enum InputFile {
  /// The bytes of the file at `path`, or of standard input if there is none. Says what is wrong on standard
  /// error and ends with 1 if the file cannot be read or has more than `limit` bytes.
  static func read(_ path: String?, limit: Int) throws -> [UInt8] {
    let name = path ?? "standard input"
    guard let file = path.map({ FileHandle(forReadingAtPath: $0) }) ?? .standardInput,
      let data = try? file.read(upToCount: limit + 1) ?? Data()
    else {
      note("✕ 無法讀取檔案\n  cannot read \(name)")
      throw ExitCode(1)
    }
    guard data.count <= limit else {
      note("✕ 檔案過大\n  \(name) has more than \(limit) bytes")
      throw ExitCode(1)
    }
    return [UInt8](data)
  }

  /// `bytes` without the one line end that editors and `echo` add.
  static func droppingLineEnd(of bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    if bytes.last == 0x0A { bytes.removeLast() }
    if bytes.last == 0x0D { bytes.removeLast() }
    return bytes
  }

  /// Writes a line for the person to standard error.
  static func note(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
}
