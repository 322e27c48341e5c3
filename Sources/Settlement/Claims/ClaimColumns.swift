public import Benefits

/// The part of a line that sums, windows and reversals need. A store keeps it in columns beside the exact bytes, so that
/// a million lines are verified and added up without reading their JSON.
///
/// The bytes of every line begin with these members, in this order and spelling (``prefix``): whether columns and bytes
/// say the same is therefore one comparison.
public struct ClaimColumns: Hashable, Sendable {
  /// The line's place in its chain, from 1.
  public let seq: Int64
  /// When the host city appended it, in whole seconds.
  public let recorded: Instant
  /// When what it states happened, in whole seconds.
  public let service: Instant
  /// What it adds to its window's sums; zero on a close.
  public let shares: Shares
  /// The part of the home city's share that is not payable yet.
  public let unfunded: Money
  /// The line.
  public let id: UUIDv7
  /// The claim it is about: itself, or the one it refers to; nil on a close.
  public let claim: UUIDv7?
  /// The month that it is settled with.
  public let window: CivilMonth
  /// What it states.
  public let kind: ClaimLine.Kind

  /// Makes columns, as they were stored.
  public init(
    seq: Int64, recorded: Instant, service: Instant, shares: Shares, unfunded: Money, id: UUIDv7,
    claim: UUIDv7?,
    window: CivilMonth, kind: ClaimLine.Kind
  ) {
    self.seq = seq
    self.recorded = recorded
    self.service = service
    self.shares = shares
    self.unfunded = unfunded
    self.id = id
    self.claim = claim
    self.window = window
    self.kind = kind
  }

  /// The columns of a line.
  public init(_ line: ClaimLine) {
    self.init(
      seq: line.seq, recorded: line.recorded, service: line.service, shares: line.shares,
      unfunded: line.unfunded,
      id: line.id, claim: line.claimID, window: line.window, kind: line.kind)
  }

  /// How the bytes of the line begin: an object's opening brace and these members. It ends with a quotation mark, so no
  /// longer number can be mistaken for a shorter one.
  public var prefix: [UInt8] {
    var text = ASCIIText(capacity: 320)
    text.append("{\"seq\":")
    text.append(seq)
    text.append(",\"recorded\":")
    text.append(recorded.seconds)
    text.append(",\"service\":")
    text.append(service.seconds)
    text.append(",\"merchant\":")
    text.append(shares.merchant.ntd)
    text.append(",\"host\":")
    text.append(shares.host.ntd)
    text.append(",\"home\":")
    text.append(shares.home.ntd)
    text.append(",\"unfunded\":")
    text.append(unfunded.ntd)
    text.append(",\"id\":\"")
    text.append(id)
    if let claim {
      text.append("\",\"claim\":\"")
      text.append(claim)
    }
    text.append("\",\"window\":\"")
    text.append(window.year, digits: 4)
    text.append("-")
    text.append(window.month, digits: 2)
    text.append("\",\"kind\":\"")
    text.append(kind.rawValue)
    text.append("\"")
    return text.bytes
  }
}
