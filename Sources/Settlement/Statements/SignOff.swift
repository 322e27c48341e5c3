public import Benefits

/// Two people of one city who approve the hash of a statement before their node signs it: four eyes are two names.
public struct SignOff: Hashable, Sendable {
  /// What is approved: the statement's hash, 32 bytes.
  public let hash: [UInt8]
  /// Who prepared it (製單).
  public private(set) var maker: Approval?
  /// Who looked it over (覆核).
  public private(set) var checker: Approval?

  /// Begins, or takes up, a sign-off.
  public init(hash: [UInt8], maker: Approval? = nil, checker: Approval? = nil) {
    self.hash = hash
    self.maker = maker
    self.checker = checker
  }

  /// Whether the node may sign.
  public var isComplete: Bool { maker != nil && checker != nil }

  /// Takes a person's approval of `hash`.
  ///
  /// - Throws: ``SettlementFault/hashDiffers``, ``SettlementFault/approvedAlready``, ``SettlementFault/makerFirst``,
  ///   ``SettlementFault/samePerson``.
  public mutating func approve(_ hash: [UInt8], as part: Part, by approval: Approval) throws(SettlementFault)
  {
    guard hash == self.hash else { throw .hashDiffers }
    switch part {
    case .maker:
      guard maker == nil else { throw .approvedAlready }
      maker = approval
    case .checker:
      guard checker == nil else { throw .approvedAlready }
      guard let maker else { throw .makerFirst }
      guard maker.name != approval.name else { throw .samePerson }
      checker = approval
    }
  }

  /// Which of the two.
  public enum Part: String, CaseIterable, Hashable, Sendable {
    case maker, checker
  }

  /// Who approved, and when.
  public struct Approval: Hashable, Sendable {
    /// The person's name in the office; whoever acts twice under one name is one person.
    public let name: String
    /// When.
    public let at: Instant

    /// Makes an approval.
    public init(name: String, at: Instant) {
      self.name = name
      self.at = at
    }
  }
}
