import HTTPTypes

extension HTTPFields {
  /// The body's media type in lower case and without parameters (RFC 9110 §8.3.1); nil if none is given.
  ///
  /// Compared as a whole: `application/json5` is not `application/json`.
  var mediaType: String? {
    guard let type = self[.contentType]?.prefix(while: { $0 != ";" }) else { return nil }
    let trimmed = type.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
    return String(trimmed).lowercased()
  }
}
