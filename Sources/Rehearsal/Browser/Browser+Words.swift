import NIOHTTP1
import StrictJSON

/// The page by its visible words alone, as a person finds a thing who has never seen it: no id, no class, no address.
///
/// What bears exactly the words is meant, else what has them among its own. It must be one: what could be this or that
/// is a fault of the page, and is thrown with the words that are there. `place` narrows it down to the row, list entry or
/// box that says so.
///
/// A page that is being left is waited for (``settle()``). One that goes away between the look and the deed is no fault:
/// it is looked for again on the next. A click that took effect is never repeated.
extension Browser {
  /// What words can stand on.
  private enum Kind: String {
    /// Links, buttons, and headings that unfold something.
    case deed = "a[href], button, summary, [role=button]"
    /// Fields to fill in, by their labels.
    case field = "input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea"
    /// Boxes and circles to tick, by their labels.
    case tick = "input[type=checkbox], input[type=radio]"
  }

  /// Follows a link, presses a button, or unfolds something.
  public func follow(_ words: String, in place: String? = nil) async throws {
    try await again(if: Self.hadNoEffect) { try await click(find(.deed, words, place)) }
  }

  /// Fills in the field of a label, in place of what is there. A day is written `YYYY-MM-DD`.
  public func fill(_ label: String, with text: String, in place: String? = nil) async throws {
    // Filled in once more, the field holds the same.
    try await again(if: \.isOfPageThatWent) {
      try await put(text, into: find(.field, label, place))
    }
  }

  private func put(_ text: String, into field: Element) async throws {
    // The parts of a day are typed in another order in each language; the browser tells the page the same.
    let isSet = try await run(
      """
      const [field, text] = arguments
      if (!['date', 'time', 'datetime-local', 'month'].includes(field.type)) return false
      field.value = text
      for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }))
      return true
      """, field.reference, .string(text))
    if isSet != .bool(true) { try await fill(field, with: text) }
  }

  /// Chooses an option in the list of a label.
  public func choose(_ option: String, for label: String, in place: String? = nil) async throws {
    try await again(if: Self.hadNoEffect) {
      try await click(self.option(option, in: find(.field, label, place)))
    }
  }

  private func option(_ option: String, in list: Element) async throws -> Element {
    let found = try await run(
      """
      const [list, words] = arguments
      const all = [...(list.options ?? [])]
      const fit = [all.filter(({ text }) => text === words), all.filter(({ text }) => text.includes(words))]
        .find(({ length }) => length > 0) ?? []
      return fit.length === 1 ? fit[0] : all.map(({ text }) => text).join(' | ')
      """, list.reference, .string(option))
    guard let element = Element(found) else { throw Self.failure(option, found) }
    return element
  }

  /// Ticks the box, or chooses the circle, of a label; a box that is ticked loses its tick.
  public func tick(_ label: String, in place: String? = nil) async throws {
    try await again(if: Self.hadNoEffect) { try await click(find(.tick, label, place)) }
  }

  /// What the reader sees of the page, in the order of reading.
  public var words: String { get async throws { try await text("document.body.innerText") } }

  /// Whether nothing was done yet to the element that was found.
  private static func hadNoEffect(_ failure: BrowserFailure) -> Bool { failure.code == .staleElement }

  /// Looks for it every 20 ms, as long as there is patience.
  private func find(_ kind: Kind, _ words: String, _ place: String?) async throws -> Element {
    let clock = ContinuousClock()
    let end = clock.now + patience
    while true {
      try await settle()
      let found = try await ask(
        Self.search, .string(kind.rawValue), .string(words), place.map(JSONValue.string) ?? .null)
      if let element = Element(found) { return element }
      guard clock.now < end else { throw Self.failure(words, found) }
      try await clock.sleep(for: .milliseconds(20))
    }
  }

  private static func failure(_ words: String, _ found: JSONValue) -> BrowserFailure {
    if case .string(let there) = found {
      BrowserFailure("“\(words)” is not on the page, or more than once; there are: \(there)")
    } else {
      BrowserFailure("“\(words)” is not on the page")
    }
  }

  /// Gives the element, or the words of all that could have been meant.
  private static let search = """
    const [kind, words, place] = arguments
    const plain = (text) => (text ?? '').replace(/\\s+/g, ' ').trim()
    const dialog = document.querySelector('dialog[open]')
    const isSeen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && !element.closest('[inert]') && (!dialog || dialog.contains(element))
    const withoutControls = (label) => {
      const copy = label.cloneNode(true)
      copy.querySelectorAll('select, textarea, input, button').forEach((control) => control.remove())
      return copy.textContent
    }
    const name = (element) => plain(
      element.labels ? [...element.labels].filter(isSeen).map(withoutControls).join(' ') || element.innerText
        : element.innerText)
    const surroundings = (element) => {
      const around = []
      for (let at = element.parentElement; at; at = at.parentElement) {
        if (at.matches('li, tr, dd, fieldset, section, article, form, dialog, nav')) around.push(plain(at.innerText))
      }
      return around
    }
    let all = [...document.querySelectorAll(kind)].filter((element) => isSeen(element) && name(element))
    const names = [...new Set(all.map(name))].join(' | ')
    if (place !== null) {
      const size = new Map(all.map((element) =>
        [element, surroundings(element).find((text) => text.includes(place))?.length ?? Infinity]))
      all = all.filter((element) => size.get(element) < Infinity)
      const fits = all.filter((element) => name(element).includes(words))
      const least = Math.min(...fits.map((element) => size.get(element)))
      all = fits.filter((element) => size.get(element) === least)
    }
    const fit = [all.filter((element) => name(element) === words), all.filter((element) => name(element).includes(words))]
      .find(({ length }) => length > 0) ?? []
    // Two links to one page are one to a reader.
    const goals = new Set(fit.map((element) => element.href || element))
    return goals.size === 1 ? fit[0] : names
    """
}
