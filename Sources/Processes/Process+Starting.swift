public import Foundation
import Synchronization

/// How other programs are started here: one at a time, with their pipes.
///
/// Foundation on Linux hears that a program ended by a socket that the program holds as long as it lives. Neither that
/// socket nor a `Pipe` is close-on-exec; in their stead Foundation lists the descriptors that are open, and has the new
/// program close them. What another thread opens between the list and the start is therefore inherited: a server that is
/// started just then holds an end of what belongs to a program that is over, and who waits for that program's exit, or
/// reads its output to the end, waits for as long as the server runs. Enough such waits, and every thread of the
/// cooperative pool stands still.
extension Process {
  private static let turn = Mutex(())

  /// Starts the program. `connect` comes before, in the same turn: pipes to and from the program are made in it.
  @discardableResult
  public func start<Pipes: Sendable>(connecting connect: (Process) throws -> Pipes) throws -> Pipes {
    try Self.turn.withLock { _ in
      let pipes = try connect(self)
      try run()
      return pipes
    }
  }

  /// Starts a program that has no pipes.
  public func start() throws { try start { _ in } }

  /// Starts the program, reads its standard output to the end, and waits until it exits.
  /// - Parameter errors: Whether what it says on standard error is part of the output; else that is thrown away.
  public func output(errors: Bool = false) throws -> Data {
    let said = try start { process in
      let said = Pipe()
      process.standardOutput = said
      process.standardError = errors ? said : FileHandle.nullDevice
      return said
    }
    let all = try said.fileHandleForReading.readToEnd() ?? Data()
    waitUntilExit()
    return all
  }
}
