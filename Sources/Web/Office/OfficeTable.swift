/// The office's routes: pages for staff and merchants, each with who may open it. They are no API: their forms may
/// change with any release. A test holds the handlers to this table.
public enum OfficeTable {
  /// All of them.
  public static let all = start + staff

  static let start = [Route("GET", "/", .anyone)]

  /// Signing in, and the own account.
  static let staff = [
    Route("GET", "/staff/sign-in", .anyone),
    Route("POST", "/staff/sign-in", .anyone, bodyLimit: 8 << 10),
    Route("GET", "/staff/code", .anyone),
    Route("POST", "/staff/code", .anyone, bodyLimit: 8 << 10),
    Route("GET", "/staff/invitation", .anyone),
    Route("POST", "/staff/invitation", .anyone, bodyLimit: 8 << 10),
    Route("POST", "/staff/join", .anyone, bodyLimit: 8 << 10),
    Route("GET", "/staff/account", .staff),
    Route("POST", "/staff/password", .staff, bodyLimit: 8 << 10),
    Route("POST", "/staff/recovery-codes", .staff, bodyLimit: 8 << 10),
    Route("POST", "/staff/sign-out", .staff, bodyLimit: 64 << 10),
    Route("POST", "/staff/sign-out-elsewhere", .staff, bodyLimit: 64 << 10),
  ]
}
