import ArgumentParser
import CityNode
import Foundation
import Rehearsal

/// `citycard bench`: measures this program on this machine, and holds each figure against its limit.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "量測，並與上限對照 / Measure, and hold against the limits.",
    discussion: """
      以最佳化建置執行 / Run it optimised: swift run -c release citycard bench verify
      每次都啟動兩個城市的節點，在同一次執行中量測節點與它的上限，最後核對帳冊：告訴櫃檯的，兩個城市都有紀錄與證據。
      Starts both cities' nodes, measures them and their limits in one run, and compares the books in the end: \
      what counters were told is kept, with its evidence, by both cities.
      """,
    subcommands: [BenchVerify.self, BenchCounter.self])
}

/// `citycard bench verify`.
struct BenchVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "跨城市查驗 / Checks of the other city's cards.")
  @OptionGroup var options: BenchOptions
  func run() async throws { try await options.run(.verify) }
}

/// `citycard bench counter`.
struct BenchCounter: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "counter", abstract: "本市卡片的查驗 / Checks of own cards.")
  @OptionGroup var options: BenchOptions
  func run() async throws { try await options.run(.counter) }
}

/// What both benchmarks take.
struct BenchOptions: ParsableArguments {
  @Flag(help: "印出一份 JSON / Print one JSON document.")
  var json = false
  @Option(help: "資料庫引擎：sqlite 或 postgres / The engine of the books: sqlite or postgres.")
  var store = StoreOption.sqlite
  @Option(help: "每一段量測的秒數（1–120） / Seconds of each measurement.")
  var seconds = 10
  @Option(help: "固定速率時，每秒幾次查驗（1–20000） / Checks a second at the fixed rate.")
  var rate = 500
  @Option(help: "同時的連線數（1–256） / Connections at once.")
  var connections = 128
  @Option(help: "專案的根資料夾 / The repository's root.", completion: .directory)
  var repository = "."

  func validate() throws {
    for (name, value, range) in [
      ("seconds", seconds, 1...120), ("rate", rate, 1...20_000), ("connections", connections, 1...256),
    ] where !range.contains(value) {
      throw ValidationError(
        "--\(name) 須為 \(range.lowerBound) 至 \(range.upperBound) / must be from \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
  }

  func run(_ kind: BenchKind) async throws {
    do {
      try await Interrupt.cancelling { try await measure(kind) }
    } catch let failure as RehearsalFailure {
      InputFile.note("✕ \(failure.message)")
      throw ExitCode(1)
    } catch let failure as ThrowAwayPostgres.Failure {
      InputFile.note("✕ \(failure)")
      throw ExitCode(1)
    } catch let error as ConfigurationError {
      InputFile.note("✕ \(error)")
      throw ExitCode(1)
    } catch is CancellationError {
      InputFile.note("已中斷 / interrupted")
      throw ExitCode(130)
    }
  }

  private func measure(_ kind: BenchKind) async throws {
    OpenFiles.raiseLimit()
    let folder = NSTemporaryDirectory() + "citycard-bench-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var plan = RehearsalPlan(root: URL(fileURLWithPath: repository).standardizedFileURL.path, folder: folder)
    let cluster = try store.cluster()
    defer { cluster?.remove() }
    if let cluster { plan.store = cluster.store }
    let figures = try await BenchRun(kind: kind, options: self, plan: plan, cluster: cluster).run()
    print(json ? figures.json : BenchTable(figures).text)
    guard figures.isSound else {
      InputFile.note("✕ 結果不可採信，原因見上 / the result does not stand; the reasons are above")
      throw ExitCode(1)
    }
  }
}
