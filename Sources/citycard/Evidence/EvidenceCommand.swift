import ArgumentParser
import Benefits
import CityNode
import Federation
import Foundation
import StrictJSON
import Wire

/// `citycard evidence`: what a home city vouched for, to show and to verify.
struct EvidenceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "查驗證據：匯出與驗證 / Evidence of a check: export and verify.",
    subcommands: [EvidenceExport.self, EvidenceVerify.self])
}

struct EvidenceExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "匯出一筆查驗或核銷的證據 / Export the evidence of a check or redemption.",
    discussion: """
      證據只透露這一筆：發卡城市簽署的回覆加上這一筆的揭露，不含卡號。
      Evidence reveals one visit only: the home city's signed response and this answer's disclosure. It holds \
      no card number.
      """)

  @OptionGroup var store: StoreOptions
  @Argument(help: "查驗或核銷的識別碼 / The id of the check or redemption.")
  var id: String
  @Option(help: "輸出檔；不給則印出 / The file to write; standard output without it.", completion: .file())
  var out: String?

  func run() async throws {
    guard let id = UUIDv7(id) else {
      InputFile.note("✕ 識別碼須為 UUIDv7（小寫） / The id must be a UUIDv7 in lower case.")
      throw ExitCode(1)
    }
    try await store.withStore { store, _ in
      let file: EvidenceFile
      do {
        file = try await EvidenceService(store: store).export(id)
      } catch let fault as EvidenceService.Fault {
        InputFile.note("✕ \(fault.message.zh) / \(fault.message.en) [\(fault.rawValue)]")
        throw ExitCode(1)
      }
      guard let out else {
        print(String(decoding: file.encoded, as: UTF8.self), terminator: "")
        return
      }
      do {
        try Data(file.encoded).write(to: URL(fileURLWithPath: out), options: .withoutOverwriting)
      } catch {
        InputFile.note("✕ 無法寫入（檔案已存在？） / Can't write (is the file there already?): \(out)")
        throw ExitCode(1)
      }
      InputFile.note("✓ 已匯出 / exported: \(out)")
    }
  }
}

struct EvidenceVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "離線驗證證據 / Verify evidence offline.",
    discussion: """
      只需要證據檔與發卡城市公布的金鑰：其 /.well-known/openid-federation 的內容，或 JWK Set。給了 --agreement \
      就以協議為該城市釘選的聯邦金鑰驗證其聲明。
      Needs nothing but the file and the issuing city's published keys: what it serves at \
      /.well-known/openid-federation, or a JWK set. With --agreement it must be a \
      statement, checked with the federation keys that the agreement pins for that city.
      """)

  @Argument(help: "證據檔 / The evidence file.", completion: .file())
  var file: String
  @Option(help: "發卡城市公布的金鑰 / The issuing city's published keys.", completion: .file())
  var keys: String
  @Option(help: "協議檔 / The agreement.", completion: .file())
  var agreement: String?

  func run() throws {
    do {
      let evidence = try Self.read(file)
      let pinning = try agreement.map { try Self.agreement($0) }
      let bytes = try InputFile.read(keys, limit: EvidenceFile.limit)
      let published = try EvidenceVerifier.publishedKeys(bytes, agreement: pinning)
      Self.show(try EvidenceVerifier.verify(evidence, keys: published))
    } catch let fault as EvidenceFault {
      InputFile.note("✕ \(fault.message.zh) / \(fault.message.en) [\(fault.code)]")
      throw ExitCode(1)
    }
  }

  private static func read(_ path: String) throws -> EvidenceFile {
    let bytes = try InputFile.read(path, limit: EvidenceFile.limit)
    do {
      return try EvidenceFile(parsing: bytes)
    } catch {
      throw EvidenceFault.malformed("\(error)")
    }
  }

  private static func agreement(_ path: String) throws -> Agreement {
    let bytes = try InputFile.read(path, limit: AgreementFile.byteLimit)
    do {
      return try AgreementFile.read(bytes)
    } catch {
      InputFile.note("✕ \(path): \(error)")
      throw ExitCode(1)
    }
  }

  private static func show(_ report: EvidenceReport) {
    let calendar = CivilCalendar.taipei
    print("✓ 證據成立 / The evidence holds")
    print("  誰證明 / vouched by    \(report.issuer)")
    if !report.ownerKnown {
      print("                         自稱；金鑰集未載明屬於誰 / by its own word: the key set does not say whose it is")
    }
    print("  向誰 / vouched to      \(report.audience)")
    print("  何時 / when            \(calendar.format(report.issued))（發卡城市自己的時鐘 / by its own clock）")
    print("  時間見證 / witness     時間未經見證 / time not witnessed")
    print("  金鑰 / key             \(Printable.text(report.kid))")
    print("  查驗 / check           \(report.check)")
    switch report.answer {
    case .known(let card):
      let granted = card.grants.map(\.description).joined(separator: ", ")
      let unknown = card.unknown.map(\.description).joined(separator: ", ")
      print("  卡片 / card            \(card.state.rawValue)")
      print("  持卡人代稱 / subject   \(Printable.text(card.subject))")
      print("  具備身分 / grants      \(granted.isEmpty ? "—" : granted)")
      if !unknown.isEmpty { print("  無從確認 / unknown     \(unknown)") }
      print("  有效至 / holds until   \(calendar.format(card.until))")
      print("  卡片狀態確認於 / as of \(calendar.format(card.statusAsOf))")
    case .unrecognised: print("  卡片 / card            查無此卡 / unrecognised")
    case .fault(let fault): print("  未回答 / not answered  \(fault.rawValue)")
    }
  }
}
