// Version 6, in part: multilateral rounds.
extension PostgresSchema {
  static let rounds: [String] = []
}
