public import Benefits
public import Store
import Synchronization

/// When terminals were last heard: noted in memory with each request, written in one batch by housekeeping. A check
/// must not wait for a write that only says that it came.
public final class TerminalContacts: Sendable {
  /// The most terminals that are noted between two writes; more than any city has.
  static let limit = 10_000
  /// The longest version of a page, in characters.
  static let pageLimit = 32

  private let noted = Mutex<[TerminalID: TerminalContact]>([:])

  init() {}

  /// Notes a request of a terminal; `page` is what it says of its page's version.
  public func heard(_ id: TerminalID, page: String?, at now: Instant) {
    let page = page.flatMap { Self.isVersion($0) ? $0 : nil }
    noted.withLock { noted in
      let before = noted[id]
      guard before != nil || noted.count < Self.limit else { return }
      noted[id] = TerminalContact(at: max(before?.at ?? now, now), page: page ?? before?.page)
    }
  }

  /// What was noted and is not yet written.
  public var unwritten: [TerminalID: TerminalContact] { noted.withLock { $0 } }

  /// Writes what was noted; what can't be written is noted still.
  func write(to store: CityStore) async throws {
    let batch = unwritten
    try await store.keep(batch)
    noted.withLock { noted in
      for (id, contact) in batch where noted[id] == contact { noted[id] = nil }
    }
  }

  /// Letters, digits and `.-_`, and not many: it comes from whoever has a token, and is shown to operators.
  private static func isVersion(_ text: String) -> Bool {
    (1...pageLimit).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || [0x2D, 0x2E, 0x5F].contains($0)
      }
  }
}

extension Node {
  /// When each terminal was last heard, by any of the city's processes up to their last write, by this one up to now.
  public func terminalContacts() async throws -> [TerminalID: TerminalContact] {
    try await store.terminalContacts().merging(contacts.unwritten) { kept, noted in
      TerminalContact(at: max(kept.at, noted.at), page: noted.page ?? kept.page)
    }
  }
}
