/// An account that is paid to or from, with whom it belongs to. Its digits stand whole in payment files and on payee
/// lists, and nowhere else.
public struct BankAccount: Hashable, Sendable {
  /// In whose name it is; at most 80 characters on one line.
  public let holder: String
  /// Eight digits of a Unified Business Number (統一編號), or the ten characters of a person's number (身分證字號): a
  /// capital letter and nine digits. Check digits were checked where the number was taken up.
  public let taxID: String
  /// The bank: three digits, as the Financial Information Service Co. (財金公司) numbers banks.
  public let bank: String
  /// The branch: four digits.
  public let branch: String
  /// The account: 6 to 14 digits.
  public let account: String

  /// Checks each part and makes an account.
  ///
  /// - Throws: The first part that is not possible, in the order of the parts.
  public init(
    holder: String, taxID: String, bank: String, branch: String, account: String
  ) throws(BankAccountFault) {
    guard FileText.isLine(holder, limit: 80) else { throw .holder }
    guard Self.isTaxID(taxID) else { throw .taxID }
    guard FileText.isDigits(bank, 3...3) else { throw .bank }
    guard FileText.isDigits(branch, 4...4) else { throw .branch }
    guard FileText.isDigits(account, 6...14) else { throw .account }
    self.holder = holder
    self.taxID = taxID
    self.bank = bank
    self.branch = branch
    self.account = account
  }

  /// Bank and branch, as clearing files name them: seven digits.
  public var clearingNumber: String { bank + branch }

  private static func isTaxID(_ text: String) -> Bool {
    if FileText.isDigits(text, 8...8) { return true }
    guard let letter = text.utf8.first, (0x41...0x5A).contains(letter) else { return false }
    return FileText.isDigits(String(text.dropFirst()), 9...9)
  }
}

/// Which part of an account is not possible. The raw values are stable.
public enum BankAccountFault: String, Error, CaseIterable, Sendable {
  case holder
  case taxID = "tax_id"
  case bank
  case branch
  case account
}

/// What texts of a file may hold.
enum FileText {
  /// Whether `text` has something to read, at most `limit` characters, and no line end, control or character that turns
  /// the direction of what follows it.
  static func isLine(_ text: String, limit: Int) -> Bool {
    guard (1...limit).contains(text.count), text.utf8.count <= limit * 8,
      text.contains(where: { !$0.isWhitespace })
    else { return false }
    return text.unicodeScalars.allSatisfy {
      ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
  }

  /// Whether `text` is decimal digits alone, so many of them.
  static func isDigits(_ text: some StringProtocol, _ count: ClosedRange<Int>) -> Bool {
    count.contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// The number in decimal, with zeros before it.
  static func zeroed(_ number: Int64, to width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }
}
