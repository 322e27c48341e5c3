import ArgumentParser
import Benefits
import Federation
import Foundation
import Signing
import Wire

/// `citycard agreement show`: what an agreement's file says, to be compared with the other city by telephone.
struct AgreementShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "顯示協議：雙方、金鑰、根憑證指紋與到期日 / Show an agreement: parties, keys, roots with fingerprint and expiry.")

  @Argument(help: ArgumentHelp("協議檔 / The agreement's file.", valueName: "file"), completion: .file())
  var file: String

  func run() throws {
    let bytes = try InputFile.read(file, limit: AgreementFile.byteLimit)
    let agreement: Agreement
    do { agreement = try AgreementFile.read(bytes) } catch {
      InputFile.note("✕ \(file)\(error)")
      throw ExitCode(1)
    }
    let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
    try told { for line in try Self.lines(agreement, now: now) { print(line) } }
  }

  private static func lines(_ agreement: Agreement, now: Instant) throws(SigningError) -> [String] {
    var lines = ["協議 Agreement      \(agreement.id)"]
    lines.append("預設出資 Funding    \(agreement.funding.rawValue)")
    lines.append("可詢問事項 Scope    \(agreement.scope.sorted().map(\.description).joined(separator: ", "))")
    for party in agreement.parties {
      lines += ["", "\(party.name.zh) \(party.name.en)（\(party.city)）", "  實體代號 Entity id  \(party.entity)"]
      lines.append("  聯邦金鑰 Federation key (kid)")
      for (name, key) in party.federationKeys.labelled { lines.append("    \(name) \(key.kid)") }
      lines.append("  TLS 根憑證 TLS root (SHA-256)")
      for (name, pem) in party.tlsRoots.labelled {
        let root = try Certificate(pem: pem)
        lines.append("    \(name) \(root.fingerprint.map(digits).joined(separator: ":"))")
        lines.append("                 \(expiry(Instant(seconds: try root.validity.notAfter), now))")
      }
    }
    return lines
  }

  private static func expiry(_ end: Instant, _ now: Instant) -> String {
    let date = CivilCalendar.taipei.date(end)
    let left = (end - now).microseconds / 86_400_000_000
    if end < now { return "✕ 已於 \(date) 到期 / expired on \(date)" }
    if left < 60 { return "! \(date) 到期，剩 \(left) 日，請換 next / expires \(date), \(left) days left: roll over" }
    return "\(date) 到期 / expires \(date)"
  }

  /// A byte as `openssl x509 -fingerprint` shows it.
  private static func digits(_ byte: UInt8) -> String {
    (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}

extension CurrentAndNext {
  /// Both that there are, each with a label of one width.
  fileprivate var labelled: [(String, Pin)] {
    [("現用 current", current)] + (next.map { [("下一 next   ", $0)] } ?? [])
  }
}
