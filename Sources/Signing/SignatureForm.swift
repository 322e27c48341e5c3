import COpenSSL

/// The two forms of an ECDSA signature on P-256: JOSE's 64 bytes r ‖ s (IEEE P1363, RFC 7518 §3.4) and
/// libcrypto's DER.
enum SignatureForm {
  /// libcrypto's form of `signature`. Does not check the range of r and s; verification does.
  static func der(fromP1363 signature: [UInt8]) throws(SigningError) -> [UInt8] {
    guard signature.count == 64 else { throw SigningError(.libraryFailure) }
    let pair = try unsafe Owned(ECDSA_SIG_new(), release: { unsafe ECDSA_SIG_free($0) })
    return try pair.lend { pair throws(SigningError) in
      unsafe signature.withUnsafeBufferPointer { bytes in
        let r = unsafe BN_bin2bn(bytes.baseAddress, 32, nil)
        let s = unsafe BN_bin2bn(bytes.baseAddress.map { unsafe $0 + 32 }, 32, nil)
        // ECDSA_SIG_set0(3): "Calling this function transfers the memory management of the values to the
        // ECDSA_SIG object"; it fails, and takes nothing, if one of them is null.
        if unsafe ECDSA_SIG_set0(pair, r, s) != 1 {
          unsafe BN_free(r)
          unsafe BN_free(s)
        }
      }
      return try unsafe encoded { unsafe i2d_ECDSA_SIG(pair, $0) }
    }
  }

  /// JOSE's form of a signature that libcrypto made.
  static func p1363(fromDER der: [UInt8]) throws(SigningError) -> [UInt8] {
    let pair = try unsafe decoded(der, release: { unsafe ECDSA_SIG_free($0) }, else: .libraryFailure) {
      unsafe d2i_ECDSA_SIG(nil, $0, $1)
    }
    return try pair.lend { pair throws(SigningError) in
      // ECDSA_SIG_get0_r(3): the values belong to the pair and live as long.
      try unsafe bytes32(of: ECDSA_SIG_get0_r(pair)) + bytes32(of: ECDSA_SIG_get0_s(pair))
    }
  }
}
