import Office

/// The office's routes: pages for staff and merchants, each with who may open it. They are no API: their forms may
/// change with any release. A test holds the handlers to this table.
public enum OfficeTable {
  /// All of them.
  public static let all =
    start + staff + console + partners + terminals + merchants + records + use + sales

  static let start = [Route("GET", "/", .anyone)]

  /// Partners, offers, and their changes.
  static let partners = [
    page("/console/partners", .readRegistry),
    page("/console/partners/{venue}", .readRegistry),
    page("/console/partners/{venue}/offers/new", .writeRegistry),
    page("/console/partners/{venue}/offers/{offer}", .writeRegistry),
    form("/console/partners/{venue}/offers", .writeRegistry),
    form("/console/partners/{venue}/effect", .writeRegistry),
    page("/console/partners/{venue}/document", .writeRegistry),
    form("/console/partners/{venue}/document", .writeRegistry, bodyLimit: DocumentRoutes.bodyLimit),
    form("/console/partners/{venue}/withdraw", .writeRegistry),
    page("/console/revisions", .readRegistry),
    page("/console/revisions/{id}", .readRegistry),
    form("/console/revisions/{id}/submit", .writeRegistry),
    form("/console/revisions/{id}/approve", .reviewRegistry),
    // An author takes back what they wrote; anything else takes a reviewer.
    form("/console/revisions/{id}/reject", .readRegistry),
    form("/console/revisions/{id}/forward", .reviewRegistry),
    page("/console/calendar", .readRegistry),
  ]

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

  /// Use at a glance.
  static let use = [page("/console/use", .readUse), page("/console/use.csv", .readUse)]

  /// What merchants see of their own.
  static let sales = [
    page("/merchant", .readOwnSales), page("/merchant/visits", .readOwnSales),
    page("/merchant/refusals", .readOwnSales), page("/merchant/visits.csv", .readOwnSales),
    page("/merchant/refusals.csv", .readOwnSales), page("/merchant/till.csv", .readOwnSales),
  ]

  static func page(_ path: String, _ permission: Permission?) -> Route {
    Route("GET", path, .staff, permission: permission)
  }

  static func form(_ path: String, _ permission: Permission?, bodyLimit: Int = 64 << 10) -> Route {
    Route("POST", path, .staff, bodyLimit: bodyLimit, permission: permission)
  }
}
