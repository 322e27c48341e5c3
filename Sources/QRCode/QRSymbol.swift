import CQREncode
import Synchronization

/// A QR code (ISO/IEC 18004): a square of dark and light modules, error correction M, so that 15 % of it may be
/// dirty. How it is drawn, and that four light modules surround it, is the matter of who draws it.
public struct QRSymbol: Hashable, Sendable {
  /// The most bytes of a text: an address with a secret, an `otpauth` URI. The symbol has at most 77 modules a
  /// side then (version 15), which a telephone reads from a screen with ease.
  public static let limit = 400

  /// How many modules a side has: 21 to 77.
  public let width: Int
  /// The modules, row by row from above, each from the left; true is dark.
  public let rows: [[Bool]]

  /// libqrencode's functions are "THREAD UNSAFE when pthread is disabled" (qrencode.h), and how a system's library
  /// was built can't be asked: one at a time is fast enough.
  private static let library = Mutex(())

  /// The symbol that says `text`, as UTF-8.
  /// - Throws: `empty_text`, `text_too_long`, `library_failure`.
  public init(_ text: String) throws(QRError) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { throw .emptyText }
    guard bytes.count <= Self.limit else { throw .textTooLong }
    let rows = Self.library.withLock { _ in Self.encode(bytes) }
    guard let rows else { throw .libraryFailure }
    self.rows = rows
    width = rows.count
  }

  private static func encode(_ bytes: [UInt8]) -> [[Bool]]? {
    // qrencode.h on QRcode_encodeData: "Encode byte stream (may include '\0') in 8-bit mode"; version 0 lets it
    // choose the smallest; it returns NULL on an error, and QRcode_free ends what it returns.
    guard let symbol = unsafe QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
      return nil
    }
    defer { unsafe QRcode_free(symbol) }
    let width = unsafe Int(symbol.pointee.width)
    // "Symbol data is represented as an array contains width*width uchars. … If the less significant bit of the
    // uchar is 1, the corresponding module is black."
    let modules = unsafe UnsafeBufferPointer(start: symbol.pointee.data, count: width * width)
    return (0..<width).map { row in
      (0..<width).map { column in unsafe modules[row * width + column] & 1 == 1 }
    }
  }
}

/// Why a text has no QR code.
public enum QRError: String, Error, Hashable, Sendable, CaseIterable {
  /// There is nothing to say.
  case emptyText = "empty_text"
  /// The text has more bytes than ``QRSymbol/limit``.
  case textTooLong = "text_too_long"
  /// The library failed, as when there is no memory.
  case libraryFailure = "library_failure"
}
