import NIOCore
import NIOPosix

/// Finds loopback ports that nobody listens on. All are held at once, so that no two are the same; somebody
/// else could take one in the moment before the node does, and the node would then say so.
public enum FreePorts {
  /// `count` of them, all different.
  public static func take(_ count: Int) throws -> [Int] {
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    let channels = try (0..<count).map { _ in try bootstrap.bind(host: "127.0.0.1", port: 0).wait() }
    let ports = channels.compactMap { $0.localAddress?.port }
    for channel in channels { try channel.close().wait() }
    return ports
  }

  /// Refuses a port that somebody listens on.
  public static func require(_ ports: [Int]) throws {
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    for port in ports {
      do {
        try bootstrap.bind(host: "127.0.0.1", port: port).wait().close().wait()
      } catch {
        throw RehearsalFailure(
          message: """
            埠 \(port) 已被占用，可能另一個示範還在執行；查看：ss -ltnp 'sport = :\(port)'
              port \(port) is in use, perhaps by another demonstration; see who: ss -ltnp 'sport = :\(port)'
            """)
      }
    }
  }
}
