import Office

extension OfficeTable {
  /// The start page of whoever is signed in.
  static let console = [page("/console", nil)]

  /// Terminals and their pairing.
  static let terminals = [
    page("/console/terminals", .readTerminals),
    form("/console/terminals", .manageTerminals, bodyLimit: 4 << 10),
    page("/console/terminals/new", .manageTerminals),
    page("/console/terminals/pair/{id}", .manageTerminals),
    page("/console/terminals/pair/{id}/state", .manageTerminals),
    form("/console/terminals/pair/{id}/end", .manageTerminals, bodyLimit: 4 << 10),
    page("/console/terminals/{id}/revoke", .manageTerminals),
    form("/console/terminals/{id}/revoke", .manageTerminals, bodyLimit: 4 << 10),
  ]

  /// Merchants, their payees and their users.
  static let merchants = [
    page("/console/merchants", .readMerchants),
    form("/console/merchants", .manageMerchants),
    page("/console/merchants/new", .manageMerchants),
    page("/console/merchants/{id}", .readMerchants),
    page("/console/merchants/{id}/edit", .manageMerchants),
    form("/console/merchants/{id}", .manageMerchants),
    page("/console/merchants/{id}/payee", .proposePayee),
    form("/console/merchants/{id}/payee", .proposePayee, bodyLimit: 8 << 10),
    page("/console/merchants/{id}/users", .manageMerchants),
    form("/console/merchants/{id}/users", .manageMerchants, bodyLimit: 8 << 10),
    page("/console/payees/{id}", .approvePayee),
    form("/console/payees/{id}/approve", .approvePayee, bodyLimit: 8 << 10),
    form("/console/payees/{id}/reject", .approvePayee, bodyLimit: 8 << 10),
  ]

  /// What is only read.
  static let records = [
    page("/console/peers", .readPeers),
    page("/console/staff", .readStaff),
    page("/console/audit", .readAudit),
    page("/console/audit.csv", .readAudit),
    form("/console/audit/verify", .readAudit, bodyLimit: 4 << 10),
  ]
}
