import Benefits
import CityNode
import HTTPTypes
import Hummingbird
import NIOCore
import Office
import Store
import Synchronization
import Wire

/// `/console/audit`: who changed what.
struct AuditRoutes {
  /// The entries of one page.
  static let page = 50
  /// The most entries of one CSV file.
  static let fileLimit = 10_000

  let node: Node
  private let verifying = OneAtATime()

  init(node: Node) { self.node = node }

  func register(on router: RouterGroup<StaffContext>) {
    router.get("/console/audit", use: show)
    router.get("/console/audit.csv", use: file)
    router.post("/console/audit/verify", use: verify)
  }

  @Sendable private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readAudit)
    return try await logPage(nil, request, context)
  }

  private func logPage(
    _ notice: OfficePage.Notice?, _ request: Request, _ context: StaffContext
  ) async throws -> Response {
    let fields = FormFields(request.query)
    let filter = AuditFilter(fields)
    let before = fields["before"].flatMap { Int64($0) } ?? .max
    // One more than is shown tells whether there are older ones.
    let found = try await node.store.auditLog(filter.query, before: before, limit: Self.page + 1)
    var page = OfficePage("稽核紀錄", "Audit log", for: context, at: request, node: node)
    page.path = request.method == .get ? page.path : "/console/audit"
    page.notice = notice
    let content = AuditPage(
      say: context.language, page: page, filter: filter, entries: Array(found.prefix(Self.page)),
      hasMore: found.count > Self.page)
    return page.response { content.write(&$0) }
  }

  @Sendable private func file(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readAudit)
    let filter = AuditFilter(FormFields(request.query))
    let entries = try await node.store.auditLog(filter.query, limit: Self.fileLimit)
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"audit-\(node.configuration.city).csv\"",
      ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: AuditFile.bytes(entries))))
  }

  /// Goes through the whole log, one at a time: it costs a hash for every entry there is.
  @Sendable private func verify(_ request: Request, _ context: StaffContext) async throws -> Response {
    _ = try await context.form(of: request, limit: 4 << 10, for: .readAudit)
    let verdict = try await verifying.run { try await node.store.verifyAudit() }
    let notice: OfficePage.Notice =
      switch verdict {
      case nil:
        .init(.warn, "正在檢查中，請稍候再試。", "A check is under way. Try again in a moment.")
      case .holds(let entries, let head)?:
        .init(
          .good, "紀錄完整：\(entries) 筆，最後一筆 \(entries):\(Base64URL.text(head))。請抄錄在別處備查。",
          "The log is whole: \(entries) entries, the last one is \(entries):\(Base64URL.text(head)). Note it elsewhere."
        )
      case .broken(let at)?:
        .init(
          .bad, "紀錄自第 \(at) 筆起被更動過。請立即通報資安窗口，並保留資料庫。",
          "From entry \(at) on the log was tampered with. Report it at once and keep the database as it is.")
      }
    return try await logPage(notice, request, context)
  }
}

/// Lets one caller at a time through.
private final class OneAtATime: Sendable {
  private let isBusy = Mutex(false)

  /// Runs `body`; nil if another runs.
  func run<Value: Sendable>(_ body: () async throws -> Value) async rethrows -> Value? {
    let mayRun = isBusy.withLock { busy in
      defer { busy = true }
      return !busy
    }
    guard mayRun else { return nil }
    defer { isBusy.withLock { $0 = false } }
    return try await body()
  }
}
