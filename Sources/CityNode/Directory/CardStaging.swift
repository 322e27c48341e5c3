import Benefits
import Signing
import Store

/// One import on its way: rows are hashed, staged batch by batch, and every fault is kept.
struct CardStaging: Sendable {
  /// The staging generation.
  private(set) var directory: DirectoryImport
  /// Rows staged.
  private(set) var rows = 0
  /// Identifiers staged.
  private(set) var identifiers = 0
  /// What is wrong, in the order found.
  private(set) var faults: [CardFileFault] = []

  private let keys: NodeKeys

  init(directory: DirectoryImport, keys: NodeKeys) {
    self.directory = directory
    self.keys = keys
  }

  /// The faults by line, cut off at the limit with a word about it.
  var reported: [CardFileFault] {
    let sorted = faults.enumerated().sorted { a, b in
      (a.element.line, a.offset) < (b.element.line, b.offset)
    }.map(\.element)
    guard sorted.count > CardFileLimits.faults else { return sorted }
    let kept = sorted.prefix(CardFileLimits.faults)
    return kept + [CardFileFault(line: kept.last?.line ?? 0, .tooManyFaults)]
  }

  /// Stages the whole file, or as much as it takes to find ``CardFileLimits/faults`` faults. Reading and
  /// hashing one batch overlap with writing the one before; never more than one is being written.
  ///
  /// The reading blocks the thread it runs on: an import belongs in a process of its own, as
  /// `citycard cards import` is.
  mutating func fill(
    from reader: CardFileReader, digest: [UInt8], progress: (Int64, Int) -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: WrittenBatch.self) { group in
      var waiting: [StagedCard] = []
      while !reader.ended, faults.count <= CardFileLimits.faults {
        try Task.checkCancellation()
        let (read, found) = try Self.readable(reader.next)
        faults += found
        waiting += read.map(staged)
        while waiting.count >= DirectoryImport.batch || (reader.ended && !waiting.isEmpty) {
          if let written = try await group.next() { take(written) }
          let batch = Array(waiting.prefix(DirectoryImport.batch))
          waiting.removeFirst(batch.count)
          group.addTask { [directory] in try await WrittenBatch(batch, into: directory) }
        }
        progress(reader.bytes, rows)
      }
      if let written = try await group.next() { take(written) }
    }
    progress(reader.bytes, rows)
    guard faults.isEmpty else { return }
    if rows == 0 {
      faults.append(CardFileFault(line: 0, .fileEmpty))
    } else if reader.digest() != digest {
      faults.append(CardFileFault(line: 0, .fileChanged))
    }
  }

  private mutating func take(_ written: WrittenBatch) {
    directory = written.directory
    rows += written.rows
    identifiers += written.identifiers
    faults += written.faults
  }

  private func staged(_ row: CardFileRow) -> StagedCard {
    StagedCard(
      line: row.line, member: keys.digest(memberReference: row.member), birth: row.birth,
      classes: row.classes, card: keys.digest(cardReference: row.card),
      identifiers: row.identifiers.map(keys.digest(of:)), state: row.state)
  }

  private static func readable<Value>(_ body: () throws -> Value) throws(CardImportError) -> Value {
    do { return try body() } catch { throw .unreadable }
  }
}

/// A batch as the store took it.
private struct WrittenBatch: Sendable {
  var directory: DirectoryImport
  var rows = 0
  var identifiers = 0
  var faults: [CardFileFault] = []

  /// Stages `batch`. A row that contradicts an earlier one is left out and the rest is tried again, so that
  /// one run finds the faults of the whole file; with a fault the generation is given up in the end anyway.
  init(_ batch: [StagedCard], into directory: DirectoryImport) async throws {
    self.directory = directory
    var batch = batch
    while faults.count <= CardFileLimits.faults {
      do {
        try await self.directory.stage(batch)
        rows = batch.count
        identifiers = batch.reduce(0) { $0 + $1.identifiers.count }
        return
      } catch let error as StagingError {
        guard let fault = CardFileFault(error) else { throw CardImportError.takenOver }
        faults.append(fault)
        batch.removeAll { $0.line == error.line }
      }
    }
  }
}
