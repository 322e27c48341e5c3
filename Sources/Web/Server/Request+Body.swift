import CityNode
import HTTPTypes
import Hummingbird

extension Request {
  /// How long a body may take to arrive whole. Each of ours fits into a few packets.
  static let bodyTime = Duration.seconds(10)

  /// The whole body, of at most `limit` bytes and within ``bodyTime``. A length that is stated and too large is
  /// refused before a byte is read.
  func wholeBody(limit: Int, within time: Duration = bodyTime) async throws -> [UInt8] {
    if let stated = headers[.contentLength].flatMap({ Int($0) }), stated > limit {
      throw Problem(.bodyTooLarge)
    }
    let body = body
    return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      defer { group.cancelAll() }
      group.addTask { Array(try await body.collect(upTo: limit).readableBytesView) }
      group.addTask {
        try await Task.sleep(for: time)
        return nil
      }
      guard let bytes = try await group.next() ?? nil else { throw Problem(.bodyTooSlow) }
      return bytes
    }
  }
}

extension Request {
  /// Whether a body comes with the request.
  var hasBody: Bool {
    headers[.transferEncoding] != nil || (headers[.contentLength].flatMap { Int($0) } ?? 0) > 0
  }
}

extension ProblemCode {
  /// Whether the request was refused before its body was read to the end. The connection is then closed: the
  /// server would otherwise go on reading what nobody wants, for as long as it is sent.
  var leavesBodyUnread: Bool {
    switch self {
    case .notFound, .methodNotAllowed, .unsupportedMediaType, .bodyTooLarge, .bodyTooSlow,
      .terminalTokenMissing, .terminalTokenUnknown, .peerNotIdentified:
      true
    default: false
    }
  }
}
