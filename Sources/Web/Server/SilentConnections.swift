import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL

/// A TLS server that closes connections from which no byte inside TLS came in time.
///
/// The server's own idle limits begin with HTTP. Before that a stranger who connects and never shakes hands, or
/// does and stays silent, would hold one of the listener's connections for ever; a few thousand of them would
/// shut every partner out.
struct SilentConnections: ServerChildChannel {
  /// What serves the others.
  let base: HTTP2UpgradeChannel
  /// From the connection to the first byte inside TLS.
  let limit: TimeAmount

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP2UpgradeChannel.Value> {
    let ready = base.setup(channel: channel, logger: logger)
    do {
      let pipeline = channel.pipeline.syncOperations
      try pipeline.addHandler(
        FirstByteDeadline(limit), position: .after(pipeline.handler(type: NIOSSLServerHandler.self)))
    } catch {
      return channel.eventLoop.makeFailedFuture(error)
    }
    return ready
  }

  func handle(value: HTTP2UpgradeChannel.Value, logger: Logger) async {
    await base.handle(value: value, logger: logger)
  }
}

/// Closes its connection unless something is read in time; then it takes itself out.
private final class FirstByteDeadline: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer

  private let limit: TimeAmount
  private var closing: Scheduled<Void>?

  init(_ limit: TimeAmount) { self.limit = limit }

  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    closing = context.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    closing?.cancel()
    closing = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    context.fireChannelRead(data)
    context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
  }
}
