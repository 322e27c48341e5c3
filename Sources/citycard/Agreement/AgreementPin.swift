import ArgumentParser
import Benefits
import CityNode
import Foundation
import Wire

/// `citycard agreement pin`: terms and the public files of both cities become the agreement that nodes load.
struct AgreementPin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin",
    abstract: "把雙方的公鑰與根憑證加到條款 / Add both cities' public keys and roots to the terms.",
    discussion: """
      DIR 內須有 federation-public.pem 與 tls-root.pem；若有 federation-next-public.pem、tls-root-next.pem \
      則一併列為 next。不讀取任何私鑰。寫到標準輸出，或以 --out 指定檔案（不可已存在）。
      DIR holds federation-public.pem and tls-root.pem; federation-next-public.pem and tls-root-next.pem, \
      where they are, become next. No private key is read. Written to standard output, or to the file of \
      --out, which must not be there yet.
      """)

  @Argument(help: ArgumentHelp("條款 / The terms.", valueName: "terms"), completion: .file())
  var terms: String

  @Option(
    help: ArgumentHelp("城市與其公開檔案的資料夾 / A city and the folder of its public files.", valueName: "city=dir"))
  var party: [PartyFolder]

  @Option(help: ArgumentHelp("寫到此檔 / Write to this file.", valueName: "file"), completion: .file())
  var out: String?

  func run() throws {
    let terms = try AgreementFile.readTerms(
      InputFile.read(terms, limit: AgreementFile.byteLimit), in: terms)
    var folders: [CityID: String] = [:]
    for party in party {
      guard terms.parties.contains(where: { $0.city == party.city }) else {
        throw ValidationError("條款中沒有 \(party.city) / \(party.city) is not in the terms")
      }
      guard folders.updateValue(party.folder, forKey: party.city) == nil else {
        throw ValidationError("\(party.city) 指定了兩次 / \(party.city) comes twice")
      }
    }
    let bytes = try told {
      AgreementFile.write(try terms.pinned(by: folders.mapValues { try PartyPins.read(folder: $0) }))
    }
    guard let out else { return FileHandle.standardOutput.write(Data(bytes)) }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: out), options: .withoutOverwriting)
    } catch {
      InputFile.note("✕ \(out)：無法寫入，或檔案已存在 / cannot be written, or is there already")
      throw ExitCode(1)
    }
    print("已寫入 \(out)；請與對方以電話逐字核對 citycard agreement show 的內容")
    print(
      "written to \(out); now compare what citycard agreement show prints, by telephone, with the other city")
  }
}

/// `taipei=DIR` on the command line.
struct PartyFolder: ExpressibleByArgument {
  let city: CityID
  let folder: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let city = CityID(parts[0]), !parts[1].isEmpty else { return nil }
    self.city = city
    folder = String(parts[1])
  }
}
