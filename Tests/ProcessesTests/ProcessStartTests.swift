import Foundation
import Processes
import Testing

@Suite("Other programs", .serialized)
struct ProcessStartTests {
  /// `cat`, which lives until its standard input ends.
  private func cat() throws -> (process: Process, input: Pipe) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/cat")
    // What this program's own errors go to is inherited on purpose, and may be a pipe.
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let input = try process.start { process in
      let input = Pipe()
      process.standardInput = input
      return input
    }
    return (process, input)
  }

  /// The sockets and pipes that a process holds, as Linux names them.
  private func connections(of process: Process) throws -> [String] {
    let folder = "/proc/\(process.processIdentifier)/fd"
    return try FileManager.default.contentsOfDirectory(atPath: folder)
      .map { try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)") }
      .filter { $0.hasPrefix("socket:") || $0.hasPrefix("pipe:") }
  }

  /// Starts four on each of sixteen threads at once.
  private func many() async throws -> [(process: Process, input: Pipe)] {
    try await withThrowingTaskGroup(of: [(process: Process, input: Pipe)].self) { group in
      for _ in 0..<16 {
        group.addTask {
          try await withCheckedThrowingContinuation { caller in
            Thread.detachNewThread { caller.resume(with: Result { try (0..<4).map { _ in try cat() } }) }
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  @Test("Programs that are started at once hold nothing of one another", arguments: 1...5)
  func apart(_ round: Int) async throws {
    let all = try await many()
    let held = try all.map { try connections(of: $0.process) }
    // The pipe that it reads, and the socket by which its end is heard.
    #expect(held.allSatisfy { $0.count == 2 })
    #expect(Set(held.joined()).count == 2 * all.count)
    for (process, input) in all {
      try input.fileHandleForWriting.close()
      // By force, should one hold another's pipe: then that would not end by itself.
      kill(process.processIdentifier, SIGKILL)
    }
    for (process, _) in all { process.waitUntilExit() }
  }

  @Test func `output is read to its end, with what is said on standard error where that is asked for`() throws
  {
    func shell(errors: Bool) throws -> (status: Int32, output: String) {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", "echo said; echo warned >&2; exit 3"]
      let output = try process.output(errors: errors)
      return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
    #expect(try shell(errors: false) == (3, "said\n"))
    #expect(try shell(errors: true) == (3, "said\nwarned\n"))
  }
}
