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

extension RegistryFault {
  /// What is wrong and what to do.
  var message: BilingualText {
    switch self {
    case .unknownRevision(let id): .init(zh: "沒有修訂 \(id)", en: "there is no revision \(id)")
    case .unknownVenue(let venue): .init(zh: "清單中沒有場館 \(venue)", en: "no venue \(venue) is in force")
    case .wrongState(let id, let state):
      .init(
        zh: "修訂 \(id) 目前是「\(state.text.zh)」，不能這樣處理",
        en: "revision \(id) is \(state.text.en), which does not allow this")
    case .nameInvalid: .init(zh: "姓名須為一行 1 至 100 字", en: "a name is one line of 1 to 100 characters")
    case .noteInvalid: .init(zh: "備註須為一行、至多 500 字", en: "a note is one line of at most 500 characters")
    case .samePerson(let name):
      .init(
        zh: "\(Printable.text(name)) 是撰寫人，須由另一人核定",
        en: "\(Printable.text(name)) wrote it; another person has to approve")
    case .baseOutdated(let id, let published):
      .init(
        zh: "修訂 \(id) 所本的版本已被取代（現為 \(published?.description ?? "無")），請重新匯入",
        en:
          "what revision \(id) was based on was replaced (in force: \(published?.description ?? "none")); import again"
      )
    case .offers(let id, _):
      .init(zh: "修訂 \(id) 與已發布的優惠牴觸", en: "revision \(id) contradicts offers that were published")
    case .unacknowledged(let id, let warnings):
      .init(
        zh: "修訂 \(id) 有需確認之處；確認無誤請加 \(Self.flags(warnings))",
        en: "revision \(id) has something to look at; if it is meant, add \(Self.flags(warnings))")
    case .tooFarAhead: .init(zh: "生效日至多在一年後", en: "at most a year ahead")
    case .tooManyOpen:
      .init(
        zh: "未完成的修訂已達 \(RegistryLimits.open) 件，請先處理",
        en: "\(RegistryLimits.open) revisions are open; deal with some first")
    case .tooManyVenues:
      .init(zh: "場館數已達 \(RegistryLimits.venues)", en: "a registry holds \(RegistryLimits.venues) venues")
    case .tooLarge:
      .init(zh: "全部文件超過 64 MiB", en: "all documents together have more than 64 MiB")
    }
  }

  private static func flags(_ warnings: [OfferWarning]) -> String {
    Set(warnings.map(\.offer)).sorted().map { "--acknowledge \($0)" }.joined(separator: " ")
  }

  /// Each offer's part in it.
  var lines: [BilingualText] {
    switch self {
    case .offers(_, let findings): findings.map(\.text)
    case .unacknowledged(_, let warnings): warnings.map(\.text)
    default: []
    }
  }
}

extension RevisionState {
  /// As people say it.
  var text: BilingualText {
    switch self {
    case .draft: .init(zh: "草稿", en: "a draft")
    case .inReview: .init(zh: "待核定", en: "in review")
    case .scheduled: .init(zh: "已排定", en: "scheduled")
    case .published: .init(zh: "已發布", en: "published")
    case .retired: .init(zh: "已停用", en: "retired")
    case .rejected: .init(zh: "未採用", en: "rejected")
    }
  }
}

extension OfferFinding {
  /// What is wrong and what to do.
  var text: BilingualText {
    let (known, offer) = (record.version, offer.text)
    return switch rule {
    case .changedWithoutVersion:
      .init(
        zh: "\(offer)：內容改了，版本仍是 \(version)；請改為 \(known + 1)",
        en: "\(offer): changed under version \(version); make it \(known + 1)")
    case .redeemed:
      .init(
        zh: "\(offer)：第 \(version) 版已有人使用，不能更改，只能以第 \(known + 1) 版取代",
        en:
          "\(offer): version \(version) has been redeemed and can't be changed; supersede it by \(known + 1)")
    case .versionLower:
      .init(
        zh: "\(offer)：版本 \(version) 低於已發布的 \(known)",
        en: "\(offer): version \(version) is below \(known), which was published")
    case .idUsed:
      .init(
        zh: "\(offer)：此代號用過第 \(known) 版；再用須更高的版本，或換代號",
        en: "\(offer): version \(known) of this id is used up; take a higher one or another id")
    case .ofOtherVenue:
      .init(
        zh: "\(offer)：此代號屬於 \(record.venue)，請換代號",
        en: "\(offer): this id belongs to \(record.venue); take another")
    }
  }
}

extension OfferWarning {
  /// What is odd.
  var text: BilingualText {
    switch rule {
    case .validityOver:
      .init(zh: "\(offer)：期間已過 [validity_over]", en: "\(offer): its last day is over")
    case .datesCopied:
      .init(
        zh: "\(offer)：期間與 \(model?.text ?? "") 相同，是否複製後忘了改？[dates_copied]",
        en: "\(offer): the same days as \(model?.text ?? ""); copied and forgotten?")
    case .noEnd: .init(zh: "\(offer)：沒有結束日 [no_end]", en: "\(offer): has no last day")
    }
  }
}
