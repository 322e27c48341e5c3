import Wire

extension VectorForge {
  private func set(_ signer: MessageSigner) -> String {
    String(decoding: (try? JSONWebKeySet([signer.publicKey]).encoded) ?? [], as: UTF8.self)
  }

  /// Entity statements that are accepted, and those whose signature does not hold.
  func statements() throws -> [VectorFile] {
    [
      try statement("valid", "the home city's statement, signed with the pinned federation key"),
      try statement("next-key", "the next protocol key is announced beside the one in use") {
        let both = String(
          decoding: (try? JSONWebKeySet([home.publicKey, stranger.publicKey]).encoded) ?? [], as: UTF8.self)
        $0[claim: "metadata"] = metadata(jwks: both)
      },
      try statement("unknown-members", "unknown claims and metadata are ignored") {
        $0[claim: "authority_hints"] = "[]"
        $0[claim: "metadata"] = metadata(jwks: set(home), versions: #"["1","9"]"#)
      },
      try statement("typ-jwt", "typ of another message", "typ_mismatch") { $0[header: "typ"] = #""JWT""# },
      try statement(
        "not-pinned", "signed with a federation key that the agreement does not pin", "kid_unknown",
        key: stranger
      ) {
        $0[header: "kid"] = Self.quoted(stranger.kid)
        $0[claim: "jwks"] = set(stranger)
      },
      try statement(
        "wrong-key", "signed with another key under the pinned kid", "signature_invalid",
        key: stranger),
    ]
  }

  /// Entity statements whose claims are refused.
  func refusedStatements() throws -> [VectorFile] {
    let malformed = { (name: String, text: String, edit: (inout TokenDraft) -> Void) throws in
      try statement(name, text, "claim_malformed", edit: edit)
    }
    return [
      try malformed("other-city", "iss and sub are another city") {
        $0[claim: "iss"] = Self.quoted(hostID)
        $0[claim: "sub"] = Self.quoted(hostID)
      },
      try malformed("sub-is-not-iss", "a statement about somebody else") {
        $0[claim: "sub"] = Self.quoted(hostID)
      },
      try malformed("jwks-without-signer", "jwks lacks the key that signed") {
        $0[claim: "jwks"] = set(stranger)
      },
      try malformed("no-common-version", "no protocol version in common") {
        $0[claim: "metadata"] = metadata(jwks: set(home), versions: #"["2"]"#)
      },
      try malformed("endpoint-http", "the endpoint is not https") {
        $0[claim: "metadata"] = metadata(jwks: set(home), endpoint: "http://card.taipei.example/v")
      },
      try malformed("metadata-missing", "no metadata of type citycard_node") {
        $0[claim: "metadata"] = "{}"
      },
      try malformed("exp-missing", "no exp") { $0[claim: "exp"] = nil },
      try statement("expired", "expired 61 s ago by the reader's clock", "expired") {
        $0[claim: "exp"] = "\(Self.now - 61)"
      },
      try statement("issued-in-future", "issued 61 s ahead of the reader's clock", "iat_in_future") {
        $0[claim: "iat"] = "\(Self.now + 61)"
      },
      try statement("exp-before-iat", "exp is before iat", "lifetime_too_long") {
        $0[claim: "exp"] = "\(Self.now - 1)"
        $0[claim: "iat"] = "\(Self.now)"
      },
      try statement("no-protocol-keys", "no protocol key", "jwks_malformed") {
        $0[claim: "metadata"] = metadata(jwks: #"{"keys":[]}"#)
      },
      try statement("private-key", "a key with a private member", "jwk_private") {
        $0[claim: "metadata"] = metadata(
          jwks: set(home).replacing(#""kty":"EC""#, with: #""d":"withheld","kty":"EC""#))
      },
      try statement("doubled-kid", "two protocol keys under one kid", "kid_duplicate") {
        let key = String(set(home).dropFirst(#"{"keys":["#.count).dropLast(2))
        $0[claim: "metadata"] = metadata(jwks: #"{"keys":[\#(key),\#(key)]}"#)
      },
    ]
  }
}
