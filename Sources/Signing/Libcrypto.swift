import COpenSSL

/// libcrypto's error queue. ERR_get_error(3): "returns the earliest error code from the thread's error queue
/// and removes the entry". The queue is the thread's, so nothing here is `async`: between clearing the queue,
/// the call and draining it there is no point at which a task could move to another thread.
enum ErrorQueue {
  static func clear() { ERR_clear_error() }

  /// Empties the queue into texts, oldest first.
  static func drain() -> [String] {
    var texts: [String] = []
    while true {
      let code = ERR_get_error()
      if code == 0 { return texts }
      var buffer = [CChar](repeating: 0, count: 256)
      // ERR_error_string_n(3) writes at most that many characters, the terminating 0 included.
      unsafe buffer.withUnsafeMutableBufferPointer { text in
        unsafe ERR_error_string_n(code, text.baseAddress, text.count)
      }
      let end = buffer.firstIndex(of: 0) ?? buffer.endIndex
      texts.append(String(decoding: buffer[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
  }
}

/// An error with `code` and whatever libcrypto left in the queue.
func failure(_ code: SigningError.Code) -> SigningError {
  SigningError(code, libraryErrors: ErrorQueue.drain())
}

/// Throws `code` unless a libcrypto function returned 1, its only value for success.
func require(_ result: Int32, else code: SigningError.Code = .libraryFailure) throws(SigningError) {
  guard result == 1 else { throw failure(code) }
}

/// The one owner of an object of libcrypto; frees it at the end of its life.
///
/// `@safe`: the pointer is private, never null, freed exactly once (the type cannot be copied), and lent only
/// for the length of a call.
@safe struct Owned: ~Copyable {
  private let pointer: OpaquePointer
  private let release: (OpaquePointer?) -> Void

  /// Takes over `pointer`, which the function that made it returned; null means that it failed.
  init(
    _ pointer: OpaquePointer?, release: @escaping (OpaquePointer?) -> Void,
    else code: SigningError.Code = .libraryFailure
  ) throws(SigningError) {
    guard let pointer = unsafe pointer else { throw failure(code) }
    unsafe self.pointer = unsafe pointer
    unsafe self.release = unsafe release
  }

  deinit { unsafe release(pointer) }

  /// Lends the object to `body`, which must not keep it. `@safe`: what `body` does with the pointer is marked
  /// in `body`.
  @safe borrowing func lend<R: ~Copyable, E: Error>(_ body: (OpaquePointer) throws(E) -> R) throws(E) -> R {
    // The object must outlive the call, not merely the reading of the pointer.
    defer { withExtendedLifetime(self) {} }
    return try unsafe body(pointer)
  }
}

/// Encodes with a function of the `i2d` family: asks for the length, then for the bytes. i2d_X509(3): "If
/// ppout is not NULL, it writes the DER encoded data to the buffer at *ppout, and increments it to point
/// after the data just written"; it "returns the length of the encoded data".
func encoded(
  _ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
) throws(SigningError) -> [UInt8] {
  let count = encode(nil)
  guard count > 0 else { throw failure(.libraryFailure) }
  var written: Int32 = 0
  let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
    var cursor = buffer.baseAddress
    written = unsafe encode(&cursor)
    initialized = max(0, Int(written))
  }
  guard written == count else { throw failure(.libraryFailure) }
  return bytes
}

/// Decodes one DER value with a function of the `d2i` family and demands that it ends where `der` ends.
/// d2i_X509(3): on success "*ppin is incremented to the byte following the parsed data".
func decoded(
  _ der: [UInt8], release: @escaping (OpaquePointer?) -> Void, else code: SigningError.Code,
  _ decode: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?
) throws(SigningError) -> Owned {
  var consumed = 0
  let object = unsafe der.withUnsafeBufferPointer { buffer in
    var cursor = buffer.baseAddress
    let object = unsafe decode(&cursor, buffer.count)
    if let start = buffer.baseAddress, let end = unsafe cursor { consumed = unsafe end - start }
    return unsafe object
  }
  let owned = try unsafe Owned(object, release: release, else: code)
  guard consumed == der.count else { throw failure(.trailingBytes) }
  return owned
}
