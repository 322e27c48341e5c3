import Foundation
import Libpq
import Rehearsal
import Testing

@Suite("libpq: a connection", .enabled(if: Cluster.isHere, "PostgreSQL is not installed"))
struct PostgresConnectionTests {
  private let connection: PostgresConnection

  init() throws {
    connection = try PostgresConnection(
      PostgresSettings(uri: try Cluster.shared.get().uri("postgres")))
  }

  private let echo = "SELECT $1::bigint, $2::text, $3::bytea"

  @Test(
    "Values of every kind come back as they went in",
    arguments: [
      [.integer(.min), .text(""), .bytes([])], [.integer(.max), .text("臺東 😀\n'\\"), .bytes([0, 255, 0])],
      [.integer(0), .text("$1"), .bytes([0])], [.integer(-1), .text("\u{1}"), .bytes(Array(0...255))],
      [.null, .null, .null],
    ] as [[PostgresValue]])
  func values(values: [PostgresValue]) throws {
    #expect(try connection.run([PostgresStatement(echo, values)]) == [[values]])
  }

  @Test("A megabyte comes back whole")
  func large() throws {
    let text = String(repeating: "史前文化", count: 1 << 17)
    let bytes = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 7919) }
    let values: [PostgresValue] = [.integer(1), .text(text), .bytes(bytes)]
    #expect(try connection.run([PostgresStatement(echo, values)]) == [[values]])
  }

  @Test("The server's own types come as ours")
  func types() throws {
    let sql = "SELECT 1::smallint, 2::integer, true, false, 'a'::varchar"
    let values: [PostgresValue] = [.integer(1), .integer(2), .integer(1), .integer(0), .text("a")]
    #expect(try connection.run([PostgresStatement(sql)]) == [[values]])
  }

  @Test("Thousands of statements with large rows in one pipeline do not block each other")
  func pipeline() throws {
    let row = [UInt8](repeating: 0xA5, count: 4096)
    let statements = (0..<3_000).map { number in
      PostgresStatement("SELECT $1::bigint, $2::bytea", [.integer(Int64(number)), .bytes(row)])
    }
    let results = try connection.run(statements)
    #expect(results.count == 3_000)
    for (number, rows) in results.enumerated() {
      #expect(rows == [[.integer(Int64(number)), .bytes(row)]])
    }
  }

  @Test("After a failure nothing that follows is run, and the connection goes on")
  func failure() throws {
    _ = try connection.run([PostgresStatement("CREATE TEMPORARY TABLE t (a BIGINT PRIMARY KEY)")])
    let insert = [1, 2, 1, 3].map {
      PostgresStatement("INSERT INTO t VALUES ($1)", [.integer($0)])
    }
    #expect(kind { try connection.run([PostgresStatement("BEGIN")] + insert) } == .refused(state: "23505"))
    #expect(connection.isOpen && connection.isInTransaction)
    _ = try connection.run([PostgresStatement("ROLLBACK")])
    #expect(!connection.isInTransaction)
    let count = PostgresStatement("SELECT count(*) FROM t")
    #expect(try connection.run([count]) == [[[.integer(0)]]])
  }

  @Test(
    "What can't be said or read is refused, and the connection goes on",
    arguments: [
      ("SELECT $1::bigint", .text("1"), .unreadable), ("SELECT $1::integer", .integer(1 << 40), .unreadable),
      ("SELECT $1::float8", .integer(1), .unreadable), ("SELECT length($1)", .bytes([0xFF]), .unreadable),
      ("SELECT $1::bigint::float8", .integer(1), .unreadable),
      ("SELECT $1::text", .text("\0"), .refused(state: "22021")),
      ("SELEKT $1", .integer(1), .refused(state: "42601")),
      ("SELECT 1 / $1::bigint", .integer(0), .refused(state: "22012")),
    ] as [(String, PostgresValue, PostgresFailure.Kind)])
  func refused(sql: String, value: PostgresValue, expected: PostgresFailure.Kind) throws {
    #expect(kind { try connection.run([PostgresStatement(sql, [value])]) } == expected)
    #expect(connection.isOpen && !connection.isInTransaction)
    #expect(try connection.run([PostgresStatement("SELECT 7::bigint")]) == [[[.integer(7)]]])
  }

  @Test("What a failure says quotes no value")
  func message() throws {
    _ = try connection.run([PostgresStatement("CREATE TEMPORARY TABLE s (a TEXT PRIMARY KEY)")])
    let insert = PostgresStatement("INSERT INTO s VALUES ($1)", [.text("secret-value")])
    let failure = #expect(throws: PostgresFailure.self) { try connection.run([insert, insert]) }
    #expect(failure?.description.contains("secret-value") == false)
    #expect(failure?.description.contains("23505") == true)
  }

  @Test("More statements than are kept prepared are run all the same, again and again")
  func preparedLimit() throws {
    let statements = (0..<600).map {
      PostgresStatement("SELECT $1::bigint + \($0)", [.integer(1)])
    }
    let expected = (0..<600).map { [[PostgresValue.integer(Int64($0 + 1))]] }
    for _ in 0..<2 { #expect(try connection.run(statements) == expected) }
    let kept = PostgresStatement("SELECT count(*) FROM pg_prepared_statements")
    guard case .integer(let count)? = try connection.run([kept]).first?.first?.first else {
      Issue.record("no count")
      return
    }
    #expect((1...256).contains(count))
  }

  @Test("A server that is silent for too long is given up")
  func silence() throws {
    let impatient = try PostgresConnection(
      PostgresSettings(uri: try Cluster.shared.get().uri("postgres")), answering: .milliseconds(50))
    #expect(kind { try impatient.run([PostgresStatement("SELECT pg_sleep(20)")]) } == .lost(state: ""))
    #expect(!impatient.isOpen)
    #expect(kind { try impatient.run([PostgresStatement("SELECT 1")]) } == .lost(state: ""))
  }

  @Test("A connection that the server ends is lost, with the server's reason")
  func ended() throws {
    let end = PostgresStatement("SELECT pg_terminate_backend(pg_backend_pid())")
    guard case .lost? = kind({ try connection.run([end]) }) else {
      Issue.record("not lost")
      return
    }
    #expect(!connection.isOpen)
  }

  @Test("A server that is not there is lost, and the wait for it is bounded")
  func nobody() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("none").path
    let host = folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let settings = try PostgresSettings(uri: "postgresql://citycard@\(host)/x")
    #expect(kind { _ = try PostgresConnection(settings) } == .lost(state: ""))
  }

  private func kind<Result>(_ body: () throws -> Result) -> PostgresFailure.Kind? {
    do { _ = try body() } catch { return (error as? PostgresFailure)?.kind }
    return nil
  }
}
