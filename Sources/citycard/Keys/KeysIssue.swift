import ArgumentParser
import Benefits
import CityNode
import Foundation
import Wire

/// `citycard keys issue`: everything that the cities of an agreement need to try it out on one machine.
struct KeysIssue: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "issue",
    abstract: "為協議的各城市製作開發用金鑰與憑證 / Make development keys and certificates for an agreement's cities.",
    discussion: """
      每個城市一個資料夾（0700，檔案 0600），另有釘選好的協議 agreements/<代號>.json。已有的資料夾不動；\
      --force 重發，舊的改名保留。各檔說明見 certs/README.md。正式環境不用此指令：各城市自行產生金鑰。
      A folder for each city (0700, its files 0600) and the agreement with their pins, agreements/<id>.json. \
      A folder that is there stays as it is; --force makes new ones and keeps the old under another name. \
      certs/README.md says what each file is. Not for production: there each city makes its own keys.
      """)

  @Option(
    help: ArgumentHelp("放置的資料夾 / Where to put them.", valueName: "dir"), completion: .directory)
  var out: String

  @Option(help: ArgumentHelp("協議條款 / The agreement's terms.", valueName: "file"), completion: .file())
  var terms = "Federation/agreements/taipei-taitung.json"

  @Option(help: ArgumentHelp("憑證效期（日） / Days that the nodes' certificates hold.", valueName: "days"))
  var days = 365

  @Flag(help: "重發已有的金鑰；舊資料夾改名保留 / Make new keys where there are some; the old folder is renamed.")
  var force = false

  func validate() throws {
    guard (1...CityKeyFiles.dayLimit).contains(days) else {
      throw ValidationError(
        "--days 須為 1 至 \(CityKeyFiles.dayLimit) / --days must be from 1 to \(CityKeyFiles.dayLimit)")
    }
  }

  func run() throws {
    let now = Instant(seconds: Int64(Date().timeIntervalSince1970))
    let report = try told {
      let terms = try AgreementFile.readTerms(
        InputFile.read(terms, limit: AgreementFile.byteLimit), in: terms)
      return try DevelopmentKeys(
        terms: terms, folder: Self.trimmed(out), now: now, days: days, replacing: force
      ).issue()
    }
    for (_, path, outcome) in report.cities { print("\(path)/：\(Self.text(outcome))") }
    print("\(report.agreement.path)：\(Self.text(report.agreement.outcome))")
    print(
      """
      私鑰只留在本機，請勿提交或傳送；交給對方的只有協議檔。
      Private keys stay on this machine: neither commit nor send them. The other side gets the agreement alone.
      """)
  }

  private static func text(_ outcome: DevelopmentKeys.Outcome) -> String {
    switch outcome {
    case .made: "已製作 / made"
    case .kept: "已存在，未更動 / already there, left as it is"
    case .replaced(let former):
      "已重發；舊的改名為 \(former)/，不需要時請刪除 / made new; the former is now \(former)/, delete it when done"
    case .updated: "已更新 / updated"
    }
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    return path
  }
}

/// Runs `body`; what it throws is told on standard error in both languages, and the program ends with 1.
func told<T>(_ body: () throws -> T) throws -> T {
  do { return try body() } catch let code as ExitCode { throw code } catch {
    InputFile.note("✕ \(error)")
    throw ExitCode(1)
  }
}

extension AgreementFile {
  /// Reads the terms in the file at `path`; a fault is told with the path before it.
  static func readTerms(_ bytes: [UInt8], in path: String) throws -> AgreementTerms {
    do { return try readTerms(bytes) } catch {
      InputFile.note("✕ \(path)\(error)")
      throw ExitCode(1)
    }
  }
}
