// Version 6, in part: agreements as versioned documents.
extension SQLiteSchema {
  static let agreements: [String] = []
}
