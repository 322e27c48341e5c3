public import Benefits

/// Who did something.
public struct Actor: Hashable, Sendable, CustomStringConvertible {
  /// `staff:LOGIN`, `machine:NAME` for a command on the node's machine, or `node` for the node itself.
  public let text: String

  private init(text: String) { self.text = text }

  /// A member of staff.
  public static func staff(_ login: Login) -> Actor { Actor(text: "staff:\(login)") }
  /// A command on the node's machine; `name` is what its caller said.
  public static func machine(_ name: String) -> Actor { Actor(text: "machine:\(name)") }
  /// The node, such as when it publishes what is due.
  public static let node = Actor(text: "node")

  /// The login, or the name that the caller of a command said; `node` for the node itself. Who acts twice under one
  /// name is one person, however they came: four eyes are two names.
  public var name: String { text.split(separator: ":", maxSplits: 1).last.map(String.init) ?? text }

  /// Reads what ``text`` wrote.
  public init(kept text: String) { self.text = text }

  /// The text.
  public var description: String { text }
}

/// One change, as it is kept for ever: who did what to what, with before and after.
public struct AuditEntry: Hashable, Sendable {
  /// When.
  public let at: Instant
  /// Who.
  public let actor: Actor
  /// What was done.
  public let action: AuditAction
  /// What it was done to, such as `revision:12` or `terminal:3`.
  public let subject: String
  /// The state before, in a line or a few; nil where there was none. Secrets and whole account numbers are never here.
  public let before: String?
  /// The state after; nil where there is none.
  public let after: String?

  /// Makes an entry.
  public init(
    at: Instant, actor: Actor, action: AuditAction, subject: String, before: String? = nil,
    after: String? = nil
  ) {
    self.at = at
    self.actor = actor
    self.action = action
    self.subject = subject
    self.before = before
    self.after = after
  }
}

/// What is done to the city's office. The raw values are kept for ever.
public enum AuditAction: String, CaseIterable, Hashable, Sendable {
  // the registry
  case revisionDrafted = "revision_drafted"
  case revisionSubmitted = "revision_submitted"
  case revisionApproved = "revision_approved"
  case revisionRejected = "revision_rejected"
  case revisionPublished = "revision_published"
  case revisionRetired = "revision_retired"
  case revisionBroughtForward = "revision_brought_forward"
  // terminals
  case terminalInvited = "terminal_invited"
  case terminalInvitationEnded = "terminal_invitation_ended"
  case terminalPaired = "terminal_paired"
  case terminalAdded = "terminal_added"
  case terminalRevoked = "terminal_revoked"
  // staff
  case staffInvited = "staff_invited"
  case staffJoined = "staff_joined"
  case staffRolesChanged = "staff_roles_changed"
  case staffRevoked = "staff_revoked"
  case staffSignedIn = "staff_signed_in"
  case staffLocked = "staff_locked"
  case passwordChanged = "password_changed"
  case recoveryCodesRenewed = "recovery_codes_renewed"
  case recoveryCodeUsed = "recovery_code_used"
  // merchants
  case merchantAdded = "merchant_added"
  case merchantChanged = "merchant_changed"
  case payeeProposed = "payee_proposed"
  case payeeApproved = "payee_approved"
  case payeeRejected = "payee_rejected"
  // disputes and statements
  case windowMoved = "window_moved"
  case disputeMoved = "dispute_moved"
  case statementDrafted = "statement_drafted"
  case statementApproved = "statement_approved"
  case statementSigned = "statement_signed"
  case statementAgreed = "statement_agreed"
  // agreements, by this city or the other
  case agreementProposed = "agreement_proposed"
  case agreementAccepted = "agreement_accepted"
  case agreementDeclined = "agreement_declined"
  case agreementNoticed = "agreement_noticed"
}
