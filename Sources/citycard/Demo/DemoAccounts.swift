import Benefits
import CityNode
import Office
import Rehearsal
import Store

/// The accounts of the demonstration that stays up: people to sign in as, and a merchant with sales to see.
///
/// What it keeps outlives the demonstration, so who has taken an account up stays who they are; who has not is invited
/// anew, since the link was shown once.
struct DemoAccounts {
  /// One account, as the guide tells of it.
  struct Account {
    let login: Login
    let name: String
    let duty: BilingualText
    /// The link by which it is taken up; nil once it has been.
    let link: String?
  }

  /// The merchant of Taitung's demonstration.
  private static let museum = Merchant(
    id: MerchantID(unchecked: "prehistory"), name: BilingualText(zh: "史前館售票處", en: "Museum of Prehistory"),
    venues: [VenueID(unchecked: "museum-of-prehistory")])
  private static let duty = BilingualText(zh: "承辦", en: "operator")
  private static let people: [String: [(login: String, name: String, merchant: MerchantID?)]] = [
    "taipei": [("wang", "王先生", nil)],
    "taitung": [("lin", "林小姐", nil), ("chen", "陳先生", nil), ("museum", "史前館 李小姐", museum.id)],
  ]

  let city: RehearsedCity

  /// Makes what is missing, beside the running node.
  func prepare() async throws -> [Account] {
    let configuration = try await NodeConfiguration.load(path: city.configurationFile, environment: [:])
    let (store, keys) = try await OperatorStore.open(configuration)
    defer { try? store.close() }
    let clerk = StaffClerk(city: city.id, cityName: city.name, keys: keys, store: store, ports: .system)
    var accounts: [Account] = []
    for person in Self.people[city.id.text] ?? [] {
      if person.merchant != nil { try await addMuseum(to: store) }
      let draft = try StaffDraft(
        login: person.login, name: person.name, roles: [person.merchant == nil ? .operator : .merchant],
        merchant: person.merchant)
      accounts.append(
        Account(
          login: draft.login, name: draft.name,
          duty: person.merchant == nil ? Self.duty : BilingualText(zh: "商家", en: "merchant"),
          link: try await invite(draft, clerk, store)))
    }
    return accounts
  }

  private func addMuseum(to store: CityStore) async throws {
    guard try await store.merchant(Self.museum.id) == nil else { return }
    try await store.addMerchant(Self.museum, by: .machine("demo"), at: NodePorts.system.now())
  }

  private func invite(_ draft: StaffDraft, _ clerk: StaffClerk, _ store: CityStore) async throws -> String? {
    let secret: String
    switch try await store.account(draft.login)?.member.state {
    case nil: secret = try await clerk.invite(draft, by: .machine("demo"))
    case .invited: secret = try await clerk.inviteAgain(draft.login, by: .machine("demo"))
    case .active, .revoked: return nil
    }
    return "\(city.url)/staff/invitation#\(secret)"
  }
}
