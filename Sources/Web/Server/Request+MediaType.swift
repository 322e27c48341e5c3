import HTTPTypes
import Hummingbird

extension Request {
  /// The body's media type in lower case, without parameters (RFC 9110 §8.3.1); empty if none is given.
  var mediaType: String {
    let type = (headers[.contentType] ?? "").prefix { $0 != ";" }
    return type.filter { $0 != " " && $0 != "\t" }.lowercased()
  }
}
