public import Federation
import Signing

/// A venue's document as it travels between cities: the exact bytes of its partner file.
public enum RegistryDocument {
  /// What is hashed before the bytes, so that no hash of anything else can be taken for a document's.
  public static let domain = "citycard-registry-document-v1"

  /// The hash of a document: SHA-256 over ``domain``, a NUL and the exact bytes.
  public static func hash(_ bytes: [UInt8]) -> DocumentHash {
    DocumentHash(digest: sha256(Array("\(domain)\0".utf8) + bytes))
  }
}

extension DocumentHash {
  /// As messages and addresses write it: base64url.
  public var text: String { Base64URL.text(bytes) }

  /// Reads the form of ``text``.
  public init?(text: some StringProtocol) {
    guard text.utf8.count == 43, let bytes = Base64URL.decode(String(text)) else { return nil }
    self.init(bytes)
  }
}
