import ArgumentParser
import Benefits
import CityNode
import Foundation
import Office
import Store

/// `citycard merchants`: who sells at the venues. Payees are proposed and approved in the console alone, by two people
/// who signed in.
struct MerchantsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merchants", abstract: "商家 / The merchants.",
    subcommands: [MerchantsList.self, MerchantsAdd.self, MerchantsVenues.self])
}

struct MerchantsList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出商家 / List the merchants.")

  @OptionGroup var store: StoreOptions

  func run() async throws {
    try await store.withStore { store, _ in
      let payees = Dictionary(try await store.payees().map { ($0.merchant, $0.payee) }) { _, last in last }
      print("代號 id\t名稱 name\t場館 venues\t收款帳戶 payee")
      for merchant in try await store.merchants() {
        let payee = payees[merchant.id].map { "\($0.bank)-\($0.branch) \($0.maskedAccount)" } ?? "-"
        let venues = merchant.venues.sorted().map(\.text).joined(separator: " ")
        let name = Printable.text("\(merchant.name.zh) / \(merchant.name.en)")
        print("\(merchant.id)\t\(name)\t\(venues.isEmpty ? "-" : venues)\t\(payee)")
      }
    }
  }
}

struct MerchantsAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "新增商家 / Add a merchant.",
    discussion: """
      收款帳戶由兩位同仁在管理台提出與核定，不能用命令設定。
      The payee is proposed and approved in the console by two people; no command sets it.
      """)

  @OptionGroup var store: StoreOptions
  @Argument(help: "代號，例如 chulu-ranch / The id, such as chulu-ranch.")
  var id: String
  @Option(help: "中文名稱 / The name in Chinese.")
  var nameZh: String
  @Option(help: "英文名稱 / The name in English.")
  var nameEn: String
  @Option(name: .customLong("venue"), help: "場館代號，可重複 / A venue's id; may come more than once.")
  var venues: [String] = []

  func run() async throws {
    var draft = MerchantDraft()
    (draft.id, draft.nameZh, draft.nameEn, draft.venues) = (id, nameZh, nameEn, venues)
    try await store.withMerchants { [draft] store, known in
      let merchant = try draft.checked(venues: known)
      try await store.addMerchant(merchant, by: .caller, at: NodePorts.system.now())
      print("商家 \(merchant.id) 已新增 / Merchant \(merchant.id) added.")
    }
  }
}

struct MerchantsVenues: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "venues", abstract: "設定商家的場館 / Set a merchant's venues.",
    discussion: """
      所列的場館取代原有的；不列場館則清空。
      The venues named replace those it had; none named takes all away.
      """)

  @OptionGroup var store: StoreOptions
  @Argument(help: "商家代號 / The merchant's id.")
  var id: String
  @Argument(help: "場館代號 / The venues' ids.")
  var venues: [String] = []

  func run() async throws {
    try await store.withMerchants { store, known in
      guard let id = MerchantID(id), let kept = try await store.merchant(id) else {
        throw MerchantFault.unknownMerchant
      }
      var draft = MerchantDraft(kept)
      draft.venues = venues
      try await store.changeMerchant(
        draft.checked(venues: known), by: .caller, at: NodePorts.system.now())
      print("商家 \(id)：\(venues.joined(separator: " ")) / Merchant \(id) has these venues now.")
    }
  }
}

extension MerchantDraft {
  /// The merchant; what is wrong is said on standard error, field by field, and ends with 1.
  fileprivate func checked(venues known: Set<VenueID>) throws -> Merchant {
    switch merchant(venues: known) {
    case .success(let merchant): return merchant
    case .failure(let faults):
      for field in Field.allCases where faults.fields.contains(field) {
        InputFile.note("✕ \(field.rawValue): \(field.text.zh) / \(field.text.en)")
      }
      throw ExitCode.failure
    }
  }
}

extension StoreOptions {
  /// Runs `body` with the own city's venues. What the rules refuse is said on standard error and ends with 1.
  fileprivate func withMerchants(
    _ body: (CityStore, Set<VenueID>) async throws -> Void
  ) async throws {
    let configuration = try await configuration()
    try await withStore { store, keys in
      let clerk = try await RegistryClerk.open(configuration, store: store, keys: keys)
      let venues = try await clerk.inForce()?.venues.map(\.id) ?? []
      do {
        try await body(store, Set(venues))
      } catch let fault as MerchantFault {
        InputFile.note("✕ \(fault.text.zh) / \(fault.text.en) [\(fault.rawValue)]")
        throw ExitCode.failure
      }
    }
  }
}
