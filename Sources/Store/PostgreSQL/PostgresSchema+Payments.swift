// Version 6, in part: payment files and what the bank answered.
extension PostgresSchema {
  static let payments: [String] = []
}
