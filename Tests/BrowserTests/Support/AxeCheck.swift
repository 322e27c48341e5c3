import Foundation
import Rehearsal
import StrictJSON
import Testing

/// What axe-core (https://github.com/dequelabs/axe-core), the accessibility checker that others measure by, finds on
/// the page as it stands: the rules of WCAG 2.0 to 2.2, A and AA, and its best practices.
///
/// It comes beside ``AccessibilityCheck``, which measures what axe-core leaves to the eye: targets as large as ours,
/// reflow, and names in both languages.
struct AxeCheck {
  /// The file `axe.min.js`, which `Tests/run` fetches and `$CITYCARD_AXE` names. Where a whole run is asked for, a
  /// missing one is a failure of the tests and not a reason to leave them out.
  static let isHere =
    file != nil || ProcessInfo.processInfo.environment["CITYCARD_TEST_ALL"] != nil

  private static let file = ProcessInfo.processInfo.environment["CITYCARD_AXE"].flatMap {
    $0.isEmpty ? nil : $0
  }

  /// What was looked at, and what is wrong with it.
  struct Outcome {
    /// How many rules had something to look at.
    let rules: Int64
    /// How many elements they looked at, an element counted once for each rule.
    let elements: Int64
    /// A line for each element that breaks a rule: the rule, the element, what would help.
    let violations: [String]
  }

  let browser: Browser

  /// Runs every rule. Contrast that axe-core can't decide, such as that of a text made of arrows, is left to
  /// ``AccessibilityCheck``; anything else that it can't decide counts as wrong.
  ///
  /// The script comes from the driver and not from the page, so the page's policy has no say in it and stays as it is.
  func outcome() async throws -> Outcome {
    let path = try #require(Self.file, "$CITYCARD_AXE names no file; Tests/run fetches it")
    let source = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
    let found = try await browser.run(
      source + """
        ;
        const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']
        const options = { runOnly: { type: 'tag', values }, rules: { 'target-size': { enabled: true } } }
        return axe.run(document, options).then(({ passes, violations, incomplete }) => {
          const wrong = [...violations, ...incomplete.filter(({ id }) => id !== 'color-contrast')]
          const looked = [...passes, ...violations, ...incomplete]
          return {
            rules: looked.length,
            elements: looked.reduce((sum, { nodes }) => sum + nodes.length, 0),
            violations: wrong.flatMap(({ id, help, nodes }) => nodes.map(({ target, any, all, none }) =>
              `${id}: ${target.join(' ')}: ${[help, ...[...any, ...all, ...none].map(({ message }) => message)].join('. ')}`)),
          }
        })
        """)
    guard case .object(let object) = found, case .integer(let rules)? = object["rules"],
      case .integer(let elements)? = object["elements"], case .array(let violations)? = object["violations"]
    else { throw BrowserFailure("axe-core gave nothing") }
    return Outcome(
      rules: rules, elements: elements,
      violations: violations.map { if case .string(let text) = $0 { text } else { "\($0)" } })
  }

  /// Nothing is wrong, and something was looked at.
  func expectNothing(_ state: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let outcome = try await outcome()
    #expect(
      outcome.rules >= 20 && outcome.elements > outcome.rules, "\(state): hardly anything was looked at",
      sourceLocation: sourceLocation)
    for violation in outcome.violations {
      Issue.record("\(state): \(violation)", sourceLocation: sourceLocation)
    }
  }
}
