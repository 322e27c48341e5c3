import CityNode
import HTTPTypes
import Hummingbird
import Office

/// Who is signed in, and what their forms must carry.
struct StaffSession: Sendable {
  /// The session as the clerk knows it.
  let presence: StaffPresence
  /// Who it is.
  var staff: StaffMember { presence.member }
  /// The token that every form of this session carries; nobody else can know it.
  var csrf: String { presence.formToken }
}

/// A request from a member of staff who is signed in. There is no such context without a session.
struct StaffContext: ChildRequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who asks, and the token of their forms.
  let session: StaffSession
  /// In which language they read.
  let language: PageLanguage

  /// Who asks.
  var staff: StaffMember { session.staff }
  /// In whose name they act.
  var actor: Actor { .staff(staff.login) }

  init(context: NodeRequestContext) throws {
    guard let session = context.session else { throw OfficeFault.signInNeeded }
    coreContext = context.coreContext
    self.session = session
    language = context.language
  }

  /// Refuses whoever may not do it.
  func require(_ permission: Permission) throws {
    guard staff.may(permission) else { throw OfficeFault.forbidden }
  }

  /// The form that came with a request, if it was made for this session by a page of this node, and by somebody who
  /// may do what it asks for.
  func form(of request: Request, limit: Int = 64 << 10, for permission: Permission) async throws -> FormFields
  {
    try require(permission)
    return try await form(of: request, limit: limit)
  }

  /// As ``form(of:limit:for:)``, where every member of staff may.
  func form(of request: Request, limit: Int = 64 << 10) async throws -> FormFields {
    guard request.isOfThisOrigin else { throw OfficeFault.foreignForm }
    let fields = try await request.form(limit: limit)
    guard let token = fields.raw("csrf"), session.presence.made(formToken: token) else {
      throw OfficeFault.foreignForm
    }
    return fields
  }
}

extension Request {
  /// Whether a browser says that the request comes from a page of this node: `Sec-Fetch-Site` (Fetch Metadata) or,
  /// from older ones, `Origin` (RFC 6454). A request with neither does not come from a browser's form.
  var isOfThisOrigin: Bool {
    if let name = HTTPField.Name("Sec-Fetch-Site"), let site = headers[name] { return site == "same-origin" }
    guard let origin = headers[.origin], let host = head.authority else { return false }
    return origin == "https://\(host)" || origin == "http://\(host)"
  }
}

/// Why an office page can't be shown.
enum OfficeFault: Error {
  /// Nobody is signed in.
  case signInNeeded
  /// The roles don't allow it.
  case forbidden
  /// The form was made for another session or by another site.
  case foreignForm
  /// There is no such thing.
  case notFound
}
