import ArgumentParser
import Benefits
import StrictJSON
import Wire

/// `citycard inspect jws`: checks one signed token as an integrator would.
struct InspectJWS: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "jws",
    abstract: "檢查 JWS 或 SD-JWT 的簽章與規則 / Check a JWS or SD-JWT: its signature and every stated rule.",
    discussion: """
      印出標頭與內容（JSON）；簽章與所有指定的規則皆成立時才以 0 結束。
      Prints header and claims as JSON and exits 0 only if the signature and every stated rule hold. \
      Disclosures of an SD-JWT, and its key binding if it has one, are always checked. Without --typ, --aud \
      and --at only signature and header rules are. A key without kid is named by its RFC 7638 thumbprint; a \
      token without kid is checked only if the key set holds exactly one key (a node never accepts one).
      """)

  @Option(help: ArgumentHelp("簽發者的金鑰集 / The issuer's JWK set.", valueName: "file"))
  var jwks: String

  @Option(help: ArgumentHelp("預期的 typ / The exact typ expected.", valueName: "typ"))
  var typ: String?

  @Option(help: ArgumentHelp("預期的收受者 / The exact aud expected.", valueName: "entity-id"))
  var aud: String?

  @Option(
    help: ArgumentHelp(
      "iat 與 exp 須成立的時刻 / When iat and exp must hold: RFC 3339 or seconds since 1970.", valueName: "time"))
  var at: InstantArgument?

  @Argument(
    help: ArgumentHelp(
      "權杖檔；省略或 - 則讀標準輸入 / The token; standard input without it or as -.", valueName: "token-file"))
  var tokenFile: String?

  func run() throws {
    let limit = JWSRules.inspection(typ: nil).maximumBytes
    let keyFile = try InputFile.read(jwks, limit: limit)
    let token = InputFile.droppingLineEnd(of: try InputFile.read(tokenFile, limit: limit))
    do throws(JOSEError) {
      let keys = try JSONWebKeySet(parsing: keyFile, rules: JWSRules.inspection(typ: nil).json)
      let rules = ClaimRules(now: at?.instant, audience: aud)
      let inspection = try TokenInspection(token, keys: keys, typ: typ, rules: rules)
      print(Printable.json(inspection.report.encoded(pretty: true)))
      InputFile.note(Self.summary(of: inspection))
    } catch {
      InputFile.note("✕ \(error.rule.text.zh)\n  the rule that broke: \(error)")
      throw ExitCode.failure
    }
  }

  private static func summary(of inspection: TokenInspection) -> String {
    var zh = "✓ 簽章與指定的規則皆成立，金鑰 \(inspection.kid)"
    var en = "  signature and stated rules hold, key \(inspection.kid)"
    if let disclosed = inspection.disclosed {
      zh += "，揭露 \(disclosed.count) 項，未揭露 \(disclosed.hiddenCount) 項"
      en += ", \(disclosed.count) disclosed, \(disclosed.hiddenCount) hidden"
    }
    return "\(zh)\n\(en)"
  }
}
