import StrictJSON

/// A page that is being left. A click comes back while the answer to it is still on its way: whatever is asked then is
/// asked of the old page, and where that bears the same words as the new one, nobody notices.
extension Browser {
  /// Has every page of the window note that it is left, from its beginning on: once a form is sent, or a link followed
  /// to another page. What the page itself takes care of is no leaving.
  func noteLeaving() async throws {
    let note = """
      {
        const note = (isLeft) => { window[Symbol.for('citycard.left')] = isLeft }
        addEventListener('submit', (event) => {
          const method = event.submitter?.formMethod || event.target.method
          if (!event.defaultPrevented && method !== 'dialog') note(true)
        })
        window.navigation?.addEventListener('navigate', ({ destination, downloadRequest }) => {
          if (!destination.sameDocument && downloadRequest === null) note(true)
        })
        // It was left, and is shown again as it was.
        addEventListener('pageshow', ({ persisted }) => { if (persisted) note(false) })
      }
      """
    try await devTools("Page.addScriptToEvaluateOnNewDocument", .members(("source", .string(note))))
  }

  /// Waits until a page that is being left is gone, as long as there is patience: the answer may be a file to keep, and
  /// then the page stays.
  public func settle() async throws {
    let clock = ContinuousClock()
    let end = clock.now + patience
    repeat {
      let isLeft = try await ask("return window[Symbol.for('citycard.left')] === true")
      guard isLeft == .bool(true) else { return }
      try await clock.sleep(for: .milliseconds(20))
    } while clock.now < end
  }

  /// Runs a script that changes nothing: as ``run(_:_:)``, but again on the next page if the one that it began on goes
  /// away, as long as there is patience.
  func ask(_ script: String, _ arguments: JSONValue...) async throws -> JSONValue {
    var answer = JSONValue.null
    try await again(if: \.isOfPageThatWent) { answer = try await execute(script, arguments) }
    return answer
  }

  /// Tries to `act`, and tries again if it throws such a failure, as long as there is patience.
  func again(
    if isToBeTriedAgain: (BrowserFailure) -> Bool, _ act: () async throws -> Void
  ) async throws {
    let clock = ContinuousClock()
    let end = clock.now + patience
    while true {
      do {
        return try await act()
      } catch let failure as BrowserFailure where isToBeTriedAgain(failure) && clock.now < end {
        try await clock.sleep(for: .milliseconds(20))
      }
    }
  }
}
