public import Benefits

/// Decides which waiting questions leave together. A state machine: what waits is opaque to it.
///
/// Alone, a question leaves at once; those that arrive while a request is in flight leave together in the
/// next one. Load sets the batch size: there is no timer, and one signature covers up to 256 checks.
///
/// Items of one name never share a request: a home city refuses a request in which an id comes twice, and the
/// questions of everybody else in it would be refused with it.
public struct QuestionBatcher<Item: Sendable>: Sendable {
  /// What to do.
  public enum Action: Sendable {
    /// Nothing to send now.
    case wait
    /// Send these in one request.
    case send([Item])
    /// The queue is full: refuse this one, the others stay.
    case refuse
  }

  private var waiting: [Item] = []
  private var inFlight = false
  private let batch: Int
  private let limit: Int
  private let name: @Sendable (Item) -> UUIDv7?

  /// A batcher for requests of at most `batch` items, with at most `limit` waiting.
  /// - Parameter name: What may come once in a request; an item without one may always come.
  public init(
    batch: Int = VerificationLimits.checks.upperBound, limit: Int = 8192,
    name: @escaping @Sendable (Item) -> UUIDv7? = { _ in nil }
  ) {
    self.batch = batch
    self.limit = limit
    self.name = name
  }

  /// How many wait.
  public var count: Int { waiting.count }

  /// An item arrived.
  public mutating func arrived(_ item: Item) -> Action {
    guard inFlight else {
      inFlight = true
      return .send([item])
    }
    guard waiting.count < limit else { return .refuse }
    waiting.append(item)
    return .wait
  }

  /// The request in flight was answered, or failed.
  public mutating func returned() -> Action {
    guard !waiting.isEmpty else {
      inFlight = false
      return .wait
    }
    var next: [Item] = []
    var again: [Item] = []
    var names: Set<UUIDv7> = []
    for item in waiting {
      guard next.count < batch else { break }
      if let name = name(item), !names.insert(name).inserted { again.append(item) } else { next.append(item) }
    }
    waiting.replaceSubrange(..<(next.count + again.count), with: again)
    return .send(next)
  }
}
