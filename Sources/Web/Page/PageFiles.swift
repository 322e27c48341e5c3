import CPageFiles
import HTTPTypes
import NIOCore

/// A file that pages consist of, ready to be sent.
struct PageFile: Sendable {
  let type: String
  let body: ByteBuffer
  /// A strong validator (RFC 9110 §8.8.3): equal for equal bytes.
  let tag: String

  init(type: String, bytes: [UInt8]) {
    self.type = type
    body = ByteBuffer(bytes: bytes)
    tag = "\"\(Self.hash(bytes))\""
  }

  /// FNV-1a of 64 bits. It tells one build's file from another's; nobody gains by making two alike.
  private static func hash(_ bytes: [UInt8]) -> String {
    let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(hash, radix: 36)
  }
}

/// The files that the program carries, by folder and name.
enum PageFiles {
  /// Those of one folder, by name.
  static func folder(_ name: String) -> [String: [UInt8]] {
    let prefix = name + "/"
    let files = embedded.filter { $0.key.hasPrefix(prefix) }
    return Dictionary(uniqueKeysWithValues: files.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
  }

  private static let embedded = Dictionary(
    uniqueKeysWithValues: (0..<pageFileCount()).map { index in
      // Name and bytes are of static storage duration: "Its lifetime is the entire execution of the program"
      // (C17 §6.2.4); the name ends with NUL, and `bytes` points to `count` of them.
      let file = unsafe pageFile(index)
      return unsafe (
        String(cString: file.name), [UInt8](UnsafeBufferPointer(start: file.bytes, count: file.count))
      )
    })

  /// Files as they are sent, by name; those whose type is not known are for the server alone.
  static func ready(_ files: [String: [UInt8]]) -> [String: PageFile] {
    files.reduce(into: [:]) { ready, file in
      guard let type = type(of: file.key) else { return }
      ready[file.key] = PageFile(type: type, bytes: file.value)
    }
  }

  /// The media type of a file, by its name's end.
  static func type(of name: String) -> String? {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "svg": "image/svg+xml"
    default: nil
    }
  }
}
