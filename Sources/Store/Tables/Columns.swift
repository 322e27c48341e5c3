import Benefits

extension SQLValue {
  static func id(_ id: UUIDv7) -> SQLValue { .blob(id.bytes) }
  static func instant(_ instant: Instant) -> SQLValue { .integer(instant.microseconds) }
  static func money(_ money: Money) -> SQLValue { .integer(money.ntd) }
  static func optional(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
}

extension SQLRow {
  func id(_ index: Int) throws(StoreError) -> UUIDv7 {
    guard let id = UUIDv7(bytes: try blob(index)) else { throw StoreError(.damaged, "id \(index)") }
    return id
  }
  func instant(_ index: Int) throws(StoreError) -> Instant { Instant(microseconds: try integer(index)) }
  func money(_ index: Int) throws(StoreError) -> Money { Money(try integer(index)) }
}

extension SQLRow {
  /// The month in column `index`.
  func month(_ index: Int) throws(StoreError) -> CivilMonth {
    guard let month = CivilMonth(stored: Int(try integer(index))) else {
      throw StoreError(.damaged, "month \(index)")
    }
    return month
  }
}
