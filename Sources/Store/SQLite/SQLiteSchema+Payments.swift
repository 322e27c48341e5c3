// Version 6, in part: payment files and what the bank answered.
extension SQLiteSchema {
  static let payments: [String] = []
}
