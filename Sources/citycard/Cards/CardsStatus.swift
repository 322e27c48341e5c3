import ArgumentParser
import Benefits
import CityNode
import Federation
import Store

/// The statuses that a person can give a card.
enum StatusArgument: String, CaseIterable, ExpressibleByArgument {
  case active, suspended, lost, expired

  var state: CardState {
    switch self {
    case .active: .active
    case .suspended: .suspended
    case .lost: .lost
    case .expired: .expired
    }
  }
}

/// `citycard cards status IDENTIFIER STATUS`: sets a card's status by hand.
struct CardsStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "人工設定卡片狀態，如掛失 / Set a card's status by hand, as when it is reported lost.",
    discussion: """
      立即生效，且不會被資料時間較早的檔案覆蓋。
      It holds at once, and no file with an earlier as-of time overwrites it.
      """)

  @Argument(help: CardArgument.help)
  var card: CardArgument

  @Argument(help: "狀態 / The status.")
  var status: StatusArgument

  @OptionGroup var options: StoreOptions

  func run() async throws {
    try await options.withStore { store, keys in
      let found = try await store.knownCard(card.identifier, keys: keys)
      try await store.setStatus(status.state, ofCard: found.key, at: NodePorts.system.now())
      print("✓ \(found.entry.state.rawValue) → \(status.rawValue)")
    }
  }
}
