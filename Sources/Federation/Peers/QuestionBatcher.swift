/// Decides which waiting questions leave together. A state machine: what waits is opaque to it.
///
/// Alone, a question leaves at once; those that arrive while a request is in flight leave together in the
/// next one. Load sets the batch size: there is no timer, and one signature covers up to 256 checks.
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

  /// A batcher for requests of at most `batch` items, with at most `limit` waiting.
  public init(batch: Int = VerificationLimits.checks.upperBound, limit: Int = 8192) {
    self.batch = batch
    self.limit = limit
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
    let next = Array(waiting.prefix(batch))
    waiting.removeFirst(next.count)
    return .send(next)
  }
}
