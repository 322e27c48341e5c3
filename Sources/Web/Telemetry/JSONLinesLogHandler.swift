public import Benefits
import CityNode
public import Logging

/// Writes each log event as one line that is one JSON object (RFC 8259), for journals and log collectors.
///
/// ```json
/// {"time":"2026-11-23T06:05:09.123Z","level":"info","logger":"citycard","message":"ready","meta":{"port":"8801"}}
/// ```
///
/// - `time` is RFC 3339 in UTC with milliseconds. `meta` is flat and sorted: `{"peer": {"city": "x"}}` becomes
///   `peer.city`, a list's elements `list.0`, `list.1`; every value is a string; of two that fall on one name
///   the first counts. Metadata of the event wins over the provider's, and that over the handler's own.
/// - No line is longer than ``lineLimit``: what does not fit is cut, and `"truncated":true` says so.
/// - What must never reach a log is withheld here once more, whatever the caller does: see
///   ``WithheldMetadata``. The message itself is the caller's; a tidy test watches over it.
/// - NUL, which our own reader refuses in JSON, is written as U+FFFD.
public struct JSONLinesLogHandler: LogHandler {
  /// The most bytes of one line, its line feed included: 8 KiB.
  public static let lineLimit = 8192

  /// Events below are not written.
  public var logLevel: Logger.Level = .info
  /// What every event of this logger carries.
  public var metadata: Logger.Metadata = [:]
  /// What every event carries from where it happens, such as a trace id from a task-local value.
  public var metadataProvider: Logger.MetadataProvider?

  private let label: String
  private let now: @Sendable () -> Instant
  private let sink: @Sendable ([UInt8]) -> Void

  /// Makes a handler for standard error and the system's clock.
  ///
  /// - Parameters:
  ///   - label: The logger's name.
  ///   - metadataProvider: As swift-log hands it over at bootstrap.
  public init(label: String, metadataProvider: Logger.MetadataProvider? = nil) {
    self.init(
      label: label, metadataProvider: metadataProvider, now: NodePorts.system.now, sink: StandardError.write)
  }

  /// Makes a handler.
  ///
  /// - Parameters:
  ///   - label: The logger's name.
  ///   - metadataProvider: As swift-log hands it over at bootstrap.
  ///   - now: The clock.
  ///   - sink: Takes each line with its line feed, on the caller's thread; may be called from many at once.
  public init(
    label: String, metadataProvider: Logger.MetadataProvider? = nil, now: @escaping @Sendable () -> Instant,
    sink: @escaping @Sendable ([UInt8]) -> Void
  ) {
    self.label = label
    self.metadataProvider = metadataProvider
    self.now = now
    self.sink = sink
  }

  /// One item of ``metadata``.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes the event. Its error, if any, becomes `error.type` and `error.message`, as in swift-log's own
  /// handler.
  public func log(event: LogEvent) {
    var all = metadata
    if let metadataProvider { all.merge(metadataProvider.get()) { $1 } }
    if let own = event.metadata { all.merge(own) { $1 } }
    if let error = event.error {
      all["error.type"] = .string(String(reflecting: type(of: error)))
      all["error.message"] = .string("\(error)")
    }
    sink(
      LogLine(
        time: now(), level: event.level, logger: label, message: event.message.description, metadata: all
      ).bytes)
  }
}
