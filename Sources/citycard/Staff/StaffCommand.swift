public import ArgumentParser
import Benefits
import CityNode
import Foundation
public import Office
import Store

/// `citycard staff`: who may sign in. Accounts of the city's own people are made here alone, on the node's machine: were
/// they made in the console, one person could make the second that the four-eyes rule asks for.
struct StaffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff", abstract: "人員帳號 / Staff accounts.",
    subcommands: [
      StaffAdd.self, StaffInvite.self, StaffList.self, StaffRoles.self, StaffRevoke.self, StaffSessions.self,
    ])
}

/// Roles on the command line.
struct RoleOptions: ParsableArguments {
  @Option(help: "角色，可重複 / A role; may be repeated.")
  var role: [Role] = []
  @Option(help: ArgumentHelp("角色 merchant 的商家代號 / Whose user it is, for the role merchant.", valueName: "id"))
  var merchant: MerchantID?
}

/// Where people reach the node.
struct AddressOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "人員連到節點的網址，預設取自設定檔 / Where people reach the node; by default from the settings.",
      valueName: "url"))
  var url: String?

  /// The link of an invitation; the secret stands in the fragment, which browsers send nowhere.
  func link(_ secret: String, _ configuration: NodeConfiguration) -> String {
    "\(url ?? configuration.counter.address)/staff/invitation#\(secret)"
  }
}

struct StaffAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "新增帳號並取得邀請連結 / Add an account and get its invitation.",
    discussion: """
      連結 72 小時內可用一次；本人以它設定密碼與驗證器。請以可信的方式交給本人。
      The link works once, within 72 hours; its owner sets password and authenticator by it. Hand it over in a way
      that you trust.
      """)

  @Argument(help: "帳號，如 amy.wang / The login.")
  var login: String
  @Option(help: "姓名 / The person's name.")
  var name: String
  @OptionGroup var roles: RoleOptions
  @OptionGroup var address: AddressOption
  @OptionGroup var store: StoreOptions
  @Flag(help: "只印連結 / Print the link alone.")
  var quiet = false

  func run() async throws {
    let configuration = try await store.configuration()
    try await store.withStaff { clerk, _ in
      let draft = try StaffDraft(login: login, name: name, roles: Set(roles.role), merchant: roles.merchant)
      let link = address.link(try await clerk.invite(draft, by: Persons.whoRunsThis), configuration)
      InvitationText.print(draft.login, link, quiet: quiet)
    }
  }
}

struct StaffInvite: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invite", abstract: "重新邀請 / Invite somebody again.",
    discussion: """
      用於邀請過期，或忘記密碼、遺失驗證器與復原碼。原有的密碼、驗證器、復原碼與登入立即失效。
      For a lapsed invitation, or who has lost password, authenticator and recovery codes. What the account had before
      opens nothing from now on.
      """)

  @Argument(help: "帳號 / The login.")
  var login: Login
  @OptionGroup var address: AddressOption
  @OptionGroup var store: StoreOptions
  @Flag(help: "只印連結 / Print the link alone.")
  var quiet = false

  func run() async throws {
    let configuration = try await store.configuration()
    try await store.withStaff { clerk, _ in
      let secret = try await clerk.inviteAgain(login, by: Persons.whoRunsThis)
      InvitationText.print(login, address.link(secret, configuration), quiet: quiet)
    }
  }
}

/// What is said of an invitation.
enum InvitationText {
  static func print(_ login: Login, _ link: String, quiet: Bool) {
    guard !quiet else { return Swift.print(link) }
    Swift.print("✓ 帳號 \(login) 已邀請 / \(login) is invited")
    Swift.print("邀請連結（只顯示這一次，72 小時內可用一次）/ Link (shown this once; works once within 72 hours):")
    Swift.print("  \(link)")
  }
}

struct StaffList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出帳號 / List the accounts.")

  @OptionGroup var store: StoreOptions

  func run() async throws {
    try await store.withStaff { _, store in
      for member in try await store.staff() {
        let roles = member.roles.sorted().map(\.rawValue).joined(separator: " ")
        let parts = [
          member.login.text, Printable.text(member.name), roles, member.merchant?.text ?? "",
          "\(member.state.text.zh) / \(member.state.rawValue)",
        ]
        print(parts.joined(separator: "\t"))
      }
    }
  }
}

struct StaffRoles: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roles", abstract: "變更角色，並結束其登入 / Change the roles, and end the sessions.")

  @Argument(help: "帳號 / The login.")
  var login: Login
  @OptionGroup var roles: RoleOptions
  @OptionGroup var store: StoreOptions

  func run() async throws {
    try await store.withStaff { _, store in
      try await store.setRoles(
        Set(roles.role), merchant: roles.merchant, of: login, by: Persons.whoRunsThis,
        at: NodePorts.system.now())
      print(
        "✓ \(login)：\(roles.role.map(\.text.zh).joined(separator: "、")) / "
          + roles.role.map(\.rawValue).joined(separator: " "))
    }
  }
}

struct StaffRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "停用帳號，立即生效 / Revoke an account, at once.")

  @Argument(help: "帳號 / The login.")
  var login: Login
  @OptionGroup var store: StoreOptions

  func run() async throws {
    try await store.withStaff { _, store in
      try await store.revokeStaff(login, by: Persons.whoRunsThis, at: NodePorts.system.now())
      print("✓ 帳號 \(login) 已停用 / \(login) is revoked")
    }
  }
}

struct StaffSessions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions", abstract: "列出或結束登入 / List somebody's sessions, or end them.")

  @Argument(help: "帳號 / The login.")
  var login: Login
  @Flag(help: "全部結束 / End them all.")
  var end = false
  @OptionGroup var store: StoreOptions

  func run() async throws {
    try await store.withStaff { _, store in
      guard let member = try await store.account(login)?.member else {
        throw StaffFault.unknownLogin(login.text)
      }
      let now = NodePorts.system.now()
      if end {
        let count = try await store.endSessions(of: member.id, at: now)
        print("✓ 已結束 \(count) 個登入 / \(count) sessions ended")
        return
      }
      for session in try await store.sessions(of: member.id, at: now) {
        let calendar = CivilCalendar.taipei
        print(
          [
            calendar.format(session.created), calendar.format(session.seen),
            Printable.text(session.agent ?? ""),
          ].joined(separator: "\t"))
      }
    }
  }
}

extension StoreOptions {
  /// Runs `body` with the accounts, beside a node that may be running. What the rules refuse is said on standard error
  /// and ends with 1.
  func withStaff(_ body: (StaffClerk, CityStore) async throws -> Void) async throws {
    let city = try await configuration().city
    try await withStore { store, keys in
      // Commands show nobody's authenticator, so the city's short name will do.
      let clerk = StaffClerk(
        city: city, cityName: BilingualText(zh: city.text, en: city.text), keys: keys, store: store,
        ports: .system)
      do {
        try await body(clerk, store)
      } catch let fault as StaffFault {
        InputFile.note("✕ \(fault.message.zh) / \(fault.message.en) [\(fault.code)]")
        throw ExitCode.failure
      }
    }
  }
}

extension Role: ExpressibleByArgument {}

extension Login: ExpressibleByArgument {
  /// Reads a login on the command line.
  public init?(argument: String) { self.init(argument) }
}

extension MerchantID: ExpressibleByArgument {
  /// Reads a merchant's id on the command line.
  public init?(argument: String) { self.init(argument) }
}
