import Benefits

extension ACHFile {
  /// The file's bytes: ASCII, each record with carriage return and line feed behind it.
  ///
  /// - Throws: `ach_column` where a value does not fit, as where hundredths make an amount too long.
  public func bytes(unit: ACHAmountUnit) throws(ACHFault) -> [UInt8] {
    guard let day = date.minguo?.digits else { throw ACHFault(.column, line: 1, column: "TDATE") }
    var bytes: [UInt8] = []
    bytes.reserveCapacity((details.count + 2) * (ACHLayout.width + 2))
    try Self.add(
      layout.header, ["TDATE": day, "TTIME": time, "SORG": sender, "RORG": receiver], line: 1, to: &bytes)
    for (index, detail) in details.enumerated() {
      try Self.add(layout.detail, detail.values(unit: unit), line: index + 2, to: &bytes)
    }
    try Self.add(
      layout.trailer,
      [
        "TDATE": day, "SORG": sender, "RORG": receiver, "TCOUNT": "\(details.count)",
        "TAMT": "\(total.ntd * unit.perDollar)", "YDATE": previous?.minguo?.digits ?? "",
      ], line: details.count + 2, to: &bytes)
    return bytes
  }

  private static func add(
    _ record: FixedRecord, _ values: [String: String], line: Int, to bytes: inout [UInt8]
  ) throws(ACHFault) {
    do { bytes += try record.write(values) } catch {
      throw ACHFault(.column, line: line, column: error.column)
    }
    bytes += [0x0D, 0x0A]
  }
}

extension ACHDetail {
  fileprivate func values(unit: ACHAmountUnit) -> [String: String] {
    var values = [
      "TXID": transactionCode, "SEQ": "\(number)", "PBANK": payer.bank, "PCLNO": payer.account,
      "RBANK": payee.bank, "RCLNO": payee.account, "AMT": "\(amount.ntd * unit.perDollar)",
      "CID": payerID, "PID": payeeID, "NOTE": note,
    ]
    if let back {
      values["RCODE"] = back.code
      values["PDATE"] = back.date.minguo?.digits ?? ""
      values["PSEQ"] = "\(back.number)"
      values["PSCHD"] = "B"
    }
    return values
  }
}
