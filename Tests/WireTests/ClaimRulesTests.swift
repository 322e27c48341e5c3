import Benefits
import StrictJSON
import Testing
import Wire

struct ClaimRulesTests {
  private func broken(_ claims: String, at seconds: Int64 = 1000, aud: String? = nil, span: Int64? = 60)
    throws
    -> JOSERule?
  {
    guard case .object(let members) = try json(claims) else { return .payloadNotJSON }
    let rules = ClaimRules(
      now: Instant(seconds: seconds), maximumLifetime: span.map { TimeSpan.seconds($0) }, audience: aud)
    do { try rules.check(members) } catch { return error.rule }
    return nil
  }

  @Test func `times hold with sixty seconds of skew and not one more`() throws {
    let claims = #"{"iat":1000,"exp":1060}"#
    for (now, rule) in [
      (939, JOSERule.issuedInFuture), (940, nil), (1000, nil), (1119, nil), (1120, .expired),
      (9999, .expired),
    ] as [(Int64, JOSERule?)] { #expect(try broken(claims, at: now) == rule, "\(now)") }
  }

  @Test func `a message lives as long as its kind may`() throws {
    #expect(try broken(#"{"iat":1000,"exp":1060}"#) == nil)
    #expect(try broken(#"{"iat":1000,"exp":1061}"#) == .lifetime)
    #expect(try broken(#"{"iat":1000,"exp":1061}"#, span: nil) == nil)
    #expect(try broken(#"{"iat":1001,"exp":1000}"#, span: nil) == .lifetime)
    #expect(try broken(#"{"iat":1000,"exp":1060,"nbf":1060}"#) == nil)
    #expect(try broken(#"{"iat":1000,"exp":1060,"nbf":1061}"#) == .notYetValid)
  }

  @Test(arguments: [
    "{}", #"{"iat":1000}"#, #"{"exp":1060}"#, #"{"iat":"1000","exp":1060}"#, #"{"iat":1000.0,"exp":1060}"#,
    #"{"iat":1000,"exp":null}"#, #"{"iat":-1,"exp":1060}"#, #"{"iat":1000,"exp":253402300800}"#,
    #"{"iat":1000,"exp":9223372036854775807}"#, #"{"iat":1000,"exp":1060,"nbf":"now"}"#,
  ])
  func `times are whole seconds and present`(claims: String) throws {
    #expect(try broken(claims) == .claim)
  }

  @Test func `the audience is one exact string`() throws {
    func broken(_ aud: String) throws -> JOSERule? {
      try self.broken(#"{"iat":1000,"exp":1060\#(aud)}"#, aud: "https://card.taipei.example")
    }
    #expect(try broken(#","aud":"https://card.taipei.example""#) == nil)
    for aud in [
      "", #","aud":null"#, #","aud":"https://card.taipei.example/""#,
      #","aud":["https://card.taipei.example"]"#,
      #","aud":"HTTPS://card.taipei.example""#, #","aud":"""#,
    ] { #expect(try broken(aud) == .audience, "\(aud)") }
  }
}
