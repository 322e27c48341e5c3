// Version 6, in part: disputes, statements, signatures and obligations.
extension PostgresSchema {
  static let statements: [String] = []
}
