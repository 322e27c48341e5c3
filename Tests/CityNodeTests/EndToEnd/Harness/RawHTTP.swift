import NIOCore
import NIOPosix

/// Sends bytes as they are to a listener without TLS and reads what comes back until the connection is closed.
enum RawHTTP {
  /// The reply as text; send `Connection: close` to have it end.
  static func exchange(_ text: String, port: Int) async throws -> String {
    let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
            wrappingChannelSynchronously: channel,
            configuration: NIOAsyncChannel.Configuration(isOutboundHalfClosureEnabled: false))
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(string: text))
      var reply: [UInt8] = []
      for try await buffer in inbound { reply += buffer.readableBytesView }
      return String(decoding: reply, as: UTF8.self)
    }
  }

  /// The status of a reply; nil where it is none.
  static func status(of reply: String) -> Int? {
    guard reply.hasPrefix("HTTP/1.1 ") else { return nil }
    return Int(reply.dropFirst(9).prefix(3))
  }
}
