import Benefits
public import NIOSSL

extension CertificateFiles {
  /// Reads the chain and the key for a TLS configuration; throws ``ConfigurationError`` with the file at fault.
  public func read() throws(ConfigurationError) -> (
    chain: [NIOSSLCertificateSource], key: NIOSSLPrivateKeySource
  ) {
    let certificates: [NIOSSLCertificate]
    do {
      certificates = try NIOSSLCertificate.fromPEMFile(chain)
    } catch {
      throw ConfigurationError(
        chain,
        BilingualText(zh: "TLS 憑證無法讀取，或不是 PEM。", en: "The TLS certificate can't be read, or is no PEM."))
    }
    let pem = try KeyFile(key).text
    do {
      return (
        certificates.map { .certificate($0) },
        .privateKey(try NIOSSLPrivateKey(bytes: Array(pem.utf8), format: .pem))
      )
    } catch {
      throw ConfigurationError(
        key, BilingualText(zh: "TLS 私鑰無法讀取，或不是 PEM。", en: "The TLS key can't be read, or is no PEM."))
    }
  }
}
