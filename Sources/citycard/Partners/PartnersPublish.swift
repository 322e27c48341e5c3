import ArgumentParser
import Benefits
import CityNode
import Federation
import Office
import Store

/// `citycard partners publish`: what is approved and due comes into force.
struct PartnersPublish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "發布已核定且到期的修訂 / Put in force what is approved and due.",
    discussion: """
      執行中的節點每秒自行發布到期的修訂，此指令用於節點未執行時，或以 --now 提前。
      小城市可一次完成匯入、送核、核定與發布：給 PATH、--as 與 --reviewed-by（須為兩個人）。
      A running node does this by itself every second; the command is for when none runs, or to bring a revision
      forward with --now. A small city does it all in one go, from import to publication, with PATH, --as and
      --reviewed-by: two people all the same.
      """)

  @Argument(help: ArgumentHelp("資料夾或檔案 / A folder or files.", valueName: "path"), completion: .file())
  var paths: [String] = []
  @Option(name: .customLong("as"), help: ArgumentHelp("撰寫人 / Who wrote it.", valueName: "name"))
  var author: String?
  @Option(help: ArgumentHelp("核定人 / Who approved it.", valueName: "name"))
  var reviewedBy: String?
  @Option(help: ArgumentHelp("已確認的優惠 / An offer that was looked at.", valueName: "offer"))
  var acknowledge: [OfferID] = []
  @Option(help: ArgumentHelp("提前發布的修訂 / A scheduled revision to bring forward.", valueName: "id"))
  var now: [RevisionID] = []
  @OptionGroup var store: StoreOptions

  func validate() throws {
    guard paths.isEmpty == (author == nil), paths.isEmpty == (reviewedBy == nil) else {
      throw ValidationError("PATH、--as、--reviewed-by 須一起給 / PATH, --as and --reviewed-by go together")
    }
  }

  func run() async throws {
    let files = try PartnersFiles.read(paths)
    try await store.withRegistry { clerk, store in
      if let author, let reviewedBy {
        let author = try await Persons.actor(author, in: store)
        let ids = try await clerk.draft(files, by: author).map(\.id)
        do {
          try await clerk.submit(ids, by: author, acknowledging: Set(acknowledge))
          try await clerk.approve(ids, by: try await Persons.actor(reviewedBy, in: store))
        } catch {
          // What was imported for this one go must not stay behind as drafts that nobody looks for.
          let code = (error as? RegistryFault)?.code ?? (error as? StaffFault)?.code
          try await clerk.reject(ids, by: author, because: code)
          throw error
        }
      }
      if !now.isEmpty { try await clerk.bringForward(now, by: Persons.whoRunsThis) }
      let published = try await clerk.publishDue()
      for revision in published { print(RevisionLine.text(revision)) }
      let seq = try await store.registryPulse().seq
      print("✓ 現行清單第 \(seq) 號 / registry no. \(seq) is in force")
      if published.contains(where: { $0.state == .rejected }) { throw ExitCode.failure }
    }
  }
}
