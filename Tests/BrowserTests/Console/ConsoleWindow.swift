import CityNode
import Rehearsal
import Testing

@testable import CitySupport

extension Browser {
  /// Signs somebody in without the forms, for tests of what lies behind them.
  func signIn(_ staff: TestStaff, at city: City) async throws {
    try await open("\(try city.counterURL)/staff/sign-in")
    try await keep(cookie: "citycard-\(city.id)-session", staff.signedIn.session)
    try await keep(cookie: "citycard-\(city.id)-device", staff.signedIn.device)
  }

  /// Opens a page of the office.
  func open(_ path: String, at city: City) async throws { try await open("\(try city.counterURL)\(path)") }
}

/// Opens a window in which `staff` is signed in at `city`.
func atConsole(_ city: City, _ staff: TestStaff, _ body: (Browser) async throws -> Void) async throws {
  try await ChromeDriver.withBrowser { browser in
    try await browser.signIn(staff, at: city)
    try await body(browser)
  }
}
