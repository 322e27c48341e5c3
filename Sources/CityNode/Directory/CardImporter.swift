public import Benefits
import Foundation
public import Store

/// How far an import has come.
public struct CardImportProgress: Hashable, Sendable {
  /// What an import does, in order.
  public enum Phase: String, CaseIterable, Hashable, Sendable {
    /// Taking the file's SHA-256.
    case digesting
    /// Reading and staging rows.
    case staging
    /// Deleting what is no longer in use.
    case sweeping
  }

  /// What it does now.
  public let phase: Phase
  /// Bytes of the file read in this phase.
  public let bytes: Int64
  /// Bytes of the file.
  public let total: Int64
  /// Rows staged so far.
  public let rows: Int
}

/// What became of an import.
public enum CardImportOutcome: Hashable, Sendable {
  /// The file is the directory now.
  case imported(CardImportSummary)
  /// This very file, with this as-of time, is the directory already; nothing was done.
  case alreadyLive
  /// The directory is of this time, and the file is no newer; nothing was done.
  case olderThanLive(asOf: Instant)
  /// The file is at fault; nothing of it appeared. At most ``CardFileLimits/faults`` faults, by line, and one
  /// more that says so if the reading ended there.
  case faults([CardFileFault])
}

/// What an import brought.
public struct CardImportSummary: Hashable, Sendable {
  /// The new generation.
  public let live: DirectoryGeneration
  /// Its identifiers.
  public let identifiers: Int
  /// The generation that it replaced, if there was one.
  public let replaced: DirectoryGeneration?
}

/// Why an import was not begun, or was ended by something other than the file.
public enum CardImportError: String, Error, CaseIterable, Hashable, Sendable {
  /// The file can't be opened or read.
  case unreadable
  /// The as-of time lies ahead of the clock: it would outweigh statuses that are set by hand from now on.
  case asOfInFuture = "as_of_in_future"
  /// Another import of the same or a newer file took over; its result stands.
  case takenOver = "taken_over"

  /// What to tell the operator.
  public var message: BilingualText {
    switch self {
    case .unreadable:
      BilingualText(
        zh: "檔案不存在、不是一般檔案或無法讀取。", en: "The file is not there, no regular file, or may not be read.")
    case .asOfInFuture:
      BilingualText(
        zh: "檔案的資料時間晚於現在；請檢查時鐘或 --as-of。",
        en: "The as-of time lies in the future; check the clock or --as-of.")
    case .takenOver:
      BilingualText(zh: "另一項匯入已接手，以其結果為準。", en: "Another import took over; its result stands.")
    }
  }
}

/// Imports the city's card file: whole, or not at all.
///
/// The file is read twice in chunks of ``CardFileReader/chunk``: once for its SHA-256, which tells an import
/// that was done already, and once for its rows, which go into a staging generation of the directory. While a
/// batch is being written the next one is read and hashed. Only a file without any fault is published, by one
/// change of a pointer; an import that is cancelled or killed leaves the live directory as it was, and what it
/// staged is swept by the next.
public struct CardImporter: Sendable {
  private let store: CityStore
  private let keys: NodeKeys
  private let now: @Sendable () -> Instant

  /// An importer into `store`.
  public init(store: CityStore, keys: NodeKeys, now: @escaping @Sendable () -> Instant) {
    self.store = store
    self.keys = keys
    self.now = now
  }

  /// Imports the file at `path`, true as of `asOf`; without it, as of the file's modification time, rounded
  /// down to the second (a status set by hand within that second then wins, which is the safe side).
  ///
  /// - Throws: ``CardImportError``, `StoreError`, `CancellationError`.
  public func run(
    path: String, asOf: Instant? = nil, progress: @escaping @Sendable (CardImportProgress) -> Void = { _ in }
  ) async throws -> CardImportOutcome {
    let (size, modified) = try Self.stat(path)
    let asOf = asOf ?? modified
    guard asOf <= now() else { throw CardImportError.asOfInFuture }
    let before = try await store.liveGeneration()
    let digest = try Self.readable {
      try CardFileReader.digest(of: path) { bytes in
        try Task.checkCancellation()
        progress(CardImportProgress(phase: .digesting, bytes: bytes, total: size, rows: 0))
      }
    }
    if let before, before.asOf >= asOf { return Self.notNewer(before, asOf: asOf, digest: digest) }

    let reader = try Self.readable {
      try CardFileReader(path: path, day: CivilCalendar.taipei.date(asOf))
    }
    var staging = CardStaging(
      directory: try await DirectoryImport(into: store, asOf: asOf, source: digest), keys: keys)
    let outcome: CardImportOutcome
    do {
      try await staging.fill(from: reader, digest: digest) { bytes, rows in
        progress(CardImportProgress(phase: .staging, bytes: bytes, total: size, rows: rows))
      }
      outcome = try await publish(staging, replacing: before, digest: digest, asOf: asOf)
    } catch {
      // Should this fail as well, the next import sweeps what was staged.
      try? await staging.directory.abandon()
      throw error
    }
    progress(CardImportProgress(phase: .sweeping, bytes: size, total: size, rows: staging.rows))
    try await DirectoryImport.sweep(store)
    return outcome
  }

  private func publish(
    _ staging: CardStaging, replacing before: DirectoryGeneration?, digest: [UInt8], asOf: Instant
  ) async throws -> CardImportOutcome {
    guard staging.faults.isEmpty else {
      try await staging.directory.abandon()
      return .faults(staging.reported)
    }
    try Task.checkCancellation()
    guard try await staging.directory.publish(), let live = try await store.liveGeneration() else {
      // Somebody published first while this import was staging.
      if let live = try await store.liveGeneration(), live.asOf >= asOf {
        try await staging.directory.abandon()
        return Self.notNewer(live, asOf: asOf, digest: digest)
      }
      throw CardImportError.takenOver
    }
    return .imported(
      CardImportSummary(live: live, identifiers: staging.identifiers, replaced: before))
  }

  private static func notNewer(
    _ live: DirectoryGeneration, asOf: Instant, digest: [UInt8]
  ) -> CardImportOutcome {
    live.asOf == asOf && live.source == digest ? .alreadyLive : .olderThanLive(asOf: live.asOf)
  }

  private static func stat(_ path: String) throws(CardImportError) -> (size: Int64, modified: Instant) {
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved),
      attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? NSNumber,
      let modified = attributes[.modificationDate] as? Date
    else { throw .unreadable }
    return (size.int64Value, Instant(seconds: Int64(modified.timeIntervalSince1970.rounded(.down))))
  }

  private static func readable<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as CancellationError {
      throw error
    } catch {
      throw CardImportError.unreadable
    }
  }
}
