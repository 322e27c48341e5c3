/// The office's routes: pages for staff and merchants, each with who may open it. They are no API: their forms may
/// change with any release. A test holds the handlers to this table.
public enum OfficeTable {
  /// All of them.
  public static let all = start

  static let start = [Route("GET", "/", .anyone)]
}
