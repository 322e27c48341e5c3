/// Why a receipt to one's own message is not accepted. In order of precedence.
public enum ReceiptFault: String, Error, CaseIterable, Hashable, Sendable {
  case wrongIssuer = "wrong_issuer"
  case wrongAudience = "wrong_audience"
  /// It answers another message.
  case otherRequest = "other_request"
  /// It is older than the message, from the future, or expired, by more than clocks may differ.
  case notFresh = "not_fresh"
  /// Its entries do not begin after those that are there.
  case gap = "receipt_gap"
  /// It continues another chain of receipts.
  case changed = "receipt_changed"
}
