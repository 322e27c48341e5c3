import CLibpq

/// What the server said to one statement.
///
/// `@safe`: the pointer is private and not null; the type can't be copied, so PQclear, which "Frees the storage
/// associated with a PGresult", is called once.
@safe struct PostgresResult: ~Copyable {
  private let handle: OpaquePointer

  @unsafe init(_ handle: OpaquePointer) { unsafe self.handle = unsafe handle }

  deinit { unsafe PQclear(handle) }

  var status: ExecStatusType { unsafe PQresultStatus(handle) }

  /// Throws unless the statement was carried out.
  func check(isOpen: Bool) throws(PostgresFailure) {
    switch status {
    case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: return
    case PGRES_PIPELINE_ABORTED: throw PostgresFailure(.refused(state: ""), "not run: an earlier one failed")
    default:
      // The primary message alone: the detail quotes values.
      let message = unsafe citycard_error_text(handle).map { unsafe trimmed(String(cString: $0)) } ?? ""
      let state = unsafe citycard_error_state(handle).map { unsafe String(cString: $0) } ?? ""
      throw PostgresFailure(isOpen ? .refused(state: state) : .lost(state: state), message)
    }
  }

  /// All rows.
  func rows() throws(PostgresFailure) -> [[PostgresValue]] {
    let columns = unsafe PQnfields(handle)
    let types = (0..<columns).map { unsafe PQftype(handle, $0) }
    var rows: [[PostgresValue]] = []
    for row in 0..<(unsafe PQntuples(handle)) {
      var values: [PostgresValue] = []
      values.reserveCapacity(types.count)
      for column in 0..<columns {
        guard let value = value(row, column, types[Int(column)]) else {
          throw PostgresFailure(.unreadable, "column \(column) is of a type or form that is not ours")
        }
        values.append(value)
      }
      rows.append(values)
    }
    return rows
  }

  /// PQgetvalue: "The pointer returned by PQgetvalue points to storage that is part of the PGresult structure"; in
  /// the binary format its length is PQgetlength's.
  private func value(_ row: Int32, _ column: Int32, _ type: UInt32) -> PostgresValue? {
    if unsafe PQgetisnull(handle, row, column) == 1 { return .null }
    let length = Int(unsafe PQgetlength(handle, row, column))
    guard let field = unsafe PQgetvalue(handle, row, column) else { return nil }
    return unsafe field.withMemoryRebound(to: UInt8.self, capacity: length) { bytes in
      unsafe PostgresValue(UnsafeBufferPointer(start: bytes, count: length), type: type)
    }
  }

  /// The types of a prepared statement's parameters, from its description.
  var parameterTypes: [UInt32] {
    // PQnparams: "This function is only useful when inspecting the result of PQdescribePrepared."
    (0..<(unsafe PQnparams(handle))).map { unsafe PQparamtype(handle, $0) }
  }
}

/// A statement that a connection holds prepared.
struct PreparedStatement {
  let name: String
  /// The types that the server gave its parameters.
  let parameters: [UInt32]

  init(name: String, _ description: borrowing PostgresResult) {
    self.name = name
    parameters = description.parameterTypes
  }
}

extension PostgresStatement {
  /// Whether it is worth preparing: definitions and transaction statements are not planned.
  var isQuery: Bool { ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].contains { text.hasPrefix($0) } }
}

extension PostgresValue {
  /// The type that a parameter has for want of a better; 0 lets the server find it.
  var naturalType: UInt32 {
    switch self {
    case .null: 0
    case .integer: PostgresType.integer8.rawValue
    case .text: PostgresType.text.rawValue
    case .bytes: PostgresType.bytes.rawValue
    }
  }
}
