/// Why a browser can't do what it is asked: the browser's own words, or what the page lacks.
public struct BrowserFailure: Error, CustomStringConvertible {
  /// What went wrong.
  public let description: String

  /// Makes a failure.
  public init(_ description: String) { self.description = description }
}
