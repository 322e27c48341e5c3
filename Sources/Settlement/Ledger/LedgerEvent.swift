public import Benefits

/// What an entry of the journal is about. Each event is booked once: its name is the journal's second key.
public enum LedgerEvent: Hashable, Sendable {
  /// A statement was agreed; 32 bytes, its hash.
  case statement([UInt8])
  /// The statements of both directions became one obligation; by the obligation's id, such as
  /// `taipei+taitung:2026-11`.
  case net(String)
  /// A round was completed; 32 bytes, the sheet's hash.
  case sheet([UInt8])
  /// Money went to another city, or came from one; by the payment's id.
  case payment(UUIDv7)
  /// Money went to a merchant; by the payment's id.
  case payout(UUIDv7)
  /// The bank gave a payment back; by the payment's id.
  case returned(UUIDv7)
  /// An unfunded claim became payable; by the amendment or the decision that brought the money.
  case funded(UUIDv7)
  /// A venue without a merchant got one.
  case assigned(UUIDv7)
  /// An entry was wrong and is taken back; by its number.
  case corrected(Int64)
}

extension LedgerEvent {
  /// The name under which it is stored, such as `payment:0198…`.
  public var text: String {
    switch self {
    case .statement(let hash): "statement:" + hexadecimal(hash)
    case .net(let id): "net:\(id)"
    case .sheet(let hash): "sheet:" + hexadecimal(hash)
    case .payment(let id): "payment:\(id)"
    case .payout(let id): "payout:\(id)"
    case .returned(let id): "returned:\(id)"
    case .funded(let id): "funded:\(id)"
    case .assigned(let id): "assigned:\(id)"
    case .corrected(let number): "corrected:\(number)"
    }
  }

  /// Reads a name back.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let made: LedgerEvent? =
      switch parts[0] {
      case "statement": bytes(parts[1]).map(LedgerEvent.statement)
      case "sheet": bytes(parts[1]).map(LedgerEvent.sheet)
      case "corrected": Int64(parts[1]).map(LedgerEvent.corrected)
      case "net": parts[1].isEmpty ? nil : .net(String(parts[1]))
      case "payment": UUIDv7(parts[1]).map(LedgerEvent.payment)
      case "payout": UUIDv7(parts[1]).map(LedgerEvent.payout)
      case "returned": UUIDv7(parts[1]).map(LedgerEvent.returned)
      case "funded": UUIDv7(parts[1]).map(LedgerEvent.funded)
      case "assigned": UUIDv7(parts[1]).map(LedgerEvent.assigned)
      default: nil
      }
    guard let made, made.text == text else { return nil }
    self = made
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.reduce(into: "") { text, byte in
    if byte < 16 { text += "0" }
    text += String(byte, radix: 16)
  }
}

/// A hash of 32 bytes from its hexadecimal form.
private func bytes(_ text: Substring) -> [UInt8]? {
  let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
  guard digits.count == 64, text.utf8.count == 64 else { return nil }
  return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
}
