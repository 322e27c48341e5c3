/// How durable "acknowledged" is, by the engine's own word, asked on the connection that writes.
public struct Durability: Hashable, Sendable {
  /// Each setting that decides it, with its value.
  public let settings: [String: String]
  /// Whether what was acknowledged survives power loss.
  public let holds: Bool

  /// Makes a report.
  public init(settings: [String: String], holds: Bool) {
    self.settings = settings
    self.holds = holds
  }
}
