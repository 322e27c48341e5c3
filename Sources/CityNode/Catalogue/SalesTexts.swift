public import Benefits

extension FundingParty {
  /// Who bears it, as a merchant reads it.
  public var text: BilingualText {
    switch self {
    case .merchant: BilingualText(zh: "本店自付", en: "you")
    case .host: BilingualText(zh: "本市", en: "this city")
    case .home: BilingualText(zh: "發卡城市", en: "the card's city")
    }
  }
}

extension CheckRecord {
  /// Why nothing was reduced, as the clerk was told; `city` is the home city's name.
  public func refusalText(city: BilingualText?) -> BilingualText {
    decision.reason.clerkText(city: city).message
  }
}
