import ArgumentParser
import Benefits
import CityNode
import Federation
import Foundation
import Store

/// `citycard cards`: the city's card directory.
struct CardsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cards",
    abstract: "本市卡片目錄：匯入、產生測試資料、查改狀態 / The city's cards: import, synthetic data, status.",
    subcommands: [CardsImport.self, CardsGenerate.self, CardsStatus.self, CardsDisclosures.self])
}

/// The node's settings, for a command that works on its store.
struct StoreOptions: ParsableArguments {
  @Option(name: .long, help: "節點設定檔 / The node's configuration file.", completion: .file())
  var config: String

  /// Runs `body` with the store and the keys, and closes the store. What goes wrong with settings, keys or
  /// database is said on standard error and ends with 1.
  func withStore(_ body: (CityStore, NodeKeys) async throws -> Void) async throws {
    do {
      let configuration = try await NodeConfiguration.load(
        path: config, environment: ProcessInfo.processInfo.environment)
      let (store, keys) = try await OperatorStore.open(configuration)
      do {
        try await body(store, keys)
      } catch {
        try? store.close()
        throw error
      }
      try store.close()
    } catch let error as ConfigurationError {
      InputFile.note("✕ \(error)")
      throw ExitCode.failure
    } catch let error as StoreError {
      InputFile.note("✕ 資料庫無法使用 / the database can't be used [\(error)]")
      throw ExitCode.failure
    }
  }
}

extension CityStore {
  /// The card that `identifier` names. One that is not in the directory is said on standard error and ends
  /// with 1.
  func knownCard(_ identifier: CardIdentifier, keys: NodeKeys) async throws -> FoundCard {
    guard let found = try await card(keys.digest(of: identifier)) else {
      InputFile.note("✕ 目錄中沒有這張卡 / no such card in the directory")
      throw ExitCode.failure
    }
    return found
  }
}

/// A card on the command line, as `scheme:kind:number`.
struct CardArgument: ExpressibleByArgument {
  let identifier: CardIdentifier

  init?(argument: String) {
    guard let identifier = try? CardIdentifier(text: argument) else { return nil }
    self.identifier = identifier
  }

  static let help = ArgumentHelp(
    "卡片，如 easycard:printed:1234567890123456 / The card, as scheme:kind:number.", valueName: "identifier")
}
