extension Benefit {
  /// The benefit in a few characters, as a counter shows it: "85 折" beside "15 % off".
  ///
  /// Taiwan names what is left to pay, in tenths: 30 % off is 7 折, 15 % off is 85 折 (eight and a half
  /// tenths, written without the point), and 95 % off 0.5 折, which must not read like the 5 折 of half price.
  public var label: BilingualText {
    switch self {
    case .percentOff(100), .flatPrice(.zero), .free:
      BilingualText(zh: "免費", en: "free")
    case .percentOff(let percent):
      BilingualText(zh: "\(Self.tenths(100 - percent)) 折", en: "\(percent) % off")
    case .amountOff(let amount):
      BilingualText(zh: "折 \(amount.ntd) 元", en: "NT$\(amount.ntd) off")
    case .flatPrice(let price):
      BilingualText(zh: "優惠價 \(price.ntd) 元", en: "NT$\(price.ntd)")
    case .buyGet(let buy, let get):
      BilingualText(zh: "買 \(buy) 送 \(get)", en: "\(get) free with \(buy)")
    case .redeemable(let value):
      BilingualText(zh: "送 \(value.ntd) 元可折抵消費", en: "NT$\(value.ntd) to spend inside")
    }
  }

  private static func tenths(_ percentToPay: Int) -> String {
    switch percentToPay {
    case ..<10: "0.\(percentToPay)"
    case let whole where whole.isMultiple(of: 10): String(whole / 10)
    default: String(percentToPay)
    }
  }
}
