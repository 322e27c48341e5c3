/// To whom a merchant's money is paid. Printed on payee lists (受領人清冊) and in payment files; masked elsewhere.
public struct Payee: Hashable, Sendable {
  /// The Unified Business Number (統一編號).
  public let taxID: TaxID
  /// The bank, three digits, as the Financial Information Service Co. (財金公司) numbers banks.
  public let bank: String
  /// The branch, four digits.
  public let branch: String
  /// The account, 6 to 14 digits.
  public let account: String
  /// In whose name the account is.
  public let holder: String

  /// Checks each part and makes a payee.
  ///
  /// - Throws: The first ``PayeeFault`` in the order of the parts.
  public init(taxID: String, bank: String, branch: String, account: String, holder: String) throws(PayeeFault)
  {
    guard let taxID = TaxID(taxID) else { throw .taxID }
    guard Self.digits(bank, 3...3) else { throw .bank }
    guard Self.digits(branch, 4...4) else { throw .branch }
    guard Self.digits(account, 6...14) else { throw .account }
    guard OneLine.holds(holder, limit: 80) else { throw .holder }
    self.taxID = taxID
    self.bank = bank
    self.branch = branch
    self.account = account
    self.holder = holder
  }

  /// The account with all but the last four digits hidden, for lists.
  public var maskedAccount: String {
    String(repeating: "•", count: account.count - 4) + account.suffix(4)
  }

  private static func digits(_ text: String, _ count: ClosedRange<Int>) -> Bool {
    count.contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

/// Which part of a payee is not possible.
public enum PayeeFault: String, Error, CaseIterable, Sendable {
  case taxID = "tax_id"
  case bank
  case branch
  case account
  case holder
}

/// A Unified Business Number (統一編號): eight digits, of which the weighted sum is divisible by five
/// (Ministry of Finance, check logic in force since April 2023).
public struct TaxID: Hashable, Sendable, CustomStringConvertible {
  /// The eight digits.
  public let text: String

  /// Takes eight digits that check, or gives nil.
  public init?(_ text: String) {
    let digits = text.utf8.map { Int($0) - 0x30 }
    guard digits.count == 8, digits.allSatisfy((0...9).contains), digits.contains(where: { $0 > 0 }) else {
      return nil
    }
    let sum = zip(digits, [1, 2, 1, 2, 1, 2, 4, 1]).reduce(0) { sum, pair in
      let product = pair.0 * pair.1
      return sum + product / 10 + product % 10
    }
    // A seventh digit of 7 gives 28, whose digits sum to 10; that counts as 0 or as 1.
    guard sum % 5 == 0 || digits[6] == 7 && (sum + 1) % 5 == 0 else { return nil }
    self.text = text
  }

  /// The digits.
  public var description: String { text }
}
