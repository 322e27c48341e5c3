import Benefits
import Federation
import Settlement
import StrictJSON

extension ClaimsEnvelope {
  /// Writes `iss`, `aud`, `iat`, `exp` and `jti`.
  func write(into members: inout JSONWriter.Members) {
    members.member("iss", issuer.text)
    members.member("aud", audience.text)
    members.member("iat", issued.seconds)
    members.member("exp", expires.seconds)
    members.member("jti", id.description)
  }

  /// Reads them.
  init(_ fields: JSONFields) throws(JSONFieldError) {
    self.init(
      issuer: try fields.entity("iss"), audience: try fields.entity("aud"), id: try fields.id("jti"),
      issued: try fields.instant("iat"), expires: try fields.instant("exp"))
  }
}
