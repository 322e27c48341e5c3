// Version 6, in part: claim lines, their chains, receipts and windows.
extension SQLiteSchema {
  static let claims: [String] = []
}
