import Libpq

extension StoreError {
  /// A failure of the server or the connection, as callers of the store tell them apart.
  ///
  /// A duplicate key counts as a conflict, not as a fault of ours: several processes share the database, so the
  /// row may be another's that came a moment earlier. Deciding anew finds it.
  init(_ failure: PostgresFailure) {
    let code: Code =
      switch failure.kind {
      case .lost: .unavailable
      case .settings: .unavailable
      case .unreadable: .damaged
      case .refused(let state): Self.code(state: state)
      }
    self.init(code, "\(failure)")
  }

  /// PostgreSQL, appendix A, "PostgreSQL Error Codes": the first two characters are the class.
  private static func code(state: String) -> Code {
    switch state {
    // serialization_failure, deadlock_detected, unique_violation
    case "40001", "40P01", "23505": .conflict
    // data_corrupted, index_corrupted; a table or column that should be there is not.
    case "XX001", "XX002", "42P01", "42703": .damaged
    default:
      switch state.prefix(2) {
      // Integrity constraints, data exceptions (a text with a NUL), and statements that don't hold.
      case "22", "23", "42": .constraint
      // The rest comes and goes: 53 resources (53100 is a full disk), 55 locks, 57 shutdown and time-outs,
      // 58 input and output, 25006 a server that is read-only for now.
      default: .unavailable
      }
    }
  }
}
