import Benefits

/// The first member in which two statements differ, in the order of their bytes.
public struct StatementDifference: Hashable, Sendable {
  /// The member, such as `payable.shares.home` or `excluded[3]`.
  public let member: String
  /// What the own books say.
  public let own: String
  /// What the other city said.
  public let other: String

  /// Makes a difference.
  public init(member: String, own: String, other: String) {
    self.member = member
    self.own = own
    self.other = other
  }
}

extension Statement {
  /// Where `other` first differs; nil where both say the same.
  public func firstDifference(from other: Statement) -> StatementDifference? {
    let members = Self.members(self)
    let others = Self.members(other)
    for (mine, theirs) in zip(members, others) where mine.value != theirs.value {
      guard let list = StatementListKind(rawValue: mine.name) else {
        return StatementDifference(member: mine.name, own: mine.value, other: theirs.value)
      }
      return self[list].firstDifference(from: other[list], in: list)
    }
    return nil
  }

  /// One of the lists.
  public subscript(list: StatementListKind) -> StatementList {
    switch list {
    case .carriedIn: carriedIn
    case .excluded: excluded
    case .dropped: dropped
    case .bySilence: bySilence
    case .unfunded: unfunded
    }
  }

  private static func members(_ statement: Statement) -> [(name: String, value: String)] {
    [
      ("pair", "\(statement.pair)"), ("number", "\(statement.number)"), ("window", "\(statement.window)"),
      ("close.number", "\(statement.close.number)"), ("close.hash", hex(statement.close.hash)),
      ("receipts.number", "\(statement.receipts.number)"), ("receipts.hash", hex(statement.receipts.hash)),
    ] + members(statement.claimed, in: "claimed") + members(statement.payable, in: "payable")
      + StatementListKind.allCases.map { ($0.rawValue, statement[$0].summary) }
  }

  private static func members(_ tally: StatementTally, in name: String) -> [(name: String, value: String)] {
    [
      ("\(name).lines", "\(tally.lines)"), ("\(name).merchant", "\(tally.shares.merchant.ntd)"),
      ("\(name).host", "\(tally.shares.host.ntd)"), ("\(name).home", "\(tally.shares.home.ntd)"),
      ("\(name).unfunded", "\(tally.unfunded.ntd)"),
    ]
  }
}

extension StatementList {
  /// Count, sum and hash in one text.
  var summary: String { "\(count) / \(amount.ntd) / \(hex(hash))" }

  /// Names the first entry that differs where both lists are inline, else the sums.
  fileprivate func firstDifference(
    from other: StatementList, in kind: StatementListKind
  ) -> StatementDifference {
    for index in 0..<max(entries.count, other.entries.count) {
      let mine = index < entries.count ? entries[index].text : ""
      let theirs = index < other.entries.count ? other.entries[index].text : ""
      if mine != theirs {
        return StatementDifference(member: "\(kind.rawValue)[\(index)]", own: mine, other: theirs)
      }
    }
    return StatementDifference(member: kind.rawValue, own: summary, other: other.summary)
  }
}

extension StatementEntry {
  fileprivate var text: String { "\(line) \(amount.ntd) \(reason)" }
}

private func hex(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
