import Benefits
import Federation
import NIOCore
import NIOPosix
import Testing

@testable import citycard

@Suite("The load")
struct LoadTests {
  private func questions() throws -> CheckQuestions {
    CheckQuestions(
      home: nil, venue: try #require(VenueID("moca")), ticket: try #require(TicketTypeID("adult")),
      cards: [try CardIdentifier(text: "easycard:printed:9000010000000011")],
      expected: ExpectedAnswer(verdict: .granted, reason: .offerApplied, due: Money(60), evidence: true))
  }

  @Test("a stall is charged to every question that was due meanwhile, not to one alone")
  func stall() async throws {
    let stall = TimeAmount.milliseconds(600)
    let server = try await StallingServer.start(stall: stall)
    let load = try await LoadGenerator(
      port: server.port, tokens: ["t"], questions: questions(), connections: 1)
    let result = try await load.fixedRate(100, for: .seconds(1))
    load.close()
    try await server.stop()
    #expect(result.others.isEmpty)
    #expect(result.acknowledged.count == 100)
    #expect(Set(result.acknowledged).count == 100)
    // Due in the first half of the stall, so answered after half of it at the earliest: a lower bound, which a
    // slow machine can only raise.
    let held = result.latencies.count { $0 >= 300_000 }
    #expect(held >= 30)
  }

  @Test("connections that break are told, and what was never asked too")
  func broken() async throws {
    let server = try await StallingServer.start(stall: .zero, answers: 5)
    let load = try await LoadGenerator(
      port: server.port, tokens: ["t"], questions: questions(), connections: 1)
    let result = try await load.fixedRate(100, for: .seconds(1))
    load.close()
    try await server.stop()
    #expect(result.acknowledged.count == 5)
    let lost = result.others["connection_lost"] ?? 0
    #expect(lost <= 1)
    #expect(lost + (result.others["never_asked"] ?? 0) == 95)
  }

  @Test("in a closed loop only answers within the time count, and all are acknowledged")
  func closed() async throws {
    let server = try await StallingServer.start(stall: .zero)
    let load = try await LoadGenerator(
      port: server.port, tokens: ["t"], questions: questions(), connections: 3)
    let result = try await load.closedLoop(for: .milliseconds(200))
    load.close()
    try await server.stop()
    #expect(result.others.isEmpty && result.latencies.isEmpty)
    #expect(result.inTime > 0)
    #expect((result.inTime...result.inTime + 3).contains(result.acknowledged.count))
  }
}

/// A server that answers as a node would, but the first question of each connection only after a while.
private struct StallingServer {
  let channel: any Channel
  var port: Int { channel.localAddress?.port ?? 0 }

  static func start(stall: TimeAmount, answers: Int = .max) async throws -> StallingServer {
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Answering(stall: stall, answers: answers))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
    return StallingServer(channel: channel)
  }

  func stop() async throws { try await channel.close() }

  private final class Answering: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private var wait: TimeAmount
    private var left: Int

    init(stall: TimeAmount, answers: Int) {
      wait = stall
      left = answers
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      // A question is small and comes in one piece over loopback.
      let text = String(buffer: unwrapInboundIn(data))
      guard left > 0, let start = text.firstRange(of: #"{"id":""#)?.upperBound else {
        return context.close(promise: nil)
      }
      left -= 1
      let body = AnswerTests.body.replacing("ID", with: String(text[start...].prefix(36)))
      let reply = "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
      let answer = { self.send(reply, context) }
      if wait == .zero { return answer() }
      context.eventLoop.assumeIsolated().scheduleTask(in: wait, answer)
      wait = .zero
    }

    private func send(_ reply: String, _ context: ChannelHandlerContext) {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: reply)), promise: nil)
    }
  }
}
