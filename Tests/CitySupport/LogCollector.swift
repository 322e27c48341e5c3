import Logging
import Synchronization

/// Keeps every line of a node's log, at every level, with all that belongs to it.
final class LogCollector: Sendable {
  private let kept = Mutex<[String]>([])

  /// The lines so far.
  var lines: [String] { kept.withLock { $0 } }

  fileprivate func add(_ line: String) { kept.withLock { $0.append(line) } }

  /// A logger that writes here.
  func logger(_ label: String) -> Logger { Logger(label: label) { _ in Handler(collector: self) } }

  private struct Handler: LogHandler {
    let collector: LogCollector
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    init(collector: LogCollector) { self.collector = collector }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
      collector.add("\(event.level) \(event.message) \(all)")
    }
  }
}
