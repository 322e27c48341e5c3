import ArgumentParser
import Benefits
import CityNode
import Federation
import Store

/// `citycard partners submit ID…`: drafts go to a second person.
struct PartnersSubmit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit", abstract: "將草稿送請另一人核定 / Hand drafts to a second person.",
    discussion: """
      新優惠的期間已過、沒有結束日，或與原有優惠相同時會停下；確認無誤再以 --acknowledge 逐項指明。
      A new offer that is over, has no last day, or keeps the days of the one it was copied from holds this up until
      it is named with --acknowledge.
      """)

  @Argument(help: ArgumentHelp("修訂編號 / The revisions' numbers.", valueName: "id"))
  var revisions: [RevisionID]
  @Option(help: ArgumentHelp("已確認的優惠 / An offer that was looked at.", valueName: "offer"))
  var acknowledge: [OfferID] = []
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("您的登入帳號或姓名，可省略 / Your login or name; may be left out.", valueName: "name"))
  var person: String?
  @OptionGroup var store: StoreOptions

  func run() async throws {
    try await store.withRegistry { clerk, store in
      let actor = try await Persons.actor(person, in: store)
      try await clerk.submit(revisions, by: actor, acknowledging: Set(acknowledge))
      for id in revisions {
        if let revision = try await store.revision(id) { print(RevisionLine.text(revision)) }
      }
    }
  }
}

/// `citycard partners review ID… --as NAME --approve|--reject`: the second person's word.
struct PartnersReview: AsyncParsableCommand {
  enum Verdict: String, EnumerableFlag { case approve, reject }

  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "核定或退回修訂 / Approve revisions, or send them back.",
    discussion: """
      核定人不得為撰寫人。核定後於 --effective 生效（未給則立即），由執行中的節點或 citycard partners publish 發布。
      Whoever approves is not the author. What is approved comes into force at --effective, at once without it: the
      running node publishes it, or citycard partners publish.
      """)

  @Argument(help: ArgumentHelp("修訂編號 / The revisions' numbers.", valueName: "id"))
  var revisions: [RevisionID]
  @OptionGroup var person: PersonOption
  @Flag(help: "核定或退回 / Approve or reject.")
  var verdict: Verdict
  @Option(
    help: ArgumentHelp("生效時間：RFC 3339 或日期（當日零時）/ When: RFC 3339, or a date.", valueName: "time"))
  var effective: AsOfArgument?
  @Option(help: "退回的原因 / Why it is rejected.")
  var note: String?
  @OptionGroup var store: StoreOptions

  func run() async throws {
    try await store.withRegistry { clerk, store in
      let actor = try await Persons.actor(person.name, in: store)
      switch verdict {
      case .approve: try await clerk.approve(revisions, by: actor, effective: effective?.instant)
      case .reject: try await clerk.reject(revisions, by: actor, because: note)
      }
      for id in revisions {
        if let revision = try await store.revision(id) { print(RevisionLine.text(revision)) }
      }
    }
  }
}

/// `citycard partners retire VENUE --as NAME`: a draft that withdraws a venue.
struct PartnersRetire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire",
    abstract: "草擬停用一個場館（仍須送核）/ Draft a venue's withdrawal, to be reviewed like any other.")

  @Argument(help: "場館代號 / The venue's id.")
  var venue: VenueID
  @OptionGroup var person: PersonOption
  @Option(help: "原因 / What for.")
  var note: String?
  @OptionGroup var store: StoreOptions

  func run() async throws {
    try await store.withRegistry { clerk, store in
      let actor = try await Persons.actor(person.name, in: store)
      guard let draft = try await clerk.withdraw(venue, by: actor, note: note) else {
        print("✓ 已有同樣的草稿 / the same draft is open already")
        return
      }
      print(RevisionLine.text(draft))
    }
  }
}
