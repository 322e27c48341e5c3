import Benefits
import Foundation
import Signing
import Wire

/// Reads a card file from the disk in chunks and gives its rows and faults, a chunk at a time. One task uses
/// it, from its first byte to its last.
final class CardFileReader {
  /// Bytes read at once.
  static let chunk = 256 * 1024

  private let handle: FileHandle
  private let day: CivilDate
  private var csv = CSVReader()
  private var hash: SHA256? = SHA256()
  private var format: CardFileFormat?
  private var records: [CSVRecord] = []
  /// Whether there is nothing more to read.
  private(set) var ended = false
  /// Bytes read so far.
  private(set) var bytes: Int64 = 0

  /// Opens the file. `day` is the one on which it was true.
  init(path: String, day: CivilDate) throws {
    handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    self.day = day
  }

  deinit { try? handle.close() }

  /// SHA-256 of the file at `path`, read in chunks; `progress` gets the bytes read so far.
  static func digest(of path: String, progress: (Int64) throws -> Void) throws -> [UInt8] {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    var hash = SHA256()
    var bytes: Int64 = 0
    while let data = try handle.read(upToCount: chunk), !data.isEmpty {
      hash.update([UInt8](data))
      bytes += Int64(data.count)
      try progress(bytes)
    }
    return hash.finish()
  }

  /// The rows of the next chunk, and what is wrong in it. A fault of the CSV or the header ends the reading.
  func next() throws -> (rows: [CardFileRow], faults: [CardFileFault]) {
    records.removeAll(keepingCapacity: true)
    var broken: CardFileFault?
    let data = try handle.read(upToCount: Self.chunk) ?? Data()
    do throws(CSVFault) {
      if data.isEmpty {
        ended = true
        try csv.finish(into: &records)
      } else {
        let chunk = [UInt8](data)
        hash?.update(chunk)
        bytes += Int64(chunk.count)
        try csv.read(chunk.span, into: &records)
      }
    } catch {
      ended = true
      broken = CardFileFault(error)
    }
    var faults: [CardFileFault] = []
    var rows: [CardFileRow] = []
    rows.reserveCapacity(records.count)
    for record in records {
      do throws(CardFileFaults) {
        if let format {
          rows.append(try format.row(record))
        } else {
          format = try CardFileFormat(header: record, day: day)
        }
      } catch {
        faults += error.faults
        ended = ended || format == nil
      }
      if faults.count > CardFileLimits.faults || (ended && format == nil) { break }
    }
    return (rows, faults + (broken.map { [$0] } ?? []))
  }

  /// SHA-256 of what was read; asked for once, at the end.
  func digest() -> [UInt8] { hash.take()?.finish() ?? [] }
}
