public import Benefits

/// One line of a directed pair's chain. What is hashed, sent and kept are its exact bytes; this is what they say.
public struct ClaimLine: Hashable, Sendable {
  /// Permanent; every later line, receipt, dispute and statement names the line by it.
  public let id: UUIDv7
  /// Its place in the chain, from 1, without a gap.
  public let seq: Int64
  /// The month that it is settled with. Fixed when the line is appended: the month of its service date while that is
  /// open, else the month that is.
  public let window: CivilMonth
  /// When the host city appended it.
  public let recorded: Instant
  /// What it states.
  public let entry: ClaimEntry

  /// Makes a line.
  public init(id: UUIDv7, seq: Int64, window: CivilMonth, recorded: Instant, entry: ClaimEntry) {
    self.id = id
    self.seq = seq
    self.window = window
    self.recorded = recorded
    self.entry = entry
  }
}

/// What a line states.
public enum ClaimEntry: Hashable, Sendable {
  /// A redemption at work of one offer.
  case claim(Claim)
  /// Takes a claim back whole: the negated shares of the original.
  case void(ClaimReversal)
  /// Changes a claim by a difference, such as after a dispute or an error found after its statement.
  case correction(ClaimReversal)
  /// Ends a window: nothing with that window follows.
  case close(WindowClose)
}

/// One (redemption, offer), as it was decided at the counter. Claims of value zero between the cities are claims too:
/// they are what the cities count.
public struct Claim: Hashable, Sendable {
  /// The host city's redemption.
  public let redemption: UUIDv7
  /// The host city's check that was redeemed; the home city's answer names it.
  public let check: UUIDv7
  /// The offer at work.
  public let offer: OfferID
  /// Its version.
  public let version: Int
  /// SHA-256 of the venue document that states it, as the host city's signed registry names it.
  public let document: [UInt8]
  /// Where.
  public let venue: VenueID
  /// The agreement in force at service time.
  public let agreement: AgreementReference
  /// When the card was shown and honoured.
  public let service: Instant
  /// Tickets that the offer reduced.
  public let tickets: Int
  /// What these tickets cost without any reduction.
  public let regular: Money
  /// What they cost by law alone.
  public let statutory: Money
  /// What the visitor paid for them.
  public let paid: Money
  /// Who bears what the offer took off beyond the law.
  public let shares: Shares
  /// The part of the home city's share for which its budget has no money yet; approved, and not payable until it has
  /// (`approved_unfunded`).
  public let unfunded: Money
  /// What the host city relied on.
  public let evidence: ClaimEvidence

  /// Makes a claim.
  public init(
    redemption: UUIDv7, check: UUIDv7, offer: OfferID, version: Int, document: [UInt8], venue: VenueID,
    agreement: AgreementReference, service: Instant, tickets: Int, regular: Money, statutory: Money,
    paid: Money, shares: Shares, unfunded: Money = .zero, evidence: ClaimEvidence
  ) {
    self.redemption = redemption
    self.check = check
    self.offer = offer
    self.version = version
    self.document = document
    self.venue = venue
    self.agreement = agreement
    self.service = service
    self.tickets = tickets
    self.regular = regular
    self.statutory = statutory
    self.paid = paid
    self.shares = shares
    self.unfunded = unfunded
    self.evidence = evidence
  }
}

/// What the host city relied on when it gave the benefit.
public enum ClaimEvidence: Hashable, Sendable {
  /// The home city's signed response, by its `jti`; the answer within is the one to the claim's check. The response
  /// itself is sent when the home city asks for it (``Finding/awaiting``).
  case answer(response: UUIDv7)
  /// The line was down and the counter knew the holder from before, within the offer's offline policy.
  case offline
}

/// A version of an agreement.
public struct AgreementReference: Hashable, Sendable {
  /// The agreement, such as `taipei-taitung`.
  public let id: String
  /// Its version, from 1.
  public let version: Int

  /// Names a version.
  public init(id: String, version: Int) {
    self.id = id
    self.version = version
  }
}

/// What a line changes of an earlier claim.
public struct ClaimReversal: Hashable, Sendable {
  /// The claim line that it refers to.
  public let original: UUIDv7
  /// When what it rests on happened: the voiding, or the decision to correct.
  public let at: Instant
  /// What it adds to the original's shares; a void adds their negation.
  public let shares: Shares
  /// What it adds to the original's unfunded part.
  public let unfunded: Money
  /// Why, in the host city's words; nil for an undo within ten minutes.
  public let reason: String?

  /// Makes a reversal.
  public init(original: UUIDv7, at: Instant, shares: Shares, unfunded: Money = .zero, reason: String?) {
    self.original = original
    self.at = at
    self.shares = shares
    self.unfunded = unfunded
    self.reason = reason
  }
}

/// The host city's word that a window is over, and what it came to.
public struct WindowClose: Hashable, Sendable {
  /// How many lines have the window; this one is not counted.
  public let lines: Int64
  /// The sum of their shares.
  public let shares: Shares
  /// The hash over the hashes of these lines in their order.
  public let hash: [UInt8]

  /// Makes a close.
  public init(lines: Int64, shares: Shares, hash: [UInt8]) {
    self.lines = lines
    self.shares = shares
    self.hash = hash
  }
}

extension ClaimLine {
  /// The kind of the line, as it is stored and sent.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case claim, void, correction, close
  }

  /// The kind.
  public var kind: Kind {
    switch entry {
    case .claim: .claim
    case .void: .void
    case .correction: .correction
    case .close: .close
    }
  }

  /// What the line adds to its window's sums; nothing for a close.
  public var shares: Shares {
    switch entry {
    case .claim(let claim): claim.shares
    case .void(let reversal), .correction(let reversal): reversal.shares
    case .close: .zero
    }
  }

  /// The part of the home city's share that is not payable yet.
  public var unfunded: Money {
    switch entry {
    case .claim(let claim): claim.unfunded
    case .void(let reversal), .correction(let reversal): reversal.unfunded
    case .close: .zero
    }
  }

  /// When what it states happened; a close happened when it was appended.
  public var service: Instant {
    switch entry {
    case .claim(let claim): claim.service
    case .void(let reversal), .correction(let reversal): reversal.at
    case .close: recorded
    }
  }

  /// The claim it is about: itself, or the one it refers to; nil for a close.
  public var claimID: UUIDv7? {
    switch entry {
    case .claim: id
    case .void(let reversal), .correction(let reversal): reversal.original
    case .close: nil
    }
  }
}
