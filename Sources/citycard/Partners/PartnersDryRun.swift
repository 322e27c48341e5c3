import ArgumentParser
import Benefits
import CityNode
import Federation
import Store

/// `citycard partners dry-run ID`: what a revision would have altered of recorded visits.
struct PartnersDryRun: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dry-run",
    abstract: "以過去的入場試算修訂的影響 / What a revision would have altered of recorded visits.",
    discussion: """
      未給期間時試算上個月（臺北時間）。只讀取，不變更任何資料。
      Last month in Taipei's time, unless told otherwise. It only reads.
      """)

  @Argument(help: ArgumentHelp("修訂編號 / The revision's number.", valueName: "id"))
  var revision: RevisionID
  @Option(help: ArgumentHelp("第一日 / The first day.", valueName: "date"))
  var from: DayArgument?
  @Option(help: ArgumentHelp("最後一日（含）/ The last day, included.", valueName: "date"))
  var until: DayArgument?
  @OptionGroup var store: StoreOptions

  func validate() throws {
    guard (from == nil) == (until == nil) else {
      throw ValidationError("--from 與 --until 須一起給 / --from and --until go together")
    }
    if let from, let until, until.date < from.date {
      throw ValidationError("--until 早於 --from / --until is before --from")
    }
  }

  func run() async throws {
    let calendar = try CityCalendar.load(try await store.configuration().partners)
    let days = days(calendar.civil)
    try await store.withRegistry { clerk, store in
      guard let revision = try await store.revision(revision) else {
        throw RegistryFault.unknownRevision(revision)
      }
      guard let run = try await clerk.dryRun(revision, days: days, calendar: calendar) else {
        InputFile.note(
          "✕ 新設或停用的場館無從試算 / a new or a withdrawn venue has nothing to compare with")
        throw ExitCode.failure
      }
      print(Self.text(run, days))
    }
  }

  /// The days asked for, or the civil month before this one.
  private func days(_ civil: CivilCalendar) -> DateSpan {
    if let from, let until { return DateSpan(from.date, until.date) }
    return CivilMonth(of: civil.date(NodePorts.system.now())).previous.days
  }

  private static func text(_ run: DryRun, _ days: DateSpan) -> String {
    let (visits, altered, unjudged) = (grouped(run.visits), grouped(run.altered), grouped(run.unjudged))
    let change = (run.change > .zero ? "+" : "") + grouped(Int(run.change.ntd))
    return """
      這項變更會影響 \(days.first)～\(days.last) 的 \(visits) 次入場中的 \(altered) 次，\
      應收合計變動 NT$ \(change)；\(unjudged) 次無法判斷
      this change would have altered \(altered) of \(visits) visits by NT$\(change); \(unjudged) can't be judged
      持卡人資料未留存：假定其具備當時所用優惠要求的資格；依法減價視為出示證明；不計使用次數限制。
      Facts about holders are not kept: each is taken to have what the offers applied asked for, a price by law is \
      put down to a document shown, and limits are not counted.
      """
  }

  /// With a comma before every three digits.
  private static func grouped(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (number < 0 ? "−" : "") + ([digits] + groups).joined(separator: ",")
  }
}

/// A day on the command line.
struct DayArgument: ExpressibleByArgument {
  let date: CivilDate

  init?(argument: String) {
    guard let date = CivilDate(argument) else { return nil }
    self.date = date
  }
}
