import Foundation
import Synchronization

/// Standard error, a whole line at a time.
enum StandardError {
  /// Held while a line is written: POSIX promises only that up to PIPE_BUF bytes (4,096 on Linux) arrive in
  /// one piece, and lines may be longer.
  private static let turn = Mutex(())

  /// Writes `line`. If standard error is closed or full and not blocking, the rest is lost: there is nowhere
  /// left to report that.
  @Sendable static func write(_ line: [UInt8]) {
    turn.withLock { _ in
      var start = 0
      while start < line.count {
        // write(2): "On success, the number of bytes written is returned. On error, -1 is returned, and errno
        // is set"; it reads the buffer during the call only, here from `start` to its end.
        let (written, fault) = unsafe line.withUnsafeBytes { bytes in
          let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
          return unsafe (Foundation.write(STDERR_FILENO, rest.baseAddress, rest.count), errno)
        }
        if written > 0 {
          start += written
        } else if written == 0 || fault != EINTR {
          return
        }
      }
    }
  }
}
