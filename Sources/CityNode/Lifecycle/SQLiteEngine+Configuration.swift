import Benefits
import Store

extension SQLiteEngine {
  /// Opens the database that `configuration` names; throws ``ConfigurationError`` with the file's path.
  static func open(_ configuration: NodeConfiguration) throws(ConfigurationError) -> SQLiteEngine {
    do {
      return try SQLiteEngine(path: configuration.database)
    } catch {
      throw ConfigurationError(
        configuration.database,
        BilingualText(
          zh: "資料庫無法開啟；請確認資料夾存在且可寫入（\(error)）。",
          en: "The database can't be opened; its folder must be there and writable (\(error))."))
    }
  }
}
