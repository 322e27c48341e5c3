public import Benefits

/// A request's identity for replay protection: `(iss, jti)`.
public struct ReplayKey: Hashable, Sendable {
  /// Who asked.
  public let issuer: EntityID
  /// Its `jti`.
  public let request: UUIDv7

  /// Makes a key.
  public init(issuer: EntityID, request: UUIDv7) {
    self.issuer = issuer
    self.request = request
  }
}

/// A request that was answered, and how.
public struct AnsweredRequest: Hashable, Sendable {
  /// Which.
  public let key: ReplayKey
  /// SHA-256 of its exact bytes, disclosures included.
  public let hash: [UInt8]
  /// The exact response, to be given again to the same bytes.
  public let response: [UInt8]
  /// When the record may be forgotten.
  public let remembered: Instant

  /// Makes a record.
  public init(key: ReplayKey, hash: [UInt8], response: [UInt8], remembered: Instant) {
    self.key = key
    self.hash = hash
    self.response = response
    self.remembered = remembered
  }
}

/// Where unrecognised numbers are counted: one venue of a host, or the host as a whole.
public struct ProbeKey: Hashable, Comparable, Sendable {
  /// The host city.
  public let host: EntityID
  /// The venue; nil for the host's ceiling.
  public let venue: VenueID?
  /// The start of the counting window, in seconds since the epoch.
  public let window: Int64

  /// Makes a key.
  public init(host: EntityID, venue: VenueID?, window: Int64) {
    self.host = host
    self.venue = venue
    self.window = window
  }

  /// By host, then the ceiling before the venues, then the window: one order for all who lock counts.
  public static func < (a: ProbeKey, b: ProbeKey) -> Bool {
    (a.host.text, a.venue?.text ?? "", a.window) < (b.host.text, b.venue?.text ?? "", b.window)
  }
}

/// How many unrecognised numbers are answered in a window, so that nobody finds members by trying numbers.
public struct ProbeLimits: Hashable, Sendable {
  /// Seconds in a window.
  public let window: Int64
  /// For one venue.
  public let venue: Int
  /// For a host over all its venues.
  public let host: Int

  /// Makes limits.
  public init(window: Int64 = 600, venue: Int = 30, host: Int = 300) {
    self.window = window
    self.venue = venue
    self.host = host
  }

  /// The start of the window that `now` lies in.
  public func start(at now: Instant) -> Int64 { now.seconds - now.seconds % window }
}

/// A line of the log that the cardholder may see: which host learned what, when and where.
public struct DisclosureRecord: Hashable, Sendable {
  /// The member's keyed hash.
  public let member: [UInt8]
  /// The host city.
  public let host: EntityID
  /// Where the card was shown.
  public let venue: VenueID
  /// The host's check id.
  public let check: UUIDv7
  /// When.
  public let at: Instant
  /// What was asked.
  public let asked: [BenefitClass]
  /// What was confirmed.
  public let granted: [BenefitClass]

  /// Makes a line.
  public init(
    member: [UInt8], host: EntityID, venue: VenueID, check: UUIDv7, at: Instant, asked: [BenefitClass],
    granted: [BenefitClass]
  ) {
    self.member = member
    self.host = host
    self.venue = venue
    self.check = check
    self.at = at
    self.asked = asked
    self.granted = granted
  }
}

/// Keep a signed response before it is sent: replay record, probe counts and disclosure log together.
///
/// The response was signed in advance, on the assumption that no probing limit is reached. Where one is, the
/// desk keeps no answer and names the venues, and the caller signs anew with `limited` for every question from
/// there: were known cards still answered, `limited` itself would tell the unknown ones. What was left of the
/// limit is used up all the same: a batch that filled it but for one number would otherwise tell, by being
/// limited or not, whether that number is known, as often as one likes. Limits are rarely reached, so the
/// signature is hardly ever wasted, and signing never holds up the writer.
public struct KeepAnswers: Sendable {
  /// The request and its response.
  public let answered: AnsweredRequest
  /// How many `unrecognised` answers the response holds, for each venue that it says anything about.
  public let unrecognised: [VenueID: Int]
  /// What the response discloses.
  public let disclosures: [DisclosureRecord]

  /// Makes the command.
  public init(answered: AnsweredRequest, unrecognised: [VenueID: Int], disclosures: [DisclosureRecord]) {
    self.answered = answered
    self.unrecognised = unrecognised
    self.disclosures = disclosures
  }
}

/// What became of ``KeepAnswers``.
public enum AnswersKept: Hashable, Sendable {
  /// Send these bytes: the new response, or the stored one if the same request came before.
  case send([UInt8])
  /// The request's id was used with other bytes.
  case replayedOtherBytes
  /// Sign anew with `limited` for every question from these venues.
  case limited(Set<VenueID>)
}

/// The home city's rules that need memory: a state machine over replay records and probe counts, filled,
/// stepped and written by the commit queue like the counter's desk.
public struct AnswerDesk: Sendable {
  /// A row to write, in order.
  public enum Effect: Hashable, Sendable {
    case insertAnswered(AnsweredRequest)
    case addProbes(ProbeKey, Int)
    case insertDisclosure(DisclosureRecord)
  }

  private var answered: [ReplayKey: AnsweredRequest]
  private var probes: [ProbeKey: Int]
  private let limits: ProbeLimits
  /// What the decided commands change.
  public private(set) var effects: [Effect] = []

  /// Opens the desk over the stored rows that the commands name.
  public init(answered: [AnsweredRequest] = [], probes: [ProbeKey: Int] = [:], limits: ProbeLimits = .init())
  {
    self.answered = Dictionary(answered.map { ($0.key, $0) }) { first, _ in first }
    self.probes = probes
    self.limits = limits
  }

  /// Keeps the answers, unless the request was answered before or a probing limit is reached.
  public mutating func keep(_ command: KeepAnswers, at now: Instant) -> AnswersKept {
    let record = command.answered
    if let known = answered[record.key] {
      return known.hash == record.hash ? .send(known.response) : .replayedOtherBytes
    }
    let host = record.key.issuer
    let window = limits.start(at: now)
    let total = ProbeKey(host: host, venue: nil, window: window)
    var counted: [(ProbeKey, Int)] = []
    var exhausted: [(ProbeKey, Int)] = []
    var over: Set<VenueID> = []
    var sum = probes[total] ?? 0
    for (venue, count) in command.unrecognised.sorted(by: { $0.key < $1.key }) {
      let key = ProbeKey(host: host, venue: venue, window: window)
      let room = max(0, min(limits.venue - (probes[key] ?? 0), limits.host - sum))
      if room == 0 || count > room {
        over.insert(venue)
        if room > 0 { exhausted.append((key, room)) }
        sum += room
      } else if count > 0 {
        counted.append((key, count))
        sum += count
      }
    }
    guard over.isEmpty else {
      for (key, room) in exhausted {
        add(room, to: key)
        add(room, to: total)
      }
      return .limited(over)
    }
    for (key, count) in counted {
      add(count, to: key)
      add(count, to: total)
    }
    answered[record.key] = record
    effects.append(.insertAnswered(record))
    effects.append(contentsOf: command.disclosures.map(Effect.insertDisclosure))
    return .send(record.response)
  }

  private mutating func add(_ count: Int, to key: ProbeKey) {
    probes[key, default: 0] += count
    effects.append(.addProbes(key, count))
  }
}
