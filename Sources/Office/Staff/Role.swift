/// What a member of staff is there for. DOMAIN's "Roles"; clerks are known by their terminals, cardholders by their
/// cards, and neither has an account here.
public enum Role: String, CaseIterable, Hashable, Comparable, Sendable {
  /// Keeps partners, offers, devices and peers.
  case `operator`
  /// Sees the sales of one merchant.
  case merchant
  /// Prepares settlements and changes of payees.
  case settlementMaker = "settlement_maker"
  /// Approves what makers prepared.
  case settlementChecker = "settlement_checker"
  /// Reads everything, changes nothing.
  case auditor

  /// What the role may do.
  public var permissions: Set<Permission> {
    switch self {
    case .operator:
      [
        .readRegistry, .writeRegistry, .reviewRegistry, .readTerminals, .manageTerminals, .readPeers,
        .readMerchants, .manageMerchants, .proposePayee, .readAudit, .readStaff, .readUse, .readAgreements,
        .writeAgreements,
      ]
    case .merchant: [.readOwnSales]
    case .settlementMaker:
      [
        .readRegistry, .readPeers, .readMerchants, .proposePayee, .readUse, .readSettlement, .readAgreements,
        .makeSettlement,
      ]
    case .settlementChecker:
      [
        .readRegistry, .readPeers, .readMerchants, .approvePayee, .readUse, .readSettlement, .readAgreements,
        .checkSettlement,
      ]
    case .auditor:
      [
        .readRegistry, .readTerminals, .readPeers, .readMerchants, .readAudit, .readStaff, .readUse,
        .readSettlement, .readAgreements,
      ]
    }
  }

  /// In the order of the cases.
  public static func < (a: Role, b: Role) -> Bool { index(a) < index(b) }
  private static func index(_ role: Role) -> Int { allCases.firstIndex(of: role) ?? 0 }
}

/// One thing that somebody may be allowed to do. A page asks for a permission, never for a role.
public enum Permission: String, CaseIterable, Hashable, Sendable {
  /// Sees partners, offers and their revisions.
  case readRegistry
  /// Writes drafts and hands them in.
  case writeRegistry
  /// Approves or rejects what somebody else wrote.
  case reviewRegistry
  /// Sees terminals.
  case readTerminals
  /// Adds, pairs and revokes terminals.
  case manageTerminals
  /// Sees partner cities and their health.
  case readPeers
  /// Sees merchants; accounts of payees only masked.
  case readMerchants
  /// Adds merchants, changes names, venues and contacts, invites their users.
  case manageMerchants
  /// Proposes a payee's data.
  case proposePayee
  /// Approves a payee's data that somebody else proposed (DOMAIN: changing a payee's account needs maker and checker).
  case approvePayee
  /// Reads the audit log.
  case readAudit
  /// Sees who has an account.
  case readStaff
  /// Sees use at a glance.
  case readUse
  /// Sees the sales of the own merchant, and of no other.
  case readOwnSales
  /// Sees claims, windows, statements, payments and the ledger.
  case readSettlement
  /// Prepares what settles: reconciles, disputes, drafts statements and payments.
  case makeSettlement
  /// Approves what somebody else prepared (DOMAIN: maker and checker are different people).
  case checkSettlement
  /// Sees agreements and their versions.
  case readAgreements
  /// Proposes agreements, and accepts those of the other city.
  case writeAgreements
}
