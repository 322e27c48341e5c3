import Benefits
import Federation
import Settlement
import Signing
import TestSupport
import Testing
import Wire

@Suite("Two cities' accounts of the same claims")
struct AccountTests {
  private func world(
    seed: UInt64, steps: Int = 250, policy: ExhaustionPolicy = .merchantAbsorbs
  ) throws -> ClaimWorld {
    var world = ClaimWorld(seed: seed, policy: policy)
    for step in 0..<steps {
      try world.step()
      if step % 7 == 0 { try world.deliver() }
    }
    try world.deliver()
    return world
  }

  @Test(arguments: ExhaustionPolicy.allCases, [1, 2, 3, 4] as [UInt64])
  func `both meters mirror each other, and every line of an honest host city is matched`(
    _ policy: ExhaustionPolicy, _ seed: UInt64
  ) throws {
    let world = try world(seed: seed, policy: policy)
    #expect(world.meter.consumed == world.homeMeter.consumed)
    #expect(world.head == world.homeHead)
    #expect(world.findings.count == world.lines.count)
    #expect(Set(world.findings.values) == [.matched])
    // The seeds reach the bounds, take back, come late and close windows: else this proves little.
    #expect(world.lines.contains { $0.columns.kind == .void })
    #expect(world.lines.contains { $0.columns.kind == .correction })
    #expect(world.lines.count { $0.columns.kind == .close } > 2)
    #expect(world.meter.consumed.values.contains { $0 >= Money(150) })
    if policy == .pendingBudget { #expect(world.lines.contains { $0.columns.unfunded > .zero }) }
  }

  @Test(arguments: [5, 6] as [UInt64])
  func `the audit of both chains comes to what the cities have`(_ seed: UInt64) throws {
    let world = try world(seed: seed)
    let audit = try ClaimWorld.audit(world.lines, world.entries)
    #expect(audit.claims == world.head)
    #expect(audit.receipts == world.receipts)
    for line in world.lines { #expect(audit.finding(of: line.columns.id) == world.findings[line.columns.id]) }
    for (month, window) in audit.windows {
      let rows = world.lines.filter { $0.columns.window == month && $0.columns.kind != .close }
      #expect(window.totals.lines == Int64(rows.count))
      #expect(window.totals.shares == rows.reduce(.zero) { $0 + $1.columns.shares })
      #expect(window.payable == rows.reduce(.zero) { $0 + $1.columns.shares.home - $1.columns.unfunded })
      #expect(window.unanswered == 0)
      #expect(window.isClosed == (month < world.head.firstOpen))
    }
  }

  @Test func `an exception is not payable until the latest finding says so`() throws {
    var world = try world(seed: 7, steps: 40)
    let line = try #require(world.lines.first { $0.columns.kind == .claim && $0.columns.shares.home > .zero })
    let before = try #require(try ClaimWorld.audit(world.lines, world.entries).windows[line.columns.window])
    world.find(line.columns.id, .exception(.contested))
    let disputed = try #require(try ClaimWorld.audit(world.lines, world.entries).windows[line.columns.window])
    #expect(disputed.payable == before.payable - line.columns.shares.home + line.columns.unfunded)
    #expect(disputed.findings[.exception(.contested)] == 1)
    world.find(line.columns.id, .matched)
    #expect(try ClaimWorld.audit(world.lines, world.entries).windows[line.columns.window] == before)
  }

  @Test func `every byte of every line and entry counts`() throws {
    let world = try world(seed: 8, steps: 60)
    var random = SeededRandom(seed: 8)
    for index in world.lines.indices {
      var rows = world.lines
      let row = rows[index]
      var bytes = row.bytes
      bytes[Int.random(in: bytes.indices, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
      rows[index] = ClaimLineCodec.stored(row.columns, bytes: bytes, hash: row.hash)
      #expect(firstFault(rows, world.entries)?.place == row.columns.seq)
      // Without stored hashes the change shows at the next close that covers it, or in the head.
      let bare = rows.map {
        ClaimLineCodec.stored($0.columns, bytes: $0.bytes, hash: nil)
      }
      #expect((try? ClaimWorld.audit(bare, []))?.claims != world.head)
    }
    for index in world.entries.indices {
      var rows = world.entries
      let row = rows[index]
      var bytes = row.bytes
      bytes[Int.random(in: bytes.indices, using: &random)] ^= 1
      rows[index] = StoredEntry(entry: row.entry, bytes: bytes, hash: row.hash)
      #expect(firstFault(world.lines, rows)?.place == row.entry.number)
    }
  }

  @Test func `a changed column, a dropped, doubled or swapped row is found where it is`() throws {
    let world = try world(seed: 9, steps: 60)
    for index in world.lines.indices.dropLast() {
      let row = world.lines[index]
      let seq = row.columns.seq
      var dropped = world.lines
      dropped.remove(at: index)
      #expect(firstFault(dropped, []) == .lineGap(expected: seq, found: seq + 1))
      var doubled = world.lines
      doubled.insert(row, at: index)
      #expect(firstFault(doubled, []) == .idTwice(seq: seq))
      var swapped = world.lines
      swapped.swapAt(index, index + 1)
      #expect(firstFault(swapped, []) == .lineGap(expected: seq, found: seq + 1))
      var richer = world.lines
      richer[index] = StoredLine(
        columns: row.columns.with(home: row.columns.shares.home + Money(1)), bytes: row.bytes, hash: row.hash,
        close: row.close)
      #expect(firstFault(richer, []) == .columns(seq: seq))
    }
    let number = world.entries[3].entry.number
    var dropped = world.entries
    dropped.remove(at: 3)
    #expect(firstFault(world.lines, dropped) == .entryGap(expected: number, found: number + 1))
    let short = Array(world.lines.dropLast())
    #expect(firstFault(short, world.entries)?.code == "receipt_for_no_line")
  }

  @Test func `appending again changes nothing, and other bytes under a place are refused`() throws {
    var world = try world(seed: 10, steps: 30)
    let (head, meter, entries) = (world.homeHead, world.homeMeter, world.entries.count)
    try world.deliver()
    #expect((world.homeHead, world.entries.count) == (head, entries))
    #expect(world.homeMeter == meter)
    let hashes = Dictionary(uniqueKeysWithValues: world.lines.map { ($0.columns.seq, $0.hash ?? []) })
    let bytes = world.lines.map(\.bytes)
    func newLines(_ lines: [[UInt8]], after seq: Int64) throws -> Int {
      let message = ClaimsMessage(
        envelope: try ClaimsMessageTests.envelope(), previousSeq: seq,
        previousHash: seq == 0 ? ChainHash.start : hashes[seq] ?? [], lines: lines, receiptsAfter: 0)
      return try message.newLines(head: head, hashes: hashes, digest: sha256).count
    }
    #expect(try newLines(bytes, after: 0) == 0)
    #expect(try newLines(Array(bytes[4...]), after: 4) == 0)
    #expect(try newLines(bytes + [Array("{}".utf8)], after: 0) == 1)
    #expect(try newLines([], after: head.seq) == 0)
    var changed = bytes
    changed[5][9] ^= 1
    #expect(throws: ClaimsRefusal.changed) { try newLines(changed, after: 0) }
    #expect(throws: ClaimsRefusal.changed) { try newLines(bytes, after: 1) }
    #expect(throws: ClaimsRefusal.gap) { try newLines([], after: head.seq + 1) }
  }

  private func firstFault(_ lines: [StoredLine], _ entries: [StoredEntry]) -> AccountFault? {
    do { _ = try ClaimWorld.audit(lines, entries) } catch { return error }
    return nil
  }
}

extension ClaimColumns {
  fileprivate func with(home: Money) -> ClaimColumns {
    ClaimColumns(
      seq: seq, recorded: recorded, service: service,
      shares: Shares(merchant: shares.merchant, host: shares.host, home: home), unfunded: unfunded, id: id,
      claim: claim, window: window, kind: kind)
  }
}
