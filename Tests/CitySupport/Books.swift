import Benefits
import CityNode
import Federation
import Store
import Testing

/// What a city has on record: how many rows each table of the running business holds.
struct Books: Equatable, Sendable {
  static let tables = [
    "terminal", "counter_check", "check_line", "redemption", "answer_evidence", "answered_request",
    "probe_count", "disclosure",
  ]
  let rows: [String: Int64]

  subscript(table: String) -> Int64 { rows[table] ?? -1 }
}

extension City {
  /// The rows of a query, read beside the node through a connection of its own.
  func rows(_ sql: String) async throws -> [SQLRow] {
    let engine = try SQLiteEngine(path: database)
    do {
      let rows = try await engine.read([SQLQuery(SQLText(sql))])[0]
      try engine.close()
      return rows
    } catch {
      try? engine.close()
      throw error
    }
  }

  /// The books as they are now.
  var books: Books {
    get async throws {
      let query = Books.tables.map { "SELECT '\($0)', count(*) FROM \($0)" }.joined(separator: " UNION ALL ")
      let rows = try await rows(query)
      return Books(
        rows: Dictionary(uniqueKeysWithValues: try rows.map { (try $0.text(0), try $0.integer(1)) }))
    }
  }
}

extension TwoCities {
  /// Runs `body`, which must leave both cities' books exactly as they were.
  func expectNothingRecorded<Result>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Result
  ) async throws -> Result {
    let before = (try await taipei.books, try await taitung.books)
    let result = try await body()
    #expect(try await taipei.books == before.0, sourceLocation: sourceLocation)
    #expect(try await taitung.books == before.1, sourceLocation: sourceLocation)
    return result
  }
}

/// A refusal is a problem document with its stable code, its status and a title in both languages.
func expectProblem(
  _ reply: Reply, _ code: ProblemCode, _ status: Int, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(reply.status == status, comment, sourceLocation: sourceLocation)
  #expect(reply.text("/code") == code.rawValue, comment, sourceLocation: sourceLocation)
  #expect(reply.type == "application/problem+json", comment, sourceLocation: sourceLocation)
  #expect(reply.number("/status") == Int64(status), comment, sourceLocation: sourceLocation)
  #expect(
    reply.text("/type") == "urn:citycard:problem:\(code.rawValue)", comment, sourceLocation: sourceLocation)
  let (zh, en) = (reply.text("/title") ?? "", reply.text("/title_en") ?? "")
  let isChinese = zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  #expect(isChinese, comment, sourceLocation: sourceLocation)
  #expect(!en.isEmpty && en != zh, comment, sourceLocation: sourceLocation)
}

/// Waits until `condition` holds, looking again every 20 ms, for a minute at most.
func eventually(
  _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation,
  _ condition: () async throws -> Bool
) async throws {
  for _ in 0..<3000 {
    if try await condition() { return }
    try await Task.sleep(for: .milliseconds(20))
  }
  Issue.record(comment ?? "the condition did not come to hold", sourceLocation: sourceLocation)
}
