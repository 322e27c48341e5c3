import ArgumentParser
import Benefits
import CityNode
import Federation
import Foundation
import Store

/// `citycard partners import PATH… --as NAME`: partner files become drafts.
struct PartnersImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "將夥伴檔匯入為草稿（只收有變更的）/ Partner files become drafts, those that differ.",
    discussion: """
      PATH 可為本市的夥伴資料夾（如 Partners/taitung）或其中的檔案。有任何錯誤時逐項列出，不匯入，以 1 結束。
      PATH is the own city's folder (such as Partners/taitung), or files of it. Any fault is listed with its line,
      then nothing is imported and the command exits 1.
      """)

  @Argument(help: ArgumentHelp("資料夾或檔案 / A folder or files.", valueName: "path"), completion: .file())
  var paths: [String]
  @OptionGroup var person: PersonOption
  @Option(help: "修訂的原因 / What for.")
  var note: String?
  @OptionGroup var store: StoreOptions

  func run() async throws {
    let files = try PartnersFiles.read(paths)
    try await store.withRegistry { clerk, store in
      let actor = try await Persons.actor(person.name, in: store)
      let drafts = try await clerk.draft(files, by: actor, note: note)
      for draft in drafts { print(RevisionLine.text(draft)) }
      guard !drafts.isEmpty else {
        print("✓ 與現行清單相同，無需動作 / the same as what is in force or open already, nothing to do")
        return
      }
      let ids = drafts.map(\.id.description).joined(separator: " ")
      print("✓ 接著請執行 / next: citycard partners submit \(ids) --config …")
    }
  }
}

/// Partner files named on the command line.
enum PartnersFiles {
  /// Reads folders and files; what can't be read is said on standard error and ends with 1.
  static func read(_ paths: [String]) throws -> [(name: String, bytes: [UInt8])] {
    try paths.flatMap { path -> [(name: String, bytes: [UInt8])] in
      let url = URL(fileURLWithPath: path)
      do {
        guard try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true else {
          let handle = try FileHandle(forReadingFrom: url)
          defer { try? handle.close() }
          let limit = RegistryLimits.documentBytes + 1
          return [(url.lastPathComponent, [UInt8](try handle.read(upToCount: limit) ?? Data()))]
        }
        return try PartnerFiles.read(folder: path)
      } catch {
        InputFile.note("✕ 無法讀取 \(path) / cannot read \(path)")
        throw ExitCode.failure
      }
    }
  }
}

/// A revision in one line, for people and for `cut -f1`.
enum RevisionLine {
  static func text(_ revision: VenueRevision) -> String {
    let calendar = CivilCalendar.taipei
    var parts = [
      revision.id.description, revision.venue.text,
      "\(revision.state.text.zh) / \(revision.state.rawValue)",
      revision.document == nil ? "停用場館 / withdraws the venue" : "",
      Printable.text(revision.author),
      revision.reviewer.map { "→ \(Printable.text($0))" } ?? "",
    ]
    switch revision.state {
    case .scheduled: parts.append(revision.effective.map { "\(calendar.format($0)) 起 / from" } ?? "")
    case .published, .retired: parts.append(revision.seq.map { "第 \($0) 號 / no. \($0)" } ?? "")
    case .rejected: parts.append(Printable.text(revision.refusal ?? ""))
    case .draft, .inReview: parts.append(calendar.format(revision.written))
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "\t")
  }
}
