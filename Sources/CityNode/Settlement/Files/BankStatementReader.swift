import Benefits
public import Settlement
import Signing

/// Why a bank's account statement is not read, and where.
public struct BankStatementFault: Error, Hashable, Sendable {
  /// The rules, beside those of XML itself. The raw values are stable.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// The file is not XML as this node takes it; ``BankStatementFault/place`` has the rule's code.
    case xml = "statement_xml"
    /// The file is no `camt.053.001.02` or `.08`.
    case message = "statement_message"
    /// More than one account or day: one file, one statement.
    case manyStatements = "statement_many"
    /// An element that must be there is missing, or does not hold what it should.
    case element = "statement_element"
    /// An amount that is not in TWD.
    case currency = "statement_currency"
    /// An amount that is no whole NT$, or none at all.
    case amount = "statement_amount"
    /// More entries than ``Settlement/BankAnswer/limit``.
    case tooMany = "statement_too_many"
  }

  /// Which rule.
  public let code: Code
  /// The element or rule that it is about.
  public let place: String
}

/// Reads a bank's account statement, ISO 20022 `camt.053.001.02` or `camt.053.001.08`, as an answer to payments.
///
/// A payment is known by its end-to-end id, which the bank hands back. Whatever has none of ours (fees, income, other
/// systems' payments) is counted and left alone; what is not booked yet is so too.
public enum BankStatementReader {
  private static let namespaces: Set<String> = [
    "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02", "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08",
  ]

  /// Reads the file.
  ///
  /// - Throws: The first rule that does not hold; nothing of the file is then used.
  public static func read(_ bytes: [UInt8]) throws(BankStatementFault) -> BankAnswer {
    let root: XMLNode
    do { root = try StrictXML.read(bytes) } catch {
      throw BankStatementFault(code: .xml, place: error.rawValue)
    }
    guard root.name == "Document", namespaces.contains(root.namespace), let message = root["BkToCstmrStmt"]
    else { throw BankStatementFault(code: .message, place: root.namespace) }
    let statements = message.all("Stmt")
    guard let statement = statements.first else { throw BankStatementFault(code: .element, place: "Stmt") }
    guard statements.count == 1 else { throw BankStatementFault(code: .manyStatements, place: "Stmt") }
    guard let account = statement.text("Acct", "Id", "Othr", "Id") ?? statement.text("Acct", "Id", "IBAN")
    else { throw BankStatementFault(code: .element, place: "Acct") }
    var entries: [BankEntry] = []
    var others = 0
    for entry in statement.all("Ntry") {
      for found in try payments(of: entry) {
        if let found { entries.append(found) } else { others += 1 }
      }
      guard entries.count + others <= BankAnswer.limit else {
        throw BankStatementFault(code: .tooMany, place: "Ntry")
      }
    }
    return BankAnswer(
      hash: sha256(bytes), date: try date(of: statement), account: account, entries: entries, others: others)
  }

  /// The day that the statement is about: where its period ends, else when it was made.
  private static func date(of statement: XMLNode) throws(BankStatementFault) -> CivilDate {
    let text = statement.text("FrToDt", "ToDtTm") ?? statement.text("CreDtTm") ?? ""
    guard let date = CivilDate(text.prefix(10)) else {
      throw BankStatementFault(code: .element, place: "CreDtTm")
    }
    return date
  }

  /// What one entry says of payments; nil for each movement that is none of ours.
  private static func payments(of entry: XMLNode) throws(BankStatementFault) -> [BankEntry?] {
    guard let status = entry.text("Sts", "Cd") ?? entry.text("Sts") else {
      throw BankStatementFault(code: .element, place: "Sts")
    }
    guard status == "BOOK" else { return [nil] }
    let movements = entry.all("NtryDtls").flatMap { $0.all("TxDtls") }
    var found: [BankEntry?] = []
    for movement in movements {
      guard let reference = movement.text("Refs", "EndToEndId").flatMap(CreditTransfer.id) else {
        found.append(nil)
        continue
      }
      // The movement's own amount; the entry's stands for it only where it is alone.
      let own = movement["Amt"] ?? movement["AmtDtls"]?["TxAmt"]?["Amt"]
      guard let amount = own ?? (movements.count == 1 ? entry["Amt"] : nil) else {
        throw BankStatementFault(code: .element, place: "Amt")
      }
      found.append(
        BankEntry(
          reference: .payment(reference), amount: try money(amount),
          outcome: try outcome(of: movement, in: entry)))
    }
    return found.isEmpty ? [nil] : found
  }

  private static func outcome(
    of movement: XMLNode, in entry: XMLNode
  ) throws(BankStatementFault) -> BankOutcome {
    let direction = movement.text("CdtDbtInd") ?? entry.text("CdtDbtInd")
    switch direction {
    case "DBIT": return .paid
    case "CRDT":
      let reason = movement["RtrInf"]
      let code = reason?.text("Rsn", "Cd") ?? reason?.text("Rsn", "Prtry")
      // A credit under our own name is our money coming back, also where the bank gives no reason.
      return .returned(code: code ?? "NARR", text: reason?.text("AddtlInf"))
    default: throw BankStatementFault(code: .element, place: "CdtDbtInd")
    }
  }

  /// Whole NT$; the bank may write decimals that are zero.
  private static func money(_ amount: XMLNode) throws(BankStatementFault) -> Money {
    guard amount.attributes["Ccy"] == "TWD" else {
      throw BankStatementFault(code: .currency, place: amount.attributes["Ccy"] ?? "")
    }
    let text = amount.text() ?? ""
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, (1...13).contains(whole.utf8.count),
      whole.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let units = Int64(whole), units > 0,
      parts.count == 1 || (1...5).contains(parts[1].utf8.count) && parts[1].utf8.allSatisfy({ $0 == 0x30 })
    else { throw BankStatementFault(code: .amount, place: String(text.prefix(40))) }
    return Money(units)
  }
}
