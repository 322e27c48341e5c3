import CityNode
import Office
import Rehearsal
import Signing
import Wire

/// Somebody of the city's staff before a browser window of their own, who finds everything by the words on the page.
struct DemoOfficer {
  let window: Browser

  /// Takes an account up by the link of its invitation, with an authenticator that reads its key off the page; gives how
  /// many recovery codes were shown, and how the console greets.
  func takeUp(_ link: String) async throws -> String {
    try await window.open(link)
    // Nobody ever needs it again: the browser stays signed in, and its profile is gone with the demonstration.
    let password = "\(NodePorts.system.newID())"
    try await window.fill("密碼", with: password)
    try await window.fill("再輸入一次密碼", with: password)
    guard let key = try await line("金鑰：").flatMap({ Base32.decode($0.dropFirst(3).filter { $0 != " " }) })
    else {
      throw RehearsalFailure(message: "頁面上沒有金鑰 / no key on the page")
    }
    let step = TOTP.step(at: NodePorts.system.now())
    try await window.fill("驗證器顯示的六位數字", with: TOTP.code(of: step) { try hmacSHA1(key: key, $0) })
    try await window.follow("啟用帳號")
    try await wait(for: "請現在收好這些復原碼")
    let codes = try await window.words.split(separator: "\n").count {
      RecoveryCodes.canonical(String($0)) != nil && $0.contains("-")
    }
    try await window.follow("我收好了")
    try await wait(for: "您好")
    return "\(codes) \(try await line("您好") ?? "")"
  }

  /// The first line of the page that has these words; nil if none.
  func line(_ words: String) async throws -> String? {
    try await window.words.split(separator: "\n").map(String.init).first { $0.contains(words) }
  }

  /// Waits until the page has these words, which may only just be on their way.
  func wait(for words: String) async throws {
    let clock = ContinuousClock()
    let end = clock.now + window.patience
    while try await line(words) == nil {
      guard clock.now < end else {
        throw RehearsalFailure(
          message: "頁面上沒有「\(words)」 / “\(words)” is not on the page:\n\(try await window.words)")
      }
      try await clock.sleep(for: .milliseconds(20))
    }
  }
}
