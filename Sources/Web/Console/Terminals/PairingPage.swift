import Benefits
import Office
import QRCode

/// The QR code that makes one device a terminal, and whether it did.
struct PairingPage {
  let say: PageLanguage
  let now: Instant
  let page: OfficePage
  let pairing: TerminalPairing
  let place: String
  /// The link with the code.
  let link: String
  /// Whether the link leads to this very machine and to no other.
  let isOnlyHere: Bool

  func write(_ html: inout HTMLWriter) {
    html.facts([
      (say("放在哪裡", "Where"), place), (say("名稱", "Label"), pairing.label),
      (say("邀請人", "Invited by"), pairing.author.name),
    ])
    switch pairing.state(at: now) {
    case .waiting: waiting(&html)
    case .used:
      html.notice(
        .good,
        say(
          "已配對（\(pairing.used.map(PageTime.minute) ?? "")）。QR 碼已失效。",
          "Paired (\(pairing.used.map(PageTime.minute) ?? "")). The QR code no longer counts."))
      again(&html, isPrimary: false)
    case .expired:
      html.notice(.warn, say("QR 碼已失效，沒有裝置配對。", "The QR code no longer counts; no device was paired."))
      again(&html, isPrimary: true)
    }
  }

  private func again(_ html: inout HTMLWriter, isPrimary: Bool) {
    html.element("div", ["class": "row"]) { row in
      row.button(say("回到終端機", "To the terminals"), to: "/console/terminals", isPrimary: !isPrimary)
      row.button(
        say("再新增一台", "Add another"), to: "/console/terminals/new", isPrimary: isPrimary)
    }
  }

  private func waiting(_ html: inout HTMLWriter) {
    html.element("ol") { steps in
      steps.element(
        "li",
        text: say("在要當櫃檯的裝置上，用相機掃描這個 QR 碼。", "On the device that becomes the counter, scan this QR code."))
      steps.element(
        "li",
        text: say("開啟出現的連結。櫃檯頁面會自動完成配對。", "Open the link that appears. The counter page pairs by itself."))
      steps.element("li", text: say("這一頁會顯示「已配對」。", "This page then says “Paired”."))
    }
    if isOnlyHere {
      html.notice(
        .warn,
        say(
          "您用本機網址開啟管理台，這個 QR 碼只能在這台機器上使用。請改用節點對外的網址開啟管理台。",
          "You opened the console under this machine's own address, so the code works on this machine alone. Open the console under the node's public address."
        ))
    }
    if let symbol = try? QRSymbol(link) {
      html.qrCode(symbol, name: say("配對 QR 碼", "Pairing QR code"))
    }
    html.element("details") { details in
      details.element("summary", text: say("無法掃描？", "Can't scan?"))
      details.element(
        "p", text: say("在那台裝置的瀏覽器開啟這個網址：", "Open this address in that device's browser:"))
      details.element("p") { $0.element("code", text: link) }
    }
    html.element(
      "p",
      text: say(
        "只能用一次，有效到 \(PageTime.minute(pairing.expires))。不要拍照或轉傳：誰先開啟，誰就成為這台終端機。",
        "It counts once, until \(PageTime.minute(pairing.expires)). Send it to nobody: whoever opens it first becomes this terminal."
      ))
    html.element(
      "div", ["class": "row", "id": "pairing", "data-state": "/console/terminals/pair/\(pairing.id)/state"]
    ) { row in
      row.button(say("更新狀態", "Look again"), to: "/console/terminals/pair/\(pairing.id)")
      page.form(to: "/console/terminals/pair/\(pairing.id)/end", class: nil, in: &row) { form in
        form.submit(say("取消這次配對", "Cancel this pairing"), style: "danger")
      }
    }
  }
}
