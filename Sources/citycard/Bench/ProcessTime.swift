import Foundation

/// The processor time that a process has used so far.
struct ProcessTime: Sendable {
  /// In user mode and in the kernel for the process, in microseconds.
  let microseconds: Int

  /// Of the process `id`; nil for the own one.
  static func now(of id: Int32?) throws -> ProcessTime {
    let path = "/proc/\(id.map(String.init) ?? "self")/stat"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    // proc_pid_stat(5): the name in parentheses may hold anything; after it, utime and stime are the 12th and
    // 13th fields, in clock ticks.
    let fields = text.drop { $0 != ")" }.split(separator: " ").dropFirst().map(String.init)
    guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return ProcessTime(microseconds: (user + system) * 1_000_000 / sysconf(Int32(_SC_CLK_TCK)))
  }

  static func - (later: ProcessTime, earlier: ProcessTime) -> Int {
    later.microseconds - earlier.microseconds
  }
}
