import HTTPTypes
import Hummingbird

extension Request {
  /// Whether the caller says that it has what bears this entity tag, by a list of tags or `*`; weak ones count
  /// (RFC 9110 §13.1.2).
  func knows(_ tag: String) -> Bool {
    (headers[.ifNoneMatch] ?? "").split(separator: ",").contains { part in
      let stated = part.filter { $0 != " " && $0 != "\t" }
      return stated == "*" || stated == tag || stated == "W/\(tag)"
    }
  }
}
