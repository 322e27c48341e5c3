import Signing
import StrictJSON
import TestSupport
import Testing
import Wire

struct JSONWebKeyTests {
  private let x = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"
  private let y = "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"

  private func read(_ text: String) throws(JOSEError) -> JSONWebKey {
    guard let value = try? json(text) else { throw JOSEError(.jwkMalformed, "test") }
    return try JSONWebKey(value)
  }

  private func broken(_ text: String) -> JOSERule? {
    do { _ = try read(text) } catch { return error.rule }
    return nil
  }

  /// The key of RFC 7517 appendix A.1. RFC 7638 itself has an RSA example only; this thumbprint was computed
  /// with Python's hashlib from the text that its section 3 prescribes.
  @Test func `the key of RFC 7517 has its thumbprint`() throws {
    let key = try read(#"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","use":"sig","unknown":[1]}"#)
    #expect(key.kid == "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s")
    #expect(JSONWebKey.thumbprint(of: key.key) == key.kid)
    #expect(Base64URL.text(key.key.x) == x && Base64URL.text(key.key.y) == y)
  }

  @Test func `a key set survives its JSON`() throws {
    let keys = try (0..<32).map { _ in JSONWebKey(try PrivateKey.generate().publicKey) }
    let set = try JSONWebKeySet(keys)
    #expect(try JSONWebKeySet(parsing: set.encoded) == set)
    #expect(set[keys[7].kid] == keys[7])
    #expect(set["another"] == nil)
  }

  @Test func `a key that is not a public signing key on P-256 is refused by its rule`() {
    let good = #""kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)""#
    #expect(broken("{\(good)}") == nil)
    #expect(broken(#"{\#(good),"alg":"ES256","use":"sig","key_ops":["verify"],"kid":"a"}"#) == nil)
    #expect(broken(#"{\#(good),"d":"AA"}"#) == .jwkPrivate)
    #expect(broken(#"{\#(good),"d":null}"#) == .jwkPrivate)
    #expect(broken(#"{\#(good),"alg":"ES512"}"#) == .jwkUnsupported)
    #expect(broken(#"{\#(good),"use":"enc"}"#) == .jwkUnsupported)
    #expect(broken(#"{\#(good),"key_ops":["sign"]}"#) == .jwkUnsupported)
    #expect(broken(#"{\#(good),"kid":7}"#) == .jwkMalformed)
    #expect(broken(#"{\#(good),"kid":""}"#) == .jwkMalformed)
    #expect(broken(#"{\#(good),"kid":"\#(String(repeating: "k", count: 257))"}"#) == .jwkMalformed)
    #expect(broken(#"{"kty":"EC","crv":"P-256","x":"\#(x)"}"#) == .jwkMalformed)
    #expect(broken(#"{"kty":"EC","crv":"P-256","x":"\#(x)=","y":"\#(y)"}"#) == .jwkMalformed)
    #expect(broken(#"{"kty":"EC","crv":"P-256","x":"AAAA","y":"\#(y)"}"#) == .jwkMalformed)
    #expect(broken(#"{"kty":"EC","crv":"P-256","x":"\#(y)","y":"\#(x)"}"#) == .jwkNotOnCurve)
    #expect(broken(#"{"kty":"RSA","n":"AQ","e":"AQAB"}"#) == .jwkUnsupported)
    #expect(broken(#"{"crv":"P-256"}"#) == .jwkMalformed)
    #expect(broken("[]") == .jwkMalformed)
  }

  @Test func `a key set ignores keys of other kinds and refuses broken, private and doubled ones`() throws {
    let good = #"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)"}"#
    let rsa = #"{"kty":"RSA","n":"AQ","e":"AQAB"}"#
    let other = #"{"kty":"EC","crv":"P-521","x":"AA","y":"AA"}"#
    func broken(_ keys: String) -> JOSERule? {
      do { _ = try JSONWebKeySet(parsing: Array(keys.utf8)) } catch { return error.rule }
      return nil
    }
    #expect(try JSONWebKeySet(parsing: Array(#"{"keys":[\#(rsa),\#(good),\#(other)]}"#.utf8)).keys.count == 1)
    #expect(broken(#"{"keys":[\#(rsa),\#(other)]}"#) == .jwksEmpty)
    #expect(broken(#"{"keys":[\#(good),\#(good)]}"#) == .kidDuplicate)
    #expect(broken(#"{"keys":[\#(good),{"kty":"RSA","d":"AQ"}]}"#) == .jwkPrivate)
    #expect(broken(#"{"keys":[\#(good),{"kty":"EC","crv":"P-256","x":"","y":""}]}"#) == .jwkMalformed)
    #expect(broken(#"{"keys":[]}"#) == .jwksMalformed)
    #expect(broken(#"{"keys":{}}"#) == .jwksMalformed)
    #expect(broken(#"{"keys":[\#(good)],"keys":[\#(good)]}"#) == .jwksMalformed)
    #expect(broken("{") == .jwksMalformed)
    let many = Array(repeating: rsa, count: 32).joined(separator: ",")
    #expect(broken(#"{"keys":[\#(many),\#(good)]}"#) == .jwksMalformed)
  }

  @Test(.enabled(if: Vectors.present, "public vectors not found"))
  func `of the cookbook's keys none is on P-256, and private ones are refused as such`() throws {
    let expected: [String: JOSERule] = [
      "3_1.ec_public_key.json": .jwkUnsupported, "3_2.ec_private_key.json": .jwkPrivate,
      "3_3.rsa_public_key.json": .jwkUnsupported, "3_4.rsa_private_key.json": .jwkPrivate,
      "3_5.symmetric_key_mac_computation.json": .jwkUnsupported,
      "3_6.symmetric_key_encryption.json": .jwkUnsupported,
    ]
    #expect(Set(try Vectors.names(in: "jose-cookbook/jwk")) == Set(expected.keys))
    for (name, rule) in expected {
      let value = try JSONParser.parse(try Vectors.bytes("jose-cookbook/jwk/\(name)"), rules: .general)
      let error = #expect(throws: JOSEError.self, "\(name)") { try JSONWebKey(value) }
      #expect(error?.rule == rule, "\(name)")
    }
  }
}
