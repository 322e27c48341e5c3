/// A count as it may be shown.
public enum Figure: Hashable, Sendable {
  /// The count.
  case shown(Int)
  /// The sum of what is shown of it: some of its months are withheld.
  case atLeast(Int)
  /// Too small to be shown, or withheld so that another can't be worked out from it. Which of the two is not told.
  case withheld

  /// Both together. A sum of what is shown anyway tells nothing more.
  public static func + (a: Figure, b: Figure) -> Figure {
    switch (a, b) {
    case (.shown(let x), .shown(let y)): .shown(x + y)
    case (.withheld, .withheld): .withheld
    default: .atLeast((a.known ?? 0) + (b.known ?? 0))
    }
  }

  /// The number that is shown, if any.
  public var known: Int? {
    switch self {
    case .shown(let count), .atLeast(let count): count
    case .withheld: nil
    }
  }
}

/// What is counted by visitors is shown from so many on.
public struct SuppressionRule: Hashable, Sendable {
  /// The smallest count that is shown, besides zero.
  public let threshold: Int

  /// The rule of this node: from five on.
  public static let standard = SuppressionRule(threshold: 5)

  /// Makes a rule; below 3 a pair of visitors could tell of each other.
  public init(threshold: Int) { self.threshold = max(3, threshold) }

  /// Whether a count is one that must not be shown.
  func isSmall(_ count: Int) -> Bool { count > 0 && count < threshold }
}
