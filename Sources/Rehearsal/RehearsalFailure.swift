/// Why a rehearsal can't go on, for the person who started it.
public struct RehearsalFailure: Error, CustomStringConvertible {
  /// What is wrong, in both languages.
  public let message: String
  /// The same.
  public var description: String { message }

  /// Makes a failure.
  public init(message: String) { self.message = message }
}
