import Rehearsal
import Testing

extension Browser {
  /// Waits until an expression holds; where it never does, the test fails here, and says what the page shows instead.
  func wait(
    _ comment: Comment? = nil, until expression: String, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    guard try await !comesToHold(expression) else { return }
    let phase = try await text("(document.body.dataset.phase ?? location) + ': ' + document.body.innerText")
    Issue.record(
      "\(comment.map { "\($0): " } ?? "")\(expression) does not come to hold; \(phase)",
      sourceLocation: sourceLocation)
    throw BrowserFailure("waited in vain")
  }
}
