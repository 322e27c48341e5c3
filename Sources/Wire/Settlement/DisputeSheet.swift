public import Benefits
public import Settlement

/// A dispute as a row of a sheet: what the node writes, and what a person adds in a spreadsheet program.
public struct DisputeRow: Hashable, Sendable {
  /// The claim line.
  public let line: UUIDv7
  /// Its window.
  public let window: CivilMonth
  /// The home city's exception.
  public let exception: ExceptionReason
  /// What the line would add to what the home city owes.
  public let amount: Money

  /// Makes a row.
  public init(line: UUIDv7, window: CivilMonth, exception: ExceptionReason, amount: Money) {
    self.line = line
    self.window = window
    self.exception = exception
    self.amount = amount
  }
}

/// One place of a sheet at which it can't be taken.
public struct DisputeSheetFault: Error, Hashable, Sendable {
  /// The line of the file, from 1.
  public let line: Int
  /// The column's name; nil where the fault is in the record as such.
  public let column: String?
  /// What is wrong, in words.
  public let text: BilingualText

  /// Makes a fault.
  public init(line: Int, column: String?, text: BilingualText) {
    self.line = line
    self.column = column
    self.text = text
  }
}

/// Disputes as CSV: out, filled in, and in again. A sheet is taken whole or not at all.
public enum DisputeSheet {
  /// The columns, in their order. A person fills in the last three.
  public static let columns = ["line", "window", "exception", "amount", "move", "reason", "evidence"]
  /// The most bytes of a sheet.
  public static let bytes = 8 << 20
  /// The most faults that are named; a sheet with more is another file.
  public static let faults = 100

  /// The sheet, with the last three columns empty.
  public static func write(_ rows: some Sequence<DisputeRow>) -> [UInt8] {
    var csv = CSVWriter()
    csv.append(columns)
    for row in rows {
      csv.append([
        .text(row.line.description), .text(row.window.description), .text(row.exception.rawValue),
        .number(row.amount.ntd), .empty, .empty, .empty,
      ])
    }
    return csv.bytes
  }

  /// Reads a sheet back.
  /// - Parameter known: The rows that may be in it, by line, as they are now.
  /// - Returns: The moves in the order of the sheet, none for rows whose move is empty; or the faults.
  public static func read(
    _ sheet: [UInt8], known: [UUIDv7: DisputeRow]
  ) -> Result<[StatedMove], DisputeSheetFaults> {
    guard sheet.count <= bytes else {
      return .failure(
        DisputeSheetFaults([fault(1, nil, "檔案超過 \(bytes) 位元組。", "The file has more than \(bytes) bytes.")]))
    }
    var records: [CSVRecord] = []
    do {
      var reader = CSVReader(
        recordLimit: DisputeLimits.reason + DisputeLimits.evidence + 4_096, fieldLimit: columns.count)
      try reader.read(sheet.span, into: &records)
      try reader.finish(into: &records)
    } catch {
      return .failure(
        DisputeSheetFaults([
          fault(
            error.line, nil, "CSV 格式錯誤（\(error.code.rawValue)）。", "This is not CSV (\(error.code.rawValue)).")
        ]))
    }
    guard records.first?.fields == columns else {
      let names = columns.joined(separator: ",")
      return .failure(
        DisputeSheetFaults([fault(1, nil, "第一列須為 \(names)。", "The first row is \(names).")]))
    }
    return read(records.dropFirst(), known)
  }

  private static func read(
    _ records: some Collection<CSVRecord>, _ known: [UUIDv7: DisputeRow]
  ) -> Result<[StatedMove], DisputeSheetFaults> {
    var moves: [StatedMove] = []
    var found: [DisputeSheetFault] = []
    var seen: Set<UUIDv7> = []
    for record in records where found.count < faults {
      do throws(DisputeSheetFault) {
        guard let move = try read(record, known) else { continue }
        guard seen.insert(move.line).inserted else {
          throw fault(record.line, "line", "同一明細出現兩次。", "This line is there twice.")
        }
        moves.append(move)
      } catch {
        found.append(error)
      }
    }
    if moves.count > DisputeLimits.bulk {
      let limit = DisputeLimits.bulk
      found.append(fault(1, "move", "一次至多 \(limit) 條。", "At most \(limit) moves at once."))
    }
    return found.isEmpty ? .success(moves) : .failure(DisputeSheetFaults(found))
  }

  private static func read(
    _ record: CSVRecord, _ known: [UUIDv7: DisputeRow]
  ) throws(DisputeSheetFault) -> StatedMove? {
    let fields = record.fields
    guard fields.count == columns.count else {
      throw fault(record.line, nil, "須有 \(columns.count) 欄。", "A row has \(columns.count) columns.")
    }
    guard let line = UUIDv7(fields[0]), let row = known[line] else {
      throw fault(record.line, "line", "沒有這條爭議明細。", "No such line is under dispute.")
    }
    // What the node wrote must come back as it was: a column moved by a row would give every line its neighbour's move.
    let written = [row.window.description, row.exception.rawValue, "\(row.amount.ntd)"]
    for (index, text) in written.enumerated() where fields[index + 1] != text {
      throw fault(
        record.line, columns[index + 1], "原為 \(text)，不得更改。", "It was \(text), and is not to be changed.")
    }
    guard !fields[4].isEmpty else {
      guard fields[5].isEmpty, fields[6].isEmpty else {
        throw fault(record.line, "move", "有理由或證據但未填動作。", "There is a reason or evidence but no move.")
      }
      return nil
    }
    guard let move = DisputeMove(rawValue: fields[4]) else {
      let all = DisputeMove.allCases.map(\.rawValue).joined(separator: " ")
      throw fault(record.line, "move", "須為 \(all) 之一。", "It is one of \(all).")
    }
    guard fields[5].utf8.count <= DisputeLimits.reason, !move.needsReason || !fields[5].isEmpty else {
      throw fault(
        record.line, "reason", "請填寫理由（至多 \(DisputeLimits.reason) 位元組）。",
        "Say why, in at most \(DisputeLimits.reason) bytes.")
    }
    guard fields[6].utf8.count <= DisputeLimits.evidence else {
      throw fault(
        record.line, "evidence", "至多 \(DisputeLimits.evidence) 位元組。",
        "At most \(DisputeLimits.evidence) bytes.")
    }
    return StatedMove(
      line: line, move: move, reason: fields[5].isEmpty ? nil : fields[5],
      evidence: fields[6].isEmpty ? nil : fields[6])
  }

  private static func fault(_ line: Int, _ column: String?, _ zh: String, _ en: String) -> DisputeSheetFault {
    DisputeSheetFault(line: line, column: column, text: BilingualText(zh: zh, en: en))
  }
}

/// Why a sheet was not taken; nothing of it was.
public struct DisputeSheetFaults: Error, Hashable, Sendable {
  /// At least one, in the order of the sheet; at most ``DisputeSheet/faults``.
  public let all: [DisputeSheetFault]

  init(_ all: [DisputeSheetFault]) { self.all = all }
}
