import Rehearsal
import StrictJSON
import Testing

/// What can be measured of WCAG 2.1 AA, by the browser itself, of the page as it stands.
struct AccessibilityCheck {
  let browser: Browser

  /// Texts whose contrast is too low (1.4.3), and how many were looked at.
  func contrast() async throws -> (count: Int64, faults: [String]) {
    try await outcome(
      """
      const channels = (color) => {
        const [red, green, blue, alpha = 1] = color.match(/[\\d.]+/g).map(Number)
        return { light: [red, green, blue], alpha }
      }
      const luminance = (light) => light
        .map((value) => value / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, index) => sum + c * [0.2126, 0.7152, 0.0722][index], 0)
      const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
          const { light, alpha } = channels(getComputedStyle(at).backgroundColor)
          if (alpha === 1) return light
          if (alpha !== 0) throw new Error('a background that lets another through can\\'t be measured')
        }
        return [255, 255, 255]
      }
      const faults = []
      let count = 0
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      while (walk.nextNode()) {
        const element = walk.currentNode.parentElement
        if (!walk.currentNode.data.trim() || element.closest('option, script, noscript, .unseen')) continue
        if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
        const style = getComputedStyle(element)
        const [a, b] = [luminance(channels(style.color).light), luminance(ground(element))]
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
        const size = parseFloat(style.fontSize)
        const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
        // A control that is switched off is exempt, but ours can be read all the same.
        count += 1
        if (ratio < (isLarge ? 3 : 4.5)) faults.push(`${ratio.toFixed(2)}: ${walk.currentNode.data.trim()}`)
      }
      return { count, faults }
      """)
  }

  /// Controls smaller than 44 by 44 points (2.5.5), and how many were looked at.
  func targets() async throws -> (count: Int64, faults: [String]) {
    try await outcome(
      """
      const controls = [...document.querySelectorAll('button, input, select, textarea, summary, a.button, .bar a, nav a')]
        .filter((element) => element.checkVisibility())
        .map((element) => element.closest('label.choice, label.tick') ?? element)
      const faults = controls.filter((element) => {
        const { width, height } = element.getBoundingClientRect()
        return width < 44 || height < 44
      }).map((element) => `${element.id} ${element.className} ${element.innerText}`)
      return { count: controls.length, faults }
      """)
  }

  /// What reaches beyond the window sideways (1.4.10). What stands in a table's box is exempt, as the criterion exempts
  /// tables: the box scrolls by itself, by keyboard too. The box is not.
  func overflow() async throws -> (count: Int64, faults: [String]) {
    try await outcome(
      """
      const faults = document.documentElement.scrollWidth > innerWidth ? ['the page'] : []
      const elements = [...document.querySelectorAll('main *')]
        .filter((element) => element.checkVisibility() && !element.parentElement.closest('.table[tabindex="0"]'))
      for (const element of elements) {
        const { left, right } = element.getBoundingClientRect()
        if (left < -0.5 || right > innerWidth + 0.5) faults.push(element.outerHTML.slice(0, 60))
      }
      return { count: elements.length, faults }
      """)
  }

  /// Controls without a role or without a name (4.1.2), on a page in both languages without one in both.
  func names(bilingual: Bool) async throws -> (count: Int64, faults: [String]) {
    var faults: [String] = []
    var count: Int64 = 0
    for control in try await browser.elements("button, input, select, textarea, summary, a[href]") {
      // What is switched off as a whole, or stands behind an open dialog, is not told to anybody.
      let isTold = try await browser.run(
        """
        const [element] = arguments, dialog = document.querySelector('dialog[open]')
        return element.checkVisibility() && !element.closest('[inert]') && (!dialog || dialog.contains(element))
        """, control.reference)
      guard isTold == .bool(true) else { continue }
      count += 1
      let (role, name) = try await browser.accessible(control)
      let isChinese = name.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
      let isEnglish = name.contains { $0.isASCII && $0.isLetter }
      let isNamed = bilingual ? isChinese && isEnglish : isChinese || isEnglish
      if role.isEmpty || role == "generic" || !isNamed { faults.append("\(role) “\(name)”") }
    }
    return (count, faults)
  }

  private func outcome(_ script: String) async throws -> (count: Int64, faults: [String]) {
    guard case .object(let object) = try await browser.run(script),
      case .integer(let count)? = object["count"], case .array(let faults)? = object["faults"]
    else { throw BrowserFailure("the check gave nothing") }
    return (count, faults.map { if case .string(let text) = $0 { text } else { "\($0)" } })
  }

  /// Everything, of the page as it stands.
  func expectSound(
    _ state: String, bilingual: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    for (what, outcome) in [
      ("contrast", try await contrast()), ("target", try await targets()), ("overflow", try await overflow()),
      ("name", try await names(bilingual: bilingual)),
    ] {
      #expect(outcome.count > 0, "\(state): nothing to look at for \(what)", sourceLocation: sourceLocation)
      #expect(outcome.faults.isEmpty, "\(state): \(what)", sourceLocation: sourceLocation)
    }
  }
}
