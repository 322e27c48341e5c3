// Version 6, in part: multilateral rounds.
extension SQLiteSchema {
  static let rounds: [String] = []
}
