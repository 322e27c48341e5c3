import NIOCore
import NIOPosix

/// Puts a load on a node over real sockets, from one thread, so that on a small machine it takes as little as
/// possible from the node that it measures.
struct LoadGenerator: Sendable {
  private let group: MultiThreadedEventLoopGroup
  private let driver: NIOLoopBound<LoadDriver>

  /// Opens `connections` connections to the port on loopback, dealt out to the terminals in turn.
  init(port: Int, tokens: [String], questions: CheckQuestions, connections: Int) async throws {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let driver = try await loop.submit {
      NIOLoopBound(LoadDriver(loop: loop, expected: questions.expected), eventLoop: loop)
    }.get()
    self.driver = driver
    let frames = tokens.map { questions.frames(port: port, token: $0) }
    do {
      for number in 0..<connections {
        let frames = frames[number % frames.count]
        _ = try await ClientBootstrap(group: loop)
          .channelOption(.tcpOption(.tcp_nodelay), value: 1)
          .channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
              try channel.pipeline.syncOperations.addHandler(
                LoadConnection(number: number, frames: frames, driver: driver.value))
            }
          }
          .connect(host: "127.0.0.1", port: port).get()
      }
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  /// Each connection asks again as soon as it is answered.
  func closedLoop(for time: TimeAmount) async throws -> LoadDriver.Result {
    try await run { $0.closedLoop(for: time, finished: $1) }
  }

  /// So many questions a second, whatever the node does.
  func fixedRate(_ perSecond: Int, for time: TimeAmount) async throws -> LoadDriver.Result {
    try await run { $0.fixedRate(perSecond, for: time, finished: $1) }
  }

  private func run(
    _ body: @escaping @Sendable (LoadDriver, EventLoopPromise<LoadDriver.Result>) -> Void
  ) async throws -> LoadDriver.Result {
    try await driver.eventLoop.flatSubmit { [driver] in
      let promise = driver.eventLoop.makePromise(of: LoadDriver.Result.self)
      body(driver.value, promise)
      return promise.futureResult
    }.get()
  }

  /// Closes the connections and ends the thread.
  func close() {
    driver.eventLoop.execute { [driver, group] in
      driver.value.close()
      group.shutdownGracefully { _ in }
    }
  }
}
