import ArgumentParser
import Signing
import StrictJSON
import Wire

/// `citycard keys show`: the public half of a key file.
struct KeysShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "顯示金鑰檔的公開部分：kid 與 JWK / Show the public half of a key file: its kid and JWK.",
    discussion: """
      接受 PKCS#8 私鑰或 SubjectPublicKeyInfo 公鑰（PEM，P-256）。私鑰部分不會輸出。
      Takes a private key (PKCS#8) or a public one (SubjectPublicKeyInfo) in PEM, on P-256. Nothing of the \
      private half is printed.
      """)

  @Argument(help: ArgumentHelp("金鑰檔 / The key file.", valueName: "file"), completion: .file())
  var file: String

  func run() throws {
    let text = String(decoding: try InputFile.read(file, limit: 64 * 1024), as: UTF8.self)
    let key: PublicKey
    do { key = try Self.publicKey(text) } catch {
      InputFile.note(
        "✕ \(file)：不是 PEM 格式的 P-256 金鑰（PKCS#8 私鑰或公鑰）/ not a P-256 key in PEM (PKCS#8 or public)"
          + " [\(error.code.rawValue)]")
      throw ExitCode(1)
    }
    var json = JSONWriter()
    json.object { JSONWebKey(key).write(into: &$0) }
    print("kid: \(JSONWebKey.thumbprint(of: key))")
    print(String(decoding: json.bytes, as: UTF8.self))
  }

  private static func publicKey(_ text: String) throws(SigningError) -> PublicKey {
    do { return try PublicKey(pem: text) } catch  where error.code == .wrongPEMLabel {
      return try PrivateKey(pem: text).publicKey
    }
  }
}
