// Version 6, in part: the double-entry ledger.
extension PostgresSchema {
  static let ledger: [String] = []
}
