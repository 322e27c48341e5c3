// Version 6, in part: agreements as versioned documents.
extension PostgresSchema {
  static let agreements: [String] = []
}
