import Store

/// What an engine's catalogue says of its tables, in words that both engines share.
struct SchemaDescription: Equatable {
  /// One column: `table.column type`, and `null` where it may be.
  var columns: Set<String>
  /// One index: `table(column, …)`, whether it is the primary key or unique, and whether it leaves rows out.
  var indexes: Set<String>
  /// The tables.
  var tables: Set<String> { Set(columns.map { String($0.prefix { $0 != "." }) }) }

  /// - Parameters:
  ///   - columns: Rows of table, column, type, whether it may be NULL.
  ///   - indexed: Rows of table, index, whether primary, unique and partial, and a column, in order.
  private init(columns: [SQLRow], indexed: [SQLRow]) throws {
    self.columns = try Set(
      columns.map { row in
        let (table, column, type) = (try row.text(0), try row.text(1), try row.text(2))
        let isNullable = try row.integer(3) == 1
        return "\(table).\(column) \(Self.types[type] ?? type)\(isNullable ? " null" : "")"
      })
    var parts: [String: [String]] = [:]
    for row in indexed {
      let words = [("primary", 2), ("unique", 3), ("partial", 4)]
      let kind = try words.filter { try row.integer($0.1) == 1 }.map(\.0).joined(separator: " ")
      parts["\(try row.text(0))|\(try row.text(1))|\(kind)", default: []].append(try row.text(5))
    }
    indexes = Set(
      parts.map { key, columns in
        let names = key.split(separator: "|", omittingEmptySubsequences: false)
        return "\(names[0])(\(columns.joined(separator: ", "))) \(names[2])"
      })
  }

  private static let types = ["INTEGER": "bigint", "BIGINT": "bigint", "TEXT": "text", "BLOB": "bytea"]

  /// SQLite: a column of the primary key is never NULL in a `STRICT` table of ours, although `INTEGER PRIMARY KEY`
  /// does not say so; and such a key has no index of its own (sqlite.org, "Rowid Tables").
  static func sqlite(_ engine: any StoreEngine) async throws -> SchemaDescription {
    let tables = "sqlite_schema t WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'"
    let columns = SQLText(
      """
      SELECT t.name, c.name, c.type, c."notnull" = 0 AND c.pk = 0
      FROM pragma_table_info(t.name) c, \(tables)
      """)
    let indexed = SQLText(
      """
      SELECT t.name, i.name, 0, i."unique", i.partial, c.name
      FROM pragma_index_list(t.name) i, pragma_index_info(i.name) c, \(tables) AND i.origin <> 'pk'
      ORDER BY i.name, c.seqno
      """)
    let keys = SQLText(
      """
      SELECT t.name, '', 1, 1, 0, c.name
      FROM pragma_table_info(t.name) c, \(tables) AND c.pk > 0 ORDER BY t.name, c.pk
      """)
    let results = try await engine.read([SQLQuery(columns), SQLQuery(indexed), SQLQuery(keys)])
    return try SchemaDescription(columns: results[0], indexed: results[1] + results[2])
  }

  /// PostgreSQL, "System Catalogs": `pg_attribute`, `pg_index`.
  static func postgres(_ engine: any StoreEngine) async throws -> SchemaDescription {
    let columns = SQLText(
      """
      SELECT t.relname::text, c.attname::text, format_type(c.atttypid, c.atttypmod), NOT c.attnotnull
      FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
      WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r'
      """)
    let indexed = SQLText(
      """
      SELECT t.relname::text, i.indexrelid::regclass::text, i.indisprimary, i.indisunique,
        i.indpred IS NOT NULL, c.attname::text
      FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
      CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (number, position)
      JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = k.number
      WHERE t.relnamespace = 'public'::regnamespace ORDER BY 2, k.position
      """)
    let results = try await engine.read([SQLQuery(columns), SQLQuery(indexed)])
    return try SchemaDescription(columns: results[0], indexed: results[1])
  }
}
