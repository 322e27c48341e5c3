import Benefits

extension ACHFile {
  /// Reads a file strictly; nothing of a file with one fault is used.
  ///
  /// - Throws: The first rule that does not hold.
  public init(reading bytes: [UInt8], as layout: ACHLayout, unit: ACHAmountUnit) throws(ACHFault) {
    let records = try Self.records(bytes)
    guard records.count >= 2, let last = records.last else { throw ACHFault(.frame) }
    let header = try Self.values(layout.header, records[0], line: 1)
    let trailer = try Self.values(layout.trailer, last, line: records.count)
    for column in ["TDATE", "SORG", "RORG"] where header[column] != trailer[column] {
      throw ACHFault(.frameDiffers, line: records.count, column: column)
    }
    var details: [ACHDetail] = []
    var numbers: Set<Int64> = []
    var sum: Int64 = 0
    for (index, record) in records[1..<(records.count - 1)].enumerated() {
      let values = try Self.values(layout.detail, record, line: index + 2)
      let detail = try ACHDetail(values, layout: layout, unit: unit, line: index + 2)
      guard numbers.insert(detail.number).inserted else {
        throw ACHFault(.numberTwice, line: index + 2, column: "SEQ")
      }
      sum += detail.amount.ntd * unit.perDollar
      details.append(detail)
    }
    guard Int(trailer["TCOUNT"] ?? "") == details.count else {
      throw ACHFault(.count, line: records.count, column: "TCOUNT")
    }
    guard Int64(trailer["TAMT"] ?? "") == sum else {
      throw ACHFault(.sum, line: records.count, column: "TAMT")
    }
    self.init(
      layout: layout, date: try Self.date(header, "TDATE", line: 1), time: header["TTIME"] ?? "",
      sender: header["SORG"] ?? "", receiver: header["RORG"] ?? "",
      previous: layout == .presented ? nil : try Self.date(trailer, "YDATE", line: records.count),
      details: details)
  }

  /// The records without their line ends. The last one's may be missing: some banks' programs leave it out.
  private static func records(_ bytes: [UInt8]) throws(ACHFault) -> [ArraySlice<UInt8>] {
    guard bytes.count <= byteLimit else { throw ACHFault(.tooLarge) }
    var records = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let hasLastEnd = records.last?.isEmpty == true
    if hasLastEnd { records.removeLast() }
    for index in records.indices {
      let isEnded = index < records.count - 1 || hasLastEnd
      if isEnded {
        guard records[index].last == 0x0D else { throw ACHFault(.lineEnd, line: index + 1) }
        records[index].removeLast()
      }
      guard records[index].allSatisfy({ (0x20...0x7E).contains($0) }) else {
        throw ACHFault(.charset, line: index + 1)
      }
      guard records[index].count == ACHLayout.width else { throw ACHFault(.recordLength, line: index + 1) }
    }
    return records
  }

  private static func values(
    _ record: FixedRecord, _ bytes: ArraySlice<UInt8>, line: Int
  ) throws(ACHFault) -> [String: String] {
    do { return try record.read(bytes) } catch {
      throw ACHFault(.column, line: line, column: error.column)
    }
  }

  fileprivate static func date(
    _ values: [String: String], _ column: String, line: Int
  ) throws(ACHFault) -> CivilDate {
    guard let date = CivilDate(minguoDigits: values[column] ?? "") else {
      throw ACHFault(.column, line: line, column: column)
    }
    return date
  }
}

extension ACHDetail {
  fileprivate init(
    _ values: [String: String], layout: ACHLayout, unit: ACHAmountUnit, line: Int
  ) throws(ACHFault) {
    func number(_ column: String) throws(ACHFault) -> Int64 {
      guard let number = Int64(values[column] ?? "") else {
        throw ACHFault(.column, line: line, column: column)
      }
      return number
    }
    let units = try number("AMT")
    guard units > 0, units.isMultiple(of: unit.perDollar) else {
      throw ACHFault(.amount, line: line, column: "AMT")
    }
    var back: ACHReturn?
    if layout == .returned {
      back = ACHReturn(
        code: values["RCODE"] ?? "", date: try ACHFile.date(values, "PDATE", line: line),
        number: try number("PSEQ"))
    }
    self.init(
      transactionCode: values["TXID"] ?? "", number: try number("SEQ"),
      payer: ACHAccount(bank: values["PBANK"] ?? "", account: values["PCLNO"] ?? ""),
      payee: ACHAccount(bank: values["RBANK"] ?? "", account: values["RCLNO"] ?? ""),
      amount: Money(units / unit.perDollar), payerID: values["CID"] ?? "", payeeID: values["PID"] ?? "",
      note: values["NOTE"] ?? "", back: back)
  }
}
