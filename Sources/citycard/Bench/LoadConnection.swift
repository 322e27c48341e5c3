import Benefits
import NIOCore

/// One connection of a load: a question at a time, as one terminal's cable would carry them.
final class LoadConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let frames: [CheckQuestions.Frame]
  /// They hold each other until the connection is closed.
  private let driver: LoadDriver
  private var context: ChannelHandlerContext?
  private var reader = AnswerReader()
  private var nextCard: Int
  /// The question under way.
  private(set) var asked: (id: UUIDv7, text: String, scheduled: NIODeadline)?

  init(number: Int, frames: [CheckQuestions.Frame], driver: LoadDriver) {
    self.frames = frames
    self.driver = driver
    // Connections begin at different cards, so that the cards under way are different ones.
    nextCard = number * 7 % frames.count
  }

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    driver.connected(self)
  }

  /// Sends a question that was due at `scheduled`.
  func ask(_ id: UUIDv7, scheduled: NIODeadline) {
    guard let context else { return }
    let text = id.description
    asked = (id, text, scheduled)
    let frame = frames[nextCard]
    nextCard = (nextCard + 1) % frames.count
    var request = context.channel.allocator.buffer(
      capacity: frame.before.readableBytes + 36 + frame.after.readableBytes)
    request.writeImmutableBuffer(frame.before)
    request.writeString(text)
    request.writeImmutableBuffer(frame.after)
    context.writeAndFlush(wrapOutboundOut(request), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    do {
      guard let answer = try reader.read(&bytes) else { return }
      guard let asked else { throw AnswerReader.Fault() }
      self.asked = nil
      if !answer.staysOpen {
        self.context = nil
        context.close(promise: nil)
      }
      driver.answered(self, asked, answer)
    } catch {
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    driver.lost(self, asked?.id)
    asked = nil
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  /// Whether it can carry another question.
  var isOpen: Bool { context != nil }

  func close() { context?.close(promise: nil) }
}
