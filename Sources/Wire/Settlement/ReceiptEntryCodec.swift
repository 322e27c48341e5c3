import Benefits
public import Settlement
import StrictJSON

/// Receipt entries to and from their exact bytes.
public enum ReceiptEntryCodec {
  /// The bytes of an entry that this node makes.
  public static func encode(_ entry: ReceiptEntry) -> [UInt8] { entry.prefix + [UInt8(ascii: "}")] }

  /// Reads an entry.
  public static func decode(_ bytes: [UInt8]) throws(MalformedLine) -> ReceiptEntry {
    let fields = try LineReading.fields(of: bytes, limit: ClaimsLimits.entry)
    let entry: ReceiptEntry
    do {
      entry = ReceiptEntry(
        number: try fields.integer("number", in: LineReading.places), line: try fields.id("line"),
        finding: try fields.parsed("finding", "a finding") { Finding(code: $0) }, at: try fields.instant("at")
      )
    } catch {
      throw MalformedLine(description: "\(error)")
    }
    guard bytes.starts(with: entry.prefix) else {
      throw MalformedLine(description: "the entry begins with other members, or another spelling")
    }
    return entry
  }
}
