// Version 6, in part: claim lines, their chains, receipts and windows.
extension PostgresSchema {
  static let claims: [String] = []
}
