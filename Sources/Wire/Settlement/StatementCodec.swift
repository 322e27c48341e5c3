import Benefits
import Federation
public import Settlement
import Signing
import StrictJSON

/// Statements to and from their exact bytes: strict JSON in one fixed order, so that the same books give the same bytes.
public enum StatementCodec {
  /// Stands before a statement's bytes where they are hashed.
  static let tag = Array("citycard/statement/1".utf8) + [0]
  private static let version: Int64 = 1

  /// The bytes.
  public static func encode(_ statement: Statement) -> [UInt8] {
    var json = JSONWriter(capacity: 2_048)
    json.object {
      $0.member("version", version)
      $0.member("host", statement.pair.host.text)
      $0.member("home", statement.pair.home.text)
      $0.member("number", statement.number)
      $0.member("window", statement.window.description)
      point("close", statement.close, &$0)
      point("receipts", statement.receipts, &$0)
      tally("claimed", statement.claimed, &$0)
      tally("payable", statement.payable, &$0)
      for kind in StatementListKind.allCases { list(kind, statement[kind], &$0) }
      // Said for whoever reads the file; it follows from the members above.
      $0.member("net", statement.net.ntd)
    }
    return json.bytes
  }

  /// What both cities sign.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] { sha256(tag + bytes) }

  /// Reads a statement.
  /// - Throws: ``JOSEError`` `claim_malformed` with the place, also where the net does not follow from the rest.
  public static func decode(_ bytes: [UInt8]) throws(JOSEError) -> Statement {
    do {
      let fields = try JSONFields(JSONParser.parse(bytes, rules: .wire))
      return try read(fields)
    } catch {
      throw JOSEError(.claim, "\(error)")
    }
  }

  private static func read(_ fields: JSONFields) throws -> Statement {
    _ = try fields.integer("version", in: version...version)
    let statement = Statement(
      pair: try fields.pair(), number: try fields.integer("number", in: 1...Int64.max),
      window: try fields.parsed("window", "a month as YYYY-MM") { CivilMonth($0) },
      close: try point(fields.object("close")), receipts: try point(fields.object("receipts")),
      claimed: try tally(fields.object("claimed")), payable: try tally(fields.object("payable")),
      carriedIn: try list(.carriedIn, fields), excluded: try list(.excluded, fields),
      dropped: try list(.dropped, fields), bySilence: try list(.bySilence, fields),
      unfunded: try list(.unfunded, fields))
    guard try fields.integer("net", in: JSONFields.amounts) == statement.net.ntd else {
      throw fields.error("net", .invalid(expected: "the sum of payable and carried_in"))
    }
    return statement
  }
}

extension StatementCodec {
  private static func point(_ name: String, _ point: ChainPoint, _ members: inout JSONWriter.Members) {
    members.object(name) {
      $0.member("number", point.number)
      $0.member("hash", Base64URL.text(point.hash))
    }
  }

  private static func point(_ fields: JSONFields) throws -> ChainPoint {
    ChainPoint(number: try fields.integer("number", in: 0...Int64.max), hash: try fields.hash("hash"))
  }

  private static func tally(_ name: String, _ tally: StatementTally, _ members: inout JSONWriter.Members) {
    members.object(name) {
      $0.member("lines", tally.lines)
      for party in FundingParty.allCases { $0.member(party.rawValue, tally.shares[party].ntd) }
      $0.member("unfunded", tally.unfunded.ntd)
    }
  }

  private static func tally(_ fields: JSONFields) throws -> StatementTally {
    var shares = Shares.zero
    for party in FundingParty.allCases {
      shares[party] = Money(try fields.integer(party.rawValue, in: JSONFields.amounts))
    }
    return StatementTally(
      lines: try fields.integer("lines", in: 0...Int64.max), shares: shares,
      unfunded: Money(try fields.integer("unfunded", in: JSONFields.amounts)))
  }

  private static func list(
    _ kind: StatementListKind, _ list: StatementList, _ members: inout JSONWriter.Members
  ) {
    members.object(kind.rawValue) {
      $0.member("count", list.count)
      $0.member("amount", list.amount.ntd)
      $0.member("hash", Base64URL.text(list.hash))
      $0.array("entries") { entries in
        for entry in list.entries { entries.raw(StatementListBuilder.bytes(entry)) }
      }
    }
  }

  /// Reads a list, and checks that entries which are inline are those that were counted, added up and hashed.
  private static func list(_ kind: StatementListKind, _ parent: JSONFields) throws -> StatementList {
    let fields = try parent.object(kind.rawValue)
    var builder = StatementListBuilder()
    for element in try fields.array("entries", count: 0...StatementList.inline) {
      let entry = try element.object()
      builder.append(
        StatementEntry(
          line: try entry.id("line"), amount: Money(try entry.integer("amount", in: JSONFields.amounts)),
          reason: try entry.string("reason", bytes: 1...40)))
    }
    let stated = StatementList(
      count: try fields.integer("count", in: 0...Int64.max),
      amount: Money(try fields.integer("amount", in: JSONFields.amounts)), hash: try fields.hash("hash"),
      entries: builder.list.entries)
    guard stated.count > Int64(StatementList.inline) ? stated.entries.isEmpty : stated == builder.list else {
      throw fields.error("entries", .invalid(expected: "the entries of count, amount and hash"))
    }
    return stated
  }
}

/// Makes a statement's list entry by entry; holds no more than are inline.
public struct StatementListBuilder: Sendable {
  private static let tag = Array("citycard/statement-list/1".utf8) + [0]
  private var count: Int64 = 0
  private var amount = Money.zero
  private var hash = StatementList.empty.hash
  private var entries: [StatementEntry] = []

  /// Begins an empty list.
  public init() {}

  /// Appends an entry: `hash = SHA-256(tag ‖ so far ‖ bytes of the entry)`.
  public mutating func append(_ entry: StatementEntry) {
    count += 1
    amount += entry.amount
    hash = sha256(Self.tag + hash + Self.bytes(entry))
    if count <= Int64(StatementList.inline) { entries.append(entry) } else { entries = [] }
  }

  /// The list so far.
  public var list: StatementList {
    StatementList(count: count, amount: amount, hash: hash, entries: entries)
  }

  static func bytes(_ entry: StatementEntry) -> [UInt8] {
    var json = JSONWriter(capacity: 96)
    json.object {
      $0.member("line", entry.line.description)
      $0.member("amount", entry.amount.ntd)
      $0.member("reason", entry.reason)
    }
    return json.bytes
  }
}

extension JSONFields {
  /// Sums that no account of cities comes near, so that no addition can overflow.
  static let amounts: ClosedRange<Int64> = -(1 << 53)...(1 << 53)

  /// A SHA-256 hash as base64url.
  func hash(_ name: String) throws(JSONFieldError) -> [UInt8] {
    try parsed(name, "a hash of 32 bytes as base64url") { text in
      guard let bytes = Base64URL.decode(text), bytes.count == 32 else { return nil }
      return bytes
    }
  }

  /// The pair in the members `host` and `home`.
  func pair() throws(JSONFieldError) -> DirectedPair {
    let host = try parsed("host", "a city id") { CityID($0) }
    let home = try parsed("home", "a city id") { CityID($0) }
    guard let pair = DirectedPair(host: host, home: home) else {
      throw error("home", .invalid(expected: "another city than host"))
    }
    return pair
  }
}
