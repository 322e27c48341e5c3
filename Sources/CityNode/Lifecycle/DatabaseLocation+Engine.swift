import Benefits
import Store

extension DatabaseLocation {
  /// The engine for the database; throws ``ConfigurationError`` with the file or setting at fault. A file is opened
  /// or made at once; a server is first asked when the store is opened.
  func engine(now: @escaping @Sendable () -> Instant) throws(ConfigurationError) -> any StoreEngine {
    switch self {
    case .file(let path):
      do {
        return try SQLiteEngine(path: path)
      } catch {
        throw ConfigurationError(
          path,
          BilingualText(
            zh: "資料庫無法開啟；請確認資料夾存在且可寫入（\(error)）。",
            en: "The database can't be opened; its folder must be there and writable (\(error))."))
      }
    case .server(let uri):
      do {
        return try PostgresEngine(uri: uri, now: now)
      } catch {
        throw ConfigurationError(
          "database",
          BilingualText(
            zh: "PostgreSQL 網址無法使用：\(error)", en: "The PostgreSQL address can't be used: \(error)"))
      }
    }
  }
}
