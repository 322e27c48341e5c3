import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import StrictJSON

extension Problem {
  /// The problem as a document (RFC 9457), Traditional Chinese first, English beside it.
  func response() -> Response {
    var headers: HTTPFields = [:]
    if let seconds = code.retryAfter { headers[.retryAfter] = String(seconds) }
    // Only a terminal has a token to send; to a partner whose signature fails it would mean nothing.
    if [.terminalTokenMissing, .terminalTokenUnknown].contains(code) { headers[.wwwAuthenticate] = "Bearer" }
    return .json(.init(code: code.status), type: "application/problem+json", headers: headers) {
      $0.member("type", code.type)
      $0.member("title", code.title.zh)
      $0.member("title_en", code.title.en)
      $0.member("status", code.status)
      $0.member("code", code.rawValue)
      if let detail {
        $0.member("detail", detail.zh)
        $0.member("detail_en", detail.en)
      }
      if let pointer { $0.member("pointer", pointer) }
      $0.member("retry", code.retry.rawValue)
      if let seconds = code.retryAfter { $0.member("retry_after", seconds) }
    }
  }
}
