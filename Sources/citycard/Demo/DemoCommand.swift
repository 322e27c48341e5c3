import ArgumentParser
import Benefits
import CityNode
import Foundation
import Rehearsal

/// `citycard demo`: both cities on one machine. `Federation/demo` installs what is missing, builds, and calls
/// this.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "在一台機器上跑兩個城市 / Both cities on one machine.",
    discussion: """
      不加選項：啟動臺北（8801）與臺東（8802），印出可試的卡號與指令，按 Ctrl-C 停止。
      --check：在空閒的埠上跑同一天的腳本，逐步檢查，任何一步不符即以非零結束。
      Without an option: starts Taipei (8801) and Taitung (8802), prints cards and commands to try, stops on \
      Ctrl-C. With --check: runs a scripted day on free ports, a line a step, and ends with non-zero if any \
      step is not as expected. --store postgres 讓每個城市使用臨時的 PostgreSQL 伺服器，結束即刪除 / keeps the books \
      in a PostgreSQL server of the demonstration's own, which is gone when it ends.
      """)

  @Flag(help: "跑腳本並檢查 / Run the scripted day and check it.")
  var check = false

  @Option(help: "專案的根資料夾 / The repository's root.", completion: .directory)
  var repository = "."

  @Option(help: "資料放置處；預設為 .demo，--check 則用暫存資料夾 / Where the data goes.", completion: .directory)
  var data: String?

  @Option(help: "每個城市的虛構會員數 / Synthetic members of each city.")
  var members = 2_000

  @Option(help: "資料庫引擎：sqlite 或 postgres / The engine of the books: sqlite or postgres.")
  var store = StoreOption.sqlite

  func validate() throws {
    guard (20...1_000_000).contains(members) else {
      throw ValidationError("--members 須為 20 至 1000000 / must be from 20 to 1000000")
    }
  }

  func run() async throws {
    do {
      try await Interrupt.cancelling { try await demonstrate() }
    } catch let failure as RehearsalFailure {
      InputFile.note("✕ \(failure.message)")
      throw ExitCode(1)
    } catch let error as ConfigurationError {
      InputFile.note("✕ \(error)")
      throw ExitCode(1)
    } catch let failure as ThrowAwayPostgres.Failure {
      InputFile.note("✕ \(failure)")
      throw ExitCode(1)
    } catch let failure as BrowserFailure {
      InputFile.note("✕ \(failure)")
      throw ExitCode(1)
    } catch is CancellationError {
      InputFile.note("已中斷 / interrupted")
      throw ExitCode(130)
    }
  }

  private func demonstrate() async throws {
    // Before minutes are spent on a day that can't be carried through.
    if check { try ChromeDriver.required() }
    let root = URL(fileURLWithPath: repository).standardizedFileURL.path
    let temporary = check && data == nil
    let folder =
      data ?? (check ? NSTemporaryDirectory() + "citycard-demo-\(getpid())" : root + "/.demo")
    defer { if temporary { try? FileManager.default.removeItem(atPath: folder) } }
    var plan = RehearsalPlan(root: root, folder: folder)
    plan.members = members
    let cluster = try store.cluster()
    defer { cluster?.remove() }
    if let cluster { plan.store = cluster.store }
    if !check {
      plan.issued = root + "/certs/issued"
      plan.ports = [8801, 9801, 8802, 9802]
    }
    // Seen at once, also in a file or a pipe.
    plan.report = {
      print($0)
      fflush(nil)
    }
    let cities = try await plan.cities()
    try Task.checkCancellation()
    if check {
      try await runDay(cities)
    } else {
      try await runUntilInterrupted(cities)
    }
  }

  private func runDay(_ cities: [RehearsedCity]) async throws {
    let day = DemoDay(taipei: cities[0], taitung: cities[1])
    let failed = await day.run()
    try Task.checkCancellation()
    guard failed == 0 else {
      print("✕ \(failed) 步不符預期 / steps not as expected")
      throw ExitCode(1)
    }
    print("✓ 全部符合預期 / every step as expected")
  }

  private func runUntilInterrupted(_ cities: [RehearsedCity]) async throws {
    var accounts: [(RehearsedCity, [DemoAccounts.Account])] = []
    do {
      for city in cities { try await city.start() }
      for city in cities { try await city.meetPartner() }
      for city in cities { accounts.append((city, try await DemoAccounts(city: city).prepare())) }
    } catch {
      for city in cities.reversed() { city.stop() }
      throw error
    }
    DemoGuide(taipei: cities[0], taitung: cities[1], accounts: accounts).show()
    fflush(nil)
    await Interrupt.wait()
    print("\n停止中 / stopping …")
    fflush(nil)
    for city in cities.reversed() { city.stop() }
    print("已停止 / stopped")
  }
}
