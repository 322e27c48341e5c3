import ArgumentParser
import Benefits
import Foundation
import Office
import Store
import StrictJSON
import Wire

/// `citycard audit`: who changed what.
struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "稽核紀錄 / The audit log.",
    subcommands: [AuditList.self, AuditVerify.self, AuditExport.self])
}

struct AuditList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出最近的紀錄，新的在前 / List the newest entries, newest first.")

  @Option(help: "只列此對象，如 staff:amy 或 revision:12 / Only of this subject.")
  var subject: String?
  @Option(help: "至多幾筆，1 至 1000 / At most so many, 1 to 1000.")
  var limit = 50
  @OptionGroup var store: StoreOptions

  func validate() throws {
    guard (1...1_000).contains(limit) else { throw ValidationError("--limit: 1–1000") }
  }

  func run() async throws {
    try await store.withStore { store, _ in
      for kept in try await store.auditLog(of: subject, limit: limit) {
        let entry = kept.entry
        print(
          [
            "\(kept.id)", CivilCalendar.taipei.format(entry.at), entry.actor.text, entry.action.rawValue,
            entry.subject,
          ].map(Printable.text).joined(separator: "\t"))
        for (sign, text) in [("-", entry.before), ("+", entry.after)] {
          for line in (text ?? "").split(separator: "\n") {
            print("  \(sign) \(Printable.text(String(line)))")
          }
        }
      }
    }
  }
}

/// An entry and its hash, as `audit verify` prints them.
struct AuditHead: ExpressibleByArgument {
  let id: Int64
  let hash: [UInt8]

  init?(argument: String) {
    let parts = argument.split(separator: ":")
    guard parts.count == 2, let id = Int64(parts[0]), id > 0, let hash = Base64URL.decode(String(parts[1]))
    else { return nil }
    (self.id, self.hash) = (id, hash)
  }
}

struct AuditVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "檢查紀錄是否被更動過 / Look whether the log was tampered with.",
    discussion: """
      每筆紀錄都以節點的金鑰與前一筆相連。印出的最後一筆（編號:雜湊）請另外保存；下次以 --known 提供，就能發現尾端
      被刪除。
      Each entry is bound to the one before by the node's key. Keep the last one that is printed (number:hash) somewhere
      else; given as --known the next time, it shows whether the end was cut off.
      """)

  @Option(help: ArgumentHelp("先前記下的最後一筆 / The last entry that was noted earlier.", valueName: "id:hash"))
  var known: AuditHead?
  @OptionGroup var store: StoreOptions

  func run() async throws {
    try await store.withStore { store, _ in
      switch try await store.verifyAudit(known: known.map { ($0.id, $0.hash) }) {
      case .holds(let entries, let head):
        print("✓ \(entries) 筆，全部相符 / \(entries) entries, all as they were written")
        if entries > 0 { print("\(entries):\(Base64URL.text(head))") }
      case .broken(let id):
        InputFile.note("✕ 自第 \(id) 筆起與當初寫入的不同 / from entry \(id) on the log is not what was written")
        throw ExitCode.failure
      }
    }
  }
}

struct AuditExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "匯出全部紀錄，每行一筆 JSON / Export the whole log, a JSON object a line.")

  @OptionGroup var store: StoreOptions

  func run() async throws {
    try await store.withStore { store, _ in
      var id: Int64 = 0
      while true {
        let page = try await store.auditLog(after: id, limit: 1_000)
        for kept in page { print(String(decoding: Self.line(kept), as: UTF8.self)) }
        guard let last = page.last else { return }
        id = last.id
      }
    }
  }

  private static func line(_ kept: KeptAuditEntry) -> [UInt8] {
    let entry = kept.entry
    var json = JSONWriter()
    json.object { line in
      line.member("id", kept.id)
      line.member("at", CivilCalendar.taipei.format(entry.at))
      line.member("actor", entry.actor.text)
      line.member("action", entry.action.rawValue)
      line.member("subject", entry.subject)
      if let before = entry.before { line.member("before", before) }
      if let after = entry.after { line.member("after", after) }
      line.member("hash", Base64URL.text(kept.hash))
    }
    return json.bytes
  }
}
