import Benefits
public import Settlement
import StrictJSON

/// Bytes that are no claim line or no receipt entry: where and why, in English.
public struct MalformedLine: Error, Hashable, Sendable, CustomStringConvertible {
  /// The place and what would be right there; no value of the line.
  public let description: String
}

/// Claim lines to and from their exact bytes: one flat JSON object. It begins with the members of
/// ``Settlement/ClaimColumns``, in their order and spelling; what follows may hold members of later versions, which are
/// kept because the bytes are.
public enum ClaimLineCodec {
  /// The bytes of a line that this node appends.
  public static func encode(_ line: ClaimLine) -> [UInt8] {
    var rest = JSONWriter(capacity: 512)
    rest.object {
      switch line.entry {
      case .claim(let claim): write(claim, into: &$0)
      case .void(let reversal), .correction(let reversal):
        if let reason = reversal.reason { $0.member("reason", reason) }
      case .close(let close): write(close, into: &$0)
      }
    }
    return joined(ClaimColumns(line).prefix, rest.bytes)
  }

  /// Reads a line.
  /// - Throws: if the bytes are too many, not strict JSON, lack a member, or begin otherwise than their columns are
  ///   written.
  public static func decode(_ bytes: [UInt8]) throws(MalformedLine) -> ClaimLine {
    let fields = try LineReading.fields(of: bytes, limit: ClaimsLimits.line)
    let line: ClaimLine
    do { line = try read(fields) } catch { throw MalformedLine(description: "\(error)") }
    guard bytes.starts(with: ClaimColumns(line).prefix) else {
      throw MalformedLine(
        description: "the line begins with other members than its columns, or another spelling")
    }
    return line
  }

  /// Reads a row of the store for the audit, which needs more than its columns of a close alone.
  /// - Parameter columns: As they were stored.
  public static func stored(_ columns: ClaimColumns, bytes: [UInt8], hash: [UInt8]?) -> StoredLine {
    var close: WindowClose?
    if columns.kind == .close, case .close(let stated)? = (try? decode(bytes))?.entry { close = stated }
    return StoredLine(columns: columns, bytes: bytes, hash: hash, close: close)
  }

  // MARK: Writing

  private static func write(_ claim: Claim, into members: inout JSONWriter.Members) {
    members.member("redemption", claim.redemption.description)
    members.member("check", claim.check.description)
    members.member("venue", claim.venue.text)
    members.member("document", Base64URL.text(claim.document))
    members.member("offer", claim.offer.text)
    members.member("version", claim.version)
    members.member("agreement", claim.agreement.id)
    members.member("agreement_version", claim.agreement.version)
    members.member("tickets", claim.tickets)
    members.member("regular", claim.regular.ntd)
    members.member("statutory", claim.statutory.ntd)
    members.member("paid", claim.paid.ntd)
    switch claim.evidence {
    case .answer(let response): members.member("response", response.description)
    case .offline: members.member("offline", true)
    }
  }

  private static func write(_ close: WindowClose, into members: inout JSONWriter.Members) {
    members.member("lines", close.lines)
    members.member("sum_merchant", close.shares.merchant.ntd)
    members.member("sum_host", close.shares.host.ntd)
    members.member("sum_home", close.shares.home.ntd)
    members.member("window_hash", Base64URL.text(close.hash))
  }

  /// The members of an object after those of a prefix.
  static func joined(_ prefix: [UInt8], _ object: [UInt8]) -> [UInt8] {
    guard object.count > 2 else { return prefix + object.dropFirst() }
    return prefix + [UInt8(ascii: ",")] + object.dropFirst()
  }
}

extension ClaimLineCodec {
  // MARK: Reading

  private static func read(_ fields: JSONFields) throws(JSONFieldError) -> ClaimLine {
    let kind = try fields.parsed("kind", "claim, void, correction or close", ClaimLine.Kind.init)
    let entry: ClaimEntry =
      switch kind {
      case .claim: .claim(try claim(fields))
      case .void: .void(try reversal(fields, reasonRequired: false))
      case .correction: .correction(try reversal(fields, reasonRequired: true))
      case .close: .close(try close(fields))
      }
    return ClaimLine(
      id: try fields.id("id"), seq: try fields.integer("seq", in: LineReading.places),
      window: try fields.parsed("window", "a month YYYY-MM") { CivilMonth($0) },
      recorded: try fields.instant("recorded"), entry: entry)
  }

  private static func claim(_ fields: JSONFields) throws(JSONFieldError) -> Claim {
    Claim(
      redemption: try fields.id("redemption"), check: try fields.id("check"),
      offer: try fields.parsed("offer", "an offer id") { OfferID($0) },
      version: Int(try fields.integer("version", in: LineReading.versions)),
      document: try fields.hash("document"),
      venue: try fields.parsed("venue", "a venue id") { VenueID($0) },
      agreement: AgreementReference(
        id: try fields.string("agreement", bytes: 1...128),
        version: Int(try fields.integer("agreement_version", in: LineReading.versions))),
      service: try fields.instant("service"), tickets: Int(try fields.integer("tickets", in: 0...100_000)),
      regular: try fields.money("regular"), statutory: try fields.money("statutory"),
      paid: try fields.money("paid"), shares: try shares(fields), unfunded: try fields.money("unfunded"),
      evidence: try evidence(fields))
  }

  private static func evidence(_ fields: JSONFields) throws(JSONFieldError) -> ClaimEvidence {
    guard fields.optionalElement("offline") != nil else {
      return .answer(response: try fields.id("response"))
    }
    guard try fields.bool("offline") else {
      throw fields.error("offline", .invalid(expected: "true or nothing"))
    }
    try fields.refuseBeside("offline", ["response"])
    return .offline
  }

  private static func reversal(
    _ fields: JSONFields, reasonRequired: Bool
  ) throws(JSONFieldError) -> ClaimReversal {
    let reason = try fields.optionalString("reason", bytes: 1...ClaimsLimits.reason)
    if reasonRequired, reason == nil { throw fields.error("reason", .missing) }
    return ClaimReversal(
      original: try fields.id("claim"), at: try fields.instant("service"), shares: try shares(fields),
      unfunded: try fields.money("unfunded"), reason: reason)
  }

  private static func close(_ fields: JSONFields) throws(JSONFieldError) -> WindowClose {
    let sums = Shares(
      merchant: Money(try fields.integer("sum_merchant", in: LineReading.sums)),
      host: Money(try fields.integer("sum_host", in: LineReading.sums)),
      home: Money(try fields.integer("sum_home", in: LineReading.sums)))
    return WindowClose(
      lines: try fields.integer("lines", in: 0...LineReading.places.upperBound), shares: sums,
      hash: try fields.hash("window_hash"))
  }

  private static func shares(_ fields: JSONFields) throws(JSONFieldError) -> Shares {
    Shares(
      merchant: try fields.money("merchant"), host: try fields.money("host"), home: try fields.money("home"))
  }
}
