import NIOCore
import NIOPosix

/// Finds loopback ports that nobody listens on. All are held at once, so that no two are the same; somebody
/// else could take one in the moment before the node does, and the node would then say so.
enum FreePorts {
  static func take(_ count: Int) throws -> [Int] {
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    let channels = try (0..<count).map { _ in try bootstrap.bind(host: "127.0.0.1", port: 0).wait() }
    let ports = channels.compactMap { $0.localAddress?.port }
    for channel in channels { try channel.close().wait() }
    return ports
  }
}
