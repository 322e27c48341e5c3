public import Benefits

/// The limits of the partner registry, its revisions and its publication, stated once.
public enum RegistryLimits {
  /// The most venues of one city.
  public static let venues = 1000
  /// The most bytes of one venue's document.
  public static let documentBytes = 1 << 20
  /// The most bytes of all documents of one city together.
  public static let totalBytes = 64 << 20
  /// The most bytes of the signed registry.
  public static let messageBytes = 1 << 20
  /// A registry holds so long from `iat` to `exp`, at most.
  public static let life = TimeSpan.hours(14 * 24)
  /// The next one is announced for so long after `iat`.
  public static let update = TimeSpan.hours(24)
  /// It is signed anew when so little of that is left, so that nobody waits for a registry that was announced.
  public static let renewal = TimeSpan.hours(6)
  /// The characters of a person's name.
  public static let name = 1...100
  /// The most characters of a note.
  public static let note = 500
  /// The most revisions of one city that are neither published nor done with.
  public static let open = 2000
  /// An approved revision waits for its day so long, at most.
  public static let ahead = TimeSpan.hours(366 * 24)
}
