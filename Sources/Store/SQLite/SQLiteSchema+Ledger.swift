// Version 6, in part: the double-entry ledger.
extension SQLiteSchema {
  static let ledger: [String] = []
}
