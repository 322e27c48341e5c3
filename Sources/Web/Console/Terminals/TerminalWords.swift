import Benefits
import Store

/// What is said of a terminal.
struct TerminalWords {
  /// In service and not heard for so long: somebody should look.
  static let silence = TimeSpan.hours(24)

  let say: PageLanguage
  let now: Instant

  /// Whether a terminal that is in service was not heard for a day, or never within a day of its coming.
  static func isSilent(_ terminal: Terminal, _ contact: TerminalContact?, at now: Instant) -> Bool {
    terminal.revoked == nil && now - (contact?.at ?? terminal.added) >= silence
  }

  /// Its state, with a tone.
  func state(_ terminal: Terminal, _ contact: TerminalContact?) -> (OfficePage.Notice.Tone, String) {
    if let revoked = terminal.revoked {
      return (.bad, say("已停用 \(PageTime.minute(revoked))", "Revoked \(PageTime.minute(revoked))"))
    }
    if Self.isSilent(terminal, contact, at: now) {
      return (.warn, say("超過一天沒有連線", "Silent for over a day"))
    }
    return contact == nil ? (.info, say("尚未連線", "Not heard yet")) : (.good, say("使用中", "In service"))
  }

  /// When it was last heard.
  func lastContact(_ contact: TerminalContact?) -> String {
    contact.map { SinceText(say: say, now: now)($0.at) } ?? "—"
  }

  /// The version of its page.
  func page(_ contact: TerminalContact?) -> String {
    guard let page = contact?.page else { return "—" }
    return page == PageRoutes.version
      ? say("最新", "current") : say("舊版 \(page)，重新整理即更新", "old (\(page)); reloads into the new one")
  }
}
