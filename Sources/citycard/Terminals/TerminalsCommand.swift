import ArgumentParser
import Benefits
import CityNode
import Federation
import Foundation
import Office
import Signing
import Store
import Wire

/// `citycard terminals`: which terminals may ask this node.
struct TerminalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "terminals", abstract: "場館終端機 / The venues' terminals.",
    subcommands: [TerminalsAdd.self, TerminalsList.self, TerminalsRevoke.self])
}

struct TerminalsAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "新增終端機並取得權杖 / Add a terminal and get its token.",
    discussion: """
      權杖只顯示這一次；資料庫只存雜湊。
      The token is shown this once; the database keeps only its hash.
      """)

  @OptionGroup var store: StoreOptions
  @Option(help: "場館代號 / The venue's id, such as museum-of-prehistory.")
  var venue: String
  @Option(help: "名稱，例如「售票口 1」 / A label, such as \"desk 1\".")
  var label: String
  @Option(help: "場館內的售票處代號，優惠有區分時才需要 / The sales point's id, if the venue's offers tell them apart.")
  var salesPoint: String?
  @Flag(help: "只印權杖 / Print the token alone.")
  var quiet = false

  func run() async throws {
    guard let id = VenueID(venue), (1...100).contains(label.count) else {
      InputFile.note(
        "✕ 場館代號須為小寫英文、數字與連字號，名稱 1 至 100 字 / A venue's id is lower-case letters, digits and "
          + "hyphens, a label 1 to 100 characters.")
      throw ExitCode(1)
    }
    let configuration = try await store.configuration()
    try await store.withStore { store, keys in
      let found = try await Self.requireVenue(id, configuration, store, keys)
      let point = try salesPoint.map { try Self.point($0, of: found) }
      let (terminal, token) = try await TerminalEnrolment.add(
        to: store, keys: keys, venue: id, label: label, salesPoint: point, by: .caller)
      if quiet {
        print(token)
      } else {
        print("終端機 \(terminal.number)（\(id)，\(label)）已新增 / Terminal \(terminal.number) added.")
        print("權杖（只顯示這一次）/ Token (shown this once): \(token)")
        print("櫃檯頁面的配對連結 / Link that pairs the counter page:")
        print("  \(configuration.counter.pairingLink(token: token))")
      }
    }
  }
}

extension TerminalsAdd {
  fileprivate static func point(_ text: String, of venue: Venue) throws -> SalesPointID {
    if let point = venue.salesPoints.first(where: { $0.id.text == text }) { return point.id }
    let known = venue.salesPoints.map(\.id.text).joined(separator: ", ")
    InputFile.note("✕ \(venue.id) 沒有這個售票處；可用：\(known) / No such sales point there; possible: \(known)")
    throw ExitCode(1)
  }

  /// A terminal for a venue that is not in the registry could never ask anything.
  private static func requireVenue(
    _ id: VenueID, _ configuration: NodeConfiguration, _ store: CityStore, _ keys: NodeKeys
  ) async throws -> Venue {
    let clerk = try await RegistryClerk.open(configuration, store: store, keys: keys)
    let partners = try await clerk.inForce()
    if let venue = partners?.venue(id) { return venue }
    let known = (partners?.venues ?? []).map(\.id.text).joined(separator: ", ")
    InputFile.note("✕ 沒有這個場館 / There is no such venue. \(known)")
    throw ExitCode(1)
  }
}

struct TerminalsList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出終端機 / List the terminals.")

  @OptionGroup var store: StoreOptions

  func run() async throws {
    try await store.withStore { store, _ in
      let contacts = try await store.terminalContacts()
      print("編號 no.\t場館 venue\t售票處 point\t名稱 label\t狀態 state\t最後連線 last heard\t頁面版本 page")
      for terminal in try await store.terminals() { print(Self.line(terminal, contacts[terminal.id])) }
    }
  }

  static func line(_ terminal: Terminal, _ contact: TerminalContact?) -> String {
    let state =
      terminal.revoked.map { "已停用 / revoked \(CivilCalendar.taipei.format($0))" } ?? "使用中 / in service"
    return [
      "\(terminal.id.number)", terminal.venue.text, terminal.salesPoint?.text ?? "-",
      Printable.text(terminal.label), state, contact.map { CivilCalendar.taipei.format($0.at) } ?? "-",
      contact?.page ?? "-",
    ].joined(separator: "\t")
  }
}

struct TerminalsRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "停用終端機，立即生效 / Revoke a terminal, at once.")

  @OptionGroup var store: StoreOptions
  @Argument(help: "終端機編號 / The terminal's number.")
  var number: Int64

  func run() async throws {
    try await store.withStore { store, _ in
      guard
        try await store.revokeTerminal(
          TerminalID(number), by: .caller, at: NodePorts.system.now())
      else {
        InputFile.note("✕ 沒有這台使用中的終端機 / No terminal in service has this number.")
        throw ExitCode(1)
      }
      print("終端機 \(number) 已停用 / Terminal \(number) revoked.")
    }
  }
}

extension Actor {
  /// Whoever runs a command, by the name of their account on the node's machine.
  static var caller: Actor { .machine(NSUserName()) }
}

extension StoreOptions {
  /// The settings; what is wrong with them is said on standard error and ends with 1.
  func configuration() async throws -> NodeConfiguration {
    do {
      return try await NodeConfiguration.load(
        path: config, environment: ProcessInfo.processInfo.environment)
    } catch {
      InputFile.note("✕ \(error)")
      throw ExitCode(1)
    }
  }
}
