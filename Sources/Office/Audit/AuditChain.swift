import Benefits

/// What binds the entries of the audit log to each other: each has the keyed hash of itself and of the one before, so
/// one that is altered, left out, put in or moved no longer fits its neighbours.
public enum AuditChain {
  /// What stands before the first entry.
  public static let start: [UInt8] = []

  /// What the hash of an entry covers: the hash before it and each part with its length, so that no two entries give the
  /// same bytes. A missing part differs from an empty one.
  public static func bytes(of entry: AuditEntry, id: Int64, after previous: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    append(previous, to: &bytes)
    append(id, to: &bytes)
    append(entry.at.microseconds, to: &bytes)
    for part in [entry.actor.text, entry.action.rawValue, entry.subject] {
      append(Array(part.utf8), to: &bytes)
    }
    for part in [entry.before, entry.after] {
      bytes.append(part == nil ? 0 : 1)
      append(Array((part ?? "").utf8), to: &bytes)
    }
    return bytes
  }

  private static func append(_ part: [UInt8], to bytes: inout [UInt8]) {
    append(Int64(part.count), to: &bytes)
    bytes += part
  }

  private static func append(_ number: Int64, to bytes: inout [UInt8]) {
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: number >> Int64(56 - 8 * $0)) }
  }
}
