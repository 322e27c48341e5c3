import Benefits
import Office

/// Merchants, their venues and their payees, to and from rows.
enum MerchantTables {
  private static let columns = """
    SELECT id, name_zh, name_en, contact_name, contact_phone, contact_email FROM merchant
    """
  static let all = SQLText("\(columns) ORDER BY id")
  static let byID = SQLText("\(columns) WHERE id = $1")
  static let count = SQLText("SELECT COUNT(*) FROM merchant")
  static let insert = SQLText(
    """
    INSERT INTO merchant (id, name_zh, name_en, contact_name, contact_phone, contact_email, added)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    """)
  static let update = SQLText(
    """
    UPDATE merchant SET name_zh = $2, name_en = $3, contact_name = $4, contact_phone = $5, contact_email = $6
    WHERE id = $1
    """)

  static let venues = SQLText("SELECT merchant, venue FROM merchant_venue ORDER BY merchant, venue")
  static let venuesOf = SQLText(
    "SELECT merchant, venue FROM merchant_venue WHERE merchant = $1 ORDER BY venue")
  static let ownerOf = SQLText("SELECT merchant FROM merchant_venue WHERE venue = $1")
  static let giveUpVenues = SQLText("DELETE FROM merchant_venue WHERE merchant = $1")
  static let giveVenue = SQLText("INSERT INTO merchant_venue (venue, merchant) VALUES ($1, $2)")

  private static let changeColumns = """
    SELECT id, merchant, tax_id, bank, branch, account, holder, state, author, proposed, reviewer, reviewed,
      refusal
    FROM payee_change
    """
  static let change = SQLText("\(changeColumns) WHERE id = $1")
  static let changesOf = SQLText("\(changeColumns) WHERE merchant = $1 ORDER BY id DESC LIMIT $2")
  static let open = SQLText("\(changeColumns) WHERE state = 'proposed' ORDER BY id")
  static let openOf = SQLText("\(changeColumns) WHERE state = 'proposed' AND merchant = $1")
  static let inForceOf = SQLText(
    "\(changeColumns) WHERE state = 'approved' AND merchant = $1 ORDER BY id DESC LIMIT 1")
  static let inForce = SQLText(
    """
    \(changeColumns) WHERE id IN
      (SELECT MAX(id) FROM payee_change WHERE state = 'approved' GROUP BY merchant) ORDER BY merchant
    """)
  static let lastChange = SQLText("SELECT COALESCE(MAX(id), 0) FROM payee_change")
  static let writeChange = SQLText(
    """
    INSERT INTO payee_change (id, merchant, tax_id, bank, branch, account, holder, state, author, proposed,
      reviewer, reviewed, refusal)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, reviewer = excluded.reviewer,
      reviewed = excluded.reviewed, refusal = excluded.refusal
    """)

  static func fields(_ merchant: Merchant) -> [SQLValue] {
    [
      .text(merchant.id.text), .text(merchant.name.zh), .text(merchant.name.en),
      .optional(merchant.contact.name), .optional(merchant.contact.phone), .optional(merchant.contact.email),
    ]
  }

  static func merchants(_ rows: [SQLRow], venues: [SQLRow]) throws -> [Merchant] {
    var owned: [MerchantID: Set<VenueID>] = [:]
    for row in venues {
      owned[try row.parsed(0) { MerchantID($0) }, default: []].insert(try row.parsed(1) { VenueID($0) })
    }
    return try rows.map { row in
      let id = try row.parsed(0) { MerchantID($0) }
      return Merchant(
        id: id, name: BilingualText(zh: try row.text(1), en: try row.text(2)), venues: owned[id] ?? [],
        contact: Contact(
          name: try row.optional(3, SQLRow.text), phone: try row.optional(4, SQLRow.text),
          email: try row.optional(5, SQLRow.text)))
    }
  }

  static func write(_ change: PayeeChange) -> SQLQuery {
    let payee = change.payee
    return SQLQuery(
      writeChange,
      [
        .integer(change.id.number), .text(change.merchant.text), .text(payee.taxID.text), .text(payee.bank),
        .text(payee.branch), .text(payee.account), .text(payee.holder), .text(change.state.rawValue),
        .text(change.author.text), .instant(change.proposed), .optional(change.reviewer?.text),
        .optional(change.reviewed), .optional(change.refusal),
      ])
  }

  static func change(_ row: SQLRow) throws -> PayeeChange {
    let payee: Payee
    do {
      payee = try Payee(
        taxID: row.text(2), bank: row.text(3), branch: row.text(4), account: row.text(5), holder: row.text(6))
    } catch let fault as PayeeFault {
      throw StoreError(.damaged, "payee \(fault.rawValue)")
    }
    return PayeeChange(
      id: PayeeChangeID(try row.integer(0)), merchant: try row.parsed(1) { MerchantID($0) }, payee: payee,
      state: try row.parsed(7, PayeeChangeState.init), author: Actor(kept: try row.text(8)),
      proposed: try row.instant(9), reviewer: try row.optional(10, SQLRow.text).map { Actor(kept: $0) },
      reviewed: try row.optional(11, SQLRow.instant), refusal: try row.optional(12, SQLRow.text))
  }
}
