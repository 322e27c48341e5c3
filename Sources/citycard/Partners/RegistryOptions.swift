public import ArgumentParser
public import Benefits
import CityNode
public import Federation
import Foundation
import Office
import Store
import Wire

extension StoreOptions {
  /// Runs `body` with the own registry, beside a node that may be running. What the rules refuse is said on standard
  /// error and ends with 1.
  func withRegistry(_ body: (RegistryClerk, CityStore) async throws -> Void) async throws {
    let configuration = try await configuration()
    try await withStore { store, keys in
      do {
        try await body(try await RegistryClerk.open(configuration, store: store, keys: keys), store)
      } catch let fault as RegistryFault {
        InputFile.note("✕ \(fault.message.zh) / \(fault.message.en) [\(fault.code)]")
        for line in fault.lines { InputFile.note("  \(line.zh) / \(line.en)") }
        throw ExitCode.failure
      } catch let fault as StaffFault {
        InputFile.note("✕ \(fault.message.zh) / \(fault.message.en) [\(fault.code)]")
        throw ExitCode.failure
      } catch let faults as PartnerFaults {
        for fault in faults.faults { InputFile.note("\(fault)") }
        InputFile.note("✕ 有錯誤，未匯入任何資料 / faults found, nothing was imported")
        throw ExitCode.failure
      }
    }
  }
}

/// Who acts.
struct PersonOption: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "您的登入帳號；本市尚無承辦帳號時為姓名 / Your login; your name while the city has no operator's account.",
      valueName: "login"))
  var name: String
}

/// The persons that commands name.
enum Persons {
  /// Who is named on the command line: the login of an operator, once the city has one, so that no command counts as
  /// another person than the console does. Whoever runs commands on the node's machine is believed who they are.
  ///
  /// - Throws: ``Office/StaffFault``: `unknown_login`, `account_not_active`, `not_an_operator`.
  static func actor(_ name: String, in store: CityStore) async throws -> Actor {
    let staff = try await store.staff()
    guard staff.contains(where: { $0.state == .active && $0.roles.contains(.operator) }) else {
      return .machine(name)
    }
    guard let login = Login(name), let member = staff.first(where: { $0.login == login }) else {
      throw StaffFault.unknownLogin(name)
    }
    guard member.state == .active else { throw StaffFault.notActive(login) }
    guard member.roles.contains(.operator) else { throw StaffFault.notOperator(login) }
    return .machine(login.text)
  }

  /// As ``actor(_:in:)``, or whoever runs the command where nobody is named.
  static func actor(_ name: String?, in store: CityStore) async throws -> Actor {
    guard let name else { return whoRunsThis }
    return try await actor(name, in: store) as Actor
  }

  /// Where nobody is named: the account of the operating system that runs the command.
  static var whoRunsThis: Actor { .machine(ProcessInfo.processInfo.userName) }
}

extension RevisionID: ExpressibleByArgument {
  /// Reads a revision's number on the command line.
  public init?(argument: String) {
    guard let number = Int64(argument), number > 0 else { return nil }
    self.init(number)
  }
}

extension OfferID: ExpressibleByArgument {
  /// Reads an offer's id on the command line.
  public init?(argument: String) { self.init(argument) }
}

extension VenueID: ExpressibleByArgument {
  /// Reads a venue's id on the command line.
  public init?(argument: String) { self.init(argument) }
}
