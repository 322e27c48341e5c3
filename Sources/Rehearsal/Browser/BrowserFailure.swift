/// Why a browser can't do what it is asked: the browser's own words, or what the page lacks.
public struct BrowserFailure: Error, CustomStringConvertible {
  /// The kinds of WebDriver's errors that somebody here tells apart (https://www.w3.org/TR/webdriver2/#errors), and those
  /// that chromedriver adds to them.
  public enum Code: String, Sendable {
    /// The element's page went away before anything was done to the element.
    case staleElement = "stale element reference"
    /// The page went away in the middle of what was asked. Whether it was done is not known.
    case abortedByNavigation = "aborted by navigation"
    case noSuchExecutionContext = "no such execution context"
    case scriptError = "javascript error"
    case noSuchWindow = "no such window"
  }

  /// What went wrong.
  public let description: String
  /// The kind of WebDriver's error; nil where it is another, or where the browser has none.
  public let code: Code?

  /// Makes a failure.
  public init(_ description: String, code: Code? = nil) {
    self.description = description
    self.code = code
  }

  /// Whether the page went away, so that the question may be put to the next one. What changes something must not be
  /// asked again for it, unless the code is ``Code/staleElement``.
  public var isOfPageThatWent: Bool {
    switch code {
    case .staleElement, .abortedByNavigation, .noSuchExecutionContext: true
    // The browser's own error, which chromedriver passes on unchanged where it has no code for it.
    case nil:
      ["Cannot find context with specified id", "Execution context was destroyed", "navigated or closed"]
        .contains(where: description.contains)
    case .scriptError, .noSuchWindow: false
    }
  }
}
