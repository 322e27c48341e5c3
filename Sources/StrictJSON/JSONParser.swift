import CJansson

/// The strict reader of JSON (RFC 8259): every untrusted body passes through it.
///
/// It refuses what others let pass and read in two ways: names that come twice, NUL, a byte order mark,
/// bytes that are not UTF-8, halves of surrogate pairs, anything after the document, and numbers that would
/// be rounded. Names are compared byte by byte, without Unicode normalisation. `-0` is the integer 0. A real
/// too small for a double is 0, as IEEE 754 rounds it.
public enum JSONParser {
  /// Reads `bytes` as one document under `rules`.
  ///
  /// - Returns: The document; members keep their order.
  /// - Throws: The first rule that broke. Limits, NUL and reals are looked at first, in the order of the
  ///   bytes, then grammar, UTF-8, doubled names and ranges.
  public static func parse(_ bytes: [UInt8], rules: JSONRules) throws(JSONError) -> JSONValue {
    try PreScan.check(bytes, rules)
    return try JanssonTree(parsing: bytes).value()
  }
}

/// A tree that jansson allocated. It has exactly one owner, which frees it; nothing of it leaves this file,
/// which makes it safe to use.
@safe private struct JanssonTree: ~Copyable {
  private let root: UnsafeMutablePointer<json_t>

  deinit { unsafe json_decref(root) }

  /// jansson seeds its hash function against crafted names. "If you're using threads, it's recommended to
  /// autoseed the hashtable explicitly before spawning any threads by calling `json_object_seed(0)`" (jansson
  /// 2.14, Thread safety). A lazy static is initialised once, and every other thread waits for it, which
  /// comes to the same.
  private static let seeded: Void = json_object_seed(0)

  init(parsing bytes: [UInt8]) throws(JSONError) {
    _ = Self.seeded
    // JSON_DECODE_ANY: what may stand at the top was decided before. Not set: JSON_ALLOW_NUL ("Allow \u0000
    // escape inside string values"), JSON_DISABLE_EOF_CHECK ("allows extra data after the JSON text") and
    // JSON_DECODE_INT_AS_REAL ("will silently result in a loss of precision").
    let flags = Int(JSON_REJECT_DUPLICATES | JSON_DECODE_ANY)
    var failure = json_error_t()
    // "Jansson as a library is thread safe and has no mutable global state. The only exceptions are the hash
    // function seed and memory allocation functions" (ibid.); json_loadb reads `count` bytes and keeps no
    // pointer to them. It reads reals with the process's locale, which this program never sets.
    let tree = unsafe bytes.withUnsafeBytes { buffer in
      unsafe json_loadb(buffer.baseAddress, buffer.count, flags, &failure)
    }
    guard let tree = unsafe tree else { throw JSONError(failure, bytes) }
    unsafe root = tree
  }

  func value() -> JSONValue { unsafe Self.value(root) }

  /// Copies a node and all below it. Recursion is as deep as ``JSONRules/maximumDepth``.
  private static func value(_ node: UnsafeMutablePointer<json_t>) -> JSONValue {
    switch unsafe node.pointee.type {
    case JSON_OBJECT: return .object(unsafe object(node))
    case JSON_ARRAY:
      let count = unsafe json_array_size(node)
      var elements: [JSONValue] = []
      elements.reserveCapacity(count)
      for index in 0..<count {
        // "Returns the element in array at position index. The valid range for index is from 0 to the return
        // value of json_array_size() minus 1." The reference is borrowed: the array stays the owner.
        if let element = unsafe json_array_get(node, index) { elements.append(unsafe value(element)) }
      }
      return .array(elements)
    case JSON_STRING: return .string(unsafe text(json_string_value(node), json_string_length(node)))
    case JSON_INTEGER: return .integer(unsafe json_integer_value(node))
    case JSON_REAL: return .real(unsafe json_real_value(node))
    case JSON_TRUE: return .bool(true)
    case JSON_FALSE: return .bool(false)
    default: return .null
    }
  }

  private static func object(_ node: UnsafeMutablePointer<json_t>) -> JSONObject {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(unsafe json_object_size(node))
    // "The items are returned in the order they were inserted to the object." Keys and values are borrowed.
    var iterator = unsafe json_object_iter(node)
    while let here = unsafe iterator {
      if let child = unsafe json_object_iter_value(here) {
        let name = unsafe text(json_object_iter_key(here), json_object_iter_key_len(here))
        members.append(JSONObject.Member(name: name, value: unsafe value(child)))
      }
      unsafe iterator = json_object_iter_next(node, here)
    }
    return JSONObject(members: members)
  }

  /// "The returned value is read-only and must not be modified or freed by the user. It is valid as long as
  /// string exists" (json_string_value): the bytes are copied here, with their length.
  private static func text(_ start: UnsafePointer<CChar>?, _ count: Int) -> String {
    unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }
}
