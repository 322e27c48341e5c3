// Version 6, in part: disputes, statements, signatures and obligations.
extension SQLiteSchema {
  static let statements: [String] = []
}
