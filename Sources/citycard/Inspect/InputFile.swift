import ArgumentParser
import Foundation

/// Files that a person names on the command line, read whole up to a limit.
enum InputFile {
  /// The bytes of the file at `path`; of standard input if there is no path or it is `-`. Says what is wrong
  /// on standard error and ends with 1 if the file cannot be read or has more than `limit` bytes.
  static func read(_ path: String?, limit: Int) throws -> [UInt8] {
    let bytes = try read(path, atMost: limit + 1)
    guard bytes.count <= limit else {
      note("✕ \(path ?? "-")：檔案超過 \(limit) 位元組\n  the file has more than \(limit) bytes")
      throw ExitCode.failure
    }
    return bytes
  }

  /// As ``read(_:limit:)``, but of a longer file the first `count` bytes: for a reader that says itself that
  /// it is too long.
  static func read(_ path: String?, atMost count: Int) throws -> [UInt8] {
    let name = path ?? "-"
    do {
      let file =
        name == "-" ? .standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: name))
      var bytes: [UInt8] = []
      // A pipe gives what it holds at the moment.
      while bytes.count < count, let more = try file.read(upToCount: count - bytes.count), !more.isEmpty {
        bytes.append(contentsOf: more)
      }
      return bytes
    } catch {
      note("✕ \(name)：檔案不存在、是資料夾，或沒有讀取權限")
      note("  the file does not exist, is a folder or may not be read")
      throw ExitCode.failure
    }
  }

  /// `bytes` without the one line end that editors and `echo` add.
  static func droppingLineEnd(of bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    if bytes.last == 0x0A { bytes.removeLast() }
    if bytes.last == 0x0D { bytes.removeLast() }
    return bytes
  }

  /// Writes a line for the person to standard error; what it quotes of others cannot steer the terminal.
  static func note(_ line: String) {
    FileHandle.standardError.write(Data("\(Printable.lines(line))\n".utf8))
  }
}
