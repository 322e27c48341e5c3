public import Benefits

/// Why a step of the settlement was refused. What was refused changed nothing.
public enum SettlementFault: Error, Hashable, Sendable {
  /// There is no such window, dispute or statement.
  case unknown
  /// It is the other city's turn.
  case notYourTurn
  /// That step does not follow from where it stands, such as when it has ended already.
  case wrongState
  /// Not before this instant.
  case notDue(Instant)
  /// So many lines are not answered yet.
  case unanswered(Int64)
  /// A signature of the two is missing.
  case unsigned
  /// Reason or evidence is empty, or longer than ``DisputeLimits``.
  case reasonMissing
  /// The hash approved or signed is not that of the statement.
  case hashDiffers
  /// Maker and checker are one person.
  case samePerson
  /// The maker comes first.
  case makerFirst
  /// That person's part is done already, by somebody.
  case approvedAlready
  /// The statement before it is not there.
  case statementGap(expected: Int64)
  /// The statement that the other city drafted is not what the own books make of the same heads.
  case statementDiffers(StatementDifference)
  /// It is signed by a city already, and so never changes.
  case statementSigned
  /// The statement rests on receipts or claims that this city does not have yet.
  case statementAhead
  /// The statement rests on receipts so old that it has to be drafted anew, or receipts don't stop coming.
  case statementBehind
  /// The key is not one of the city's that are valid now.
  case keyNotValid
  /// Other bytes under the id of a message that was taken in.
  case messageChanged
  /// More than ``DisputeLimits/bulk`` in one command.
  case tooMany

  /// The code in answers, files and logs.
  public var code: String {
    switch self {
    case .unknown: "settlement_unknown"
    case .notYourTurn: "settlement_not_your_turn"
    case .wrongState: "settlement_wrong_state"
    case .notDue: "settlement_not_due"
    case .unanswered: "settlement_unanswered"
    case .unsigned: "statement_unsigned"
    case .reasonMissing: "dispute_reason_missing"
    case .hashDiffers: "statement_hash_differs"
    case .samePerson: "statement_same_person"
    case .makerFirst: "statement_maker_first"
    case .approvedAlready: "statement_approved_already"
    case .statementGap: "statement_gap"
    case .statementDiffers: "statement_differs"
    case .statementSigned: "statement_signed"
    case .statementAhead: "statement_ahead"
    case .statementBehind: "statement_behind"
    case .keyNotValid: "statement_key_not_valid"
    case .messageChanged: "settlement_message_changed"
    case .tooMany: "settlement_too_many"
    }
  }
}
