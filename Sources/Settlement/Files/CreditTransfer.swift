public import Benefits

/// A batch as ISO 20022 `pain.001.001.09` (Customer Credit Transfer Initiation), for banks that take it.
public struct CreditTransfer: Sendable {
  /// The message's namespace.
  public static let namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"

  private let batch: PaymentBatch
  private let created: String

  /// - Parameter created: When the message was written, to the second, as ISO 8601 with an offset
  ///   (`2026-11-24T18:00:00+08:00`).
  public init(_ batch: PaymentBatch, created: String) {
    self.batch = batch
    self.created = created
  }

  /// A name as the message can carry it: at most 35 characters, and with its hyphens a UUID has 36.
  public static func reference(_ id: UUIDv7) -> String { "\(id)".filter { $0 != "-" } }

  /// Reads such a name; nil for whatever else a bank puts in its place.
  public static func id(_ reference: String) -> UUIDv7? {
    guard reference.utf8.count == 32 else { return nil }
    var text = ""
    for (index, character) in reference.enumerated() {
      if [8, 12, 16, 20].contains(index) { text += "-" }
      text.append(character)
    }
    return UUIDv7(text)
  }

  /// The message.
  public var bytes: [UInt8] {
    var xml = XMLText()
    xml.element("Document", ["xmlns": Self.namespace]) { document in
      document.element("CstmrCdtTrfInitn") { message in
        message.element("GrpHdr") { header in
          header.element("MsgId", text: Self.reference(batch.id))
          header.element("CreDtTm", text: created)
          header.element("NbOfTxs", text: "\(batch.payments.count)")
          header.element("CtrlSum", text: "\(batch.total.ntd)")
          header.element("InitgPty") { $0.element("Nm", text: batch.payer.holder) }
        }
        message.element("PmtInf") { instruct(&$0) }
      }
    }
    return xml.bytes
  }

  private func instruct(_ information: inout XMLText) {
    information.element("PmtInfId", text: Self.reference(batch.id))
    information.element("PmtMtd", text: "TRF")
    // Each payment is booked on its own, so that the account's statement answers each.
    information.element("BtchBookg", text: "false")
    information.element("NbOfTxs", text: "\(batch.payments.count)")
    information.element("CtrlSum", text: "\(batch.total.ntd)")
    information.element("ReqdExctnDt") { $0.element("Dt", text: "\(batch.date)") }
    information.element("Dbtr") { party(batch.payer, &$0) }
    information.element("DbtrAcct") { account(batch.payer, &$0) }
    information.element("DbtrAgt") { agent(batch.payer, &$0) }
    for payment in batch.payments {
      information.element("CdtTrfTxInf") { transfer in
        transfer.element("PmtId") { $0.element("EndToEndId", text: Self.reference(payment.id)) }
        transfer.element("Amt") {
          $0.element("InstdAmt", ["Ccy": "TWD"], text: "\(payment.amount.ntd)")
        }
        transfer.element("CdtrAgt") { agent(payment.payee, &$0) }
        transfer.element("Cdtr") { party(payment.payee, &$0) }
        transfer.element("CdtrAcct") { account(payment.payee, &$0) }
        transfer.element("RmtInf") { $0.element("Ustrd", text: payment.text) }
      }
    }
  }

  private func party(_ account: BankAccount, _ party: inout XMLText) {
    party.element("Nm", text: account.holder)
    let kind = account.taxID.utf8.count == 8 ? "OrgId" : "PrvtId"
    party.element("Id") { id in
      id.element(kind) { kind in
        kind.element("Othr") { other in
          other.element("Id", text: account.taxID)
          other.element("SchmeNm") { $0.element("Cd", text: account.taxID.utf8.count == 8 ? "TXID" : "NIDN") }
        }
      }
    }
  }

  private func account(_ account: BankAccount, _ written: inout XMLText) {
    written.element("Id") { id in
      id.element("Othr") { $0.element("Id", text: account.account) }
    }
    written.element("Ccy", text: "TWD")
  }

  private func agent(_ account: BankAccount, _ agent: inout XMLText) {
    agent.element("FinInstnId") { institution in
      institution.element("ClrSysMmbId") { member in
        member.element("ClrSysId") { $0.element("Cd", text: "TWNCC") }
        member.element("MmbId", text: account.clearingNumber)
      }
    }
  }
}
