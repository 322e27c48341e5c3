public import ArgumentParser
public import Benefits
import CityNode
public import Federation
import Foundation
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
      } catch let faults as PartnerFaults {
        for fault in faults.faults { InputFile.note("\(fault)") }
        InputFile.note("✕ 有錯誤，未匯入任何資料 / faults found, nothing was imported")
        throw ExitCode.failure
      }
    }
  }
}

/// Who acts, until staff sign in.
struct PersonOption: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("您的姓名（人員帳號上線前由此指明）/ Your name, until staff have accounts.", valueName: "name"))
  var name: String
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
