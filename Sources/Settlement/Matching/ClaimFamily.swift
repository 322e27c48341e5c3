public import Benefits

/// A line with what was last found about it.
public struct FoundLine: Hashable, Sendable {
  /// The line.
  public let line: ClaimLine
  /// The latest finding about it; nil while there is none.
  public let finding: Finding?

  /// Makes one.
  public init(line: ClaimLine, finding: Finding?) {
    self.line = line
    self.finding = finding
  }
}

extension ClaimStanding {
  /// A claim as it stands after its reversals, in the order of the chain. One that was rejected counts as if it had not
  /// been appended: else a void would take back what was never payable.
  public init?(_ claim: ClaimLine, reversals: [FoundLine]) {
    self.init(claim)
    for reversal in reversals where reversal.finding != .rejected { take(reversal.line) }
  }
}

/// A claim with its corrections and void. Their findings hang together: what is payable of a claim is never less than
/// nothing for anybody, and of one that was voided it is nothing.
public struct ClaimFamily: Hashable, Sendable {
  /// The claim.
  public let claim: FoundLine
  /// Its corrections and voids, in the order of the chain.
  public let reversals: [FoundLine]

  /// Makes a family.
  public init(claim: FoundLine, reversals: [FoundLine]) {
    self.claim = claim
    self.reversals = reversals
  }

  /// What the home city enters when it finds `finding` about one of the lines: by its judgement, a dispute's end or a
  /// deadline.
  ///
  /// The order matters where receipts are read in pages: after each entry, what is payable is not below zero.
  public func entries(_ finding: Finding, about line: UUIDv7) -> [(line: UUIDv7, finding: Finding)] {
    let found = [(line: line, finding: finding)]
    guard line != claim.line.id else {
      switch finding {
      case .matched, .awaiting: return found
      // A reversal is payable only together with its claim.
      case .exception, .rejected: return others(than: finding) + found
      }
    }
    guard finding == .matched else { return found }
    let original = claim.finding == .matched ? [] : [(line: claim.line.id, finding: Finding.matched)]
    guard reversals.contains(where: { $0.line.id == line && $0.line.kind == .void }) else {
      return original + found
    }
    // All that is open of a voided claim is payable with the void, and together comes to nothing.
    return original + others(than: .matched).filter { $0.line != line } + found
  }

  private func others(than finding: Finding) -> [(line: UUIDv7, finding: Finding)] {
    reversals.filter { $0.finding != finding && $0.finding != .rejected }.map { ($0.line.id, finding) }
  }
}
