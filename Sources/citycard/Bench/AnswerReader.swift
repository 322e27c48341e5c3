import NIOCore

/// Cuts HTTP/1.1 responses with a stated length out of what a connection receives: all that a node sends to a
/// load, at a fraction of a client library's price.
struct AnswerReader {
  /// The most bytes of a head; a node's has about two hundred.
  static let headLimit = 8 << 10
  /// The most bytes of a body.
  static let bodyLimit = 1 << 20

  /// A response.
  struct Answer {
    let status: Int
    let body: ByteBuffer
    /// Whether the connection stays open.
    let staysOpen: Bool
  }

  /// What came is no response with a stated length.
  struct Fault: Error {}

  private var received = ByteBuffer()

  /// Takes what came; gives the response once it is whole.
  mutating func read(_ bytes: inout ByteBuffer) throws -> Answer? {
    if received.readableBytes == 0 { received = bytes } else { received.writeBuffer(&bytes) }
    guard let end = endOfHead() else {
      guard received.readableBytes <= Self.headLimit else { throw Fault() }
      return nil
    }
    guard let head = received.getString(at: received.readerIndex, length: end) else { throw Fault() }
    let lines = head.utf8.split(separator: UInt8(ascii: "\n"))
    guard let first = lines.first, first.starts(with: "HTTP/1.1 ".utf8),
      let status = Int(Substring(first.dropFirst(9).prefix(3)))
    else { throw Fault() }
    var length: Int?
    var staysOpen = true
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      // Only these two names are looked at, and they are told apart by their length first.
      switch line.distance(from: line.startIndex, to: colon) {
      case 14 where Self.name(line[..<colon]) == "content-length":
        length = Int(Self.trimmed(line[line.index(after: colon)...]))
      case 10 where Self.name(line[..<colon]) == "connection":
        staysOpen = Self.trimmed(line[line.index(after: colon)...]).lowercased() != "close"
      default: break
      }
    }
    guard let length, (0...Self.bodyLimit).contains(length) else { throw Fault() }
    guard received.readableBytes >= end + length else { return nil }
    received.moveReaderIndex(forwardBy: end)
    guard let body = received.readSlice(length: length) else { throw Fault() }
    if received.readableBytes == 0 { received = ByteBuffer() }
    return Answer(status: status, body: body, staysOpen: staysOpen)
  }

  private static func name(_ bytes: Substring.UTF8View) -> String { Substring(bytes).lowercased() }

  private static func trimmed(_ bytes: Substring.UTF8View) -> String {
    String(Substring(bytes.filter { $0 != 0x20 && $0 != 0x0D }.map { Character(UnicodeScalar($0)) }))
  }

  /// The length of the head with its empty line, if it is all there.
  private func endOfHead() -> Int? {
    var index = received.readerIndex
    let last = min(received.writerIndex - 4, received.readerIndex + Self.headLimit)
    while index <= last {
      if received.getInteger(at: index, as: UInt32.self) == 0x0D0A_0D0A {
        return index + 4 - received.readerIndex
      }
      index += 1
    }
    return nil
  }
}
