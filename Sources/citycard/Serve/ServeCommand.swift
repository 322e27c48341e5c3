import ArgumentParser
import CityNode
import Foundation
import Logging
import Metrics
import NIOCore
import ServiceLifecycle
import Store
import UnixSignals
import Web

/// `citycard serve`: runs one city's node until SIGTERM or Ctrl-C.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "執行城市節點 / Run a city's node.",
    discussion: """
      日誌為 JSON Lines，寫到標準錯誤輸出。SIGTERM 會先停止接收、完成已收下的工作，再關閉資料庫。
      Logs are JSON lines on standard error. SIGTERM stops the listeners first, then finishes what was \
      accepted, then closes the database.
      """)

  @Option(help: "節點設定檔 / The node's configuration file.", completion: .file())
  var config: String

  @Option(help: "日誌層級 / The log level: trace debug info notice warning error critical.")
  var logLevel = "info"

  func validate() throws {
    guard Logger.Level(rawValue: logLevel) != nil else {
      throw ValidationError("--log-level: trace debug info notice warning error critical")
    }
  }

  func run() async throws {
    let level = Logger.Level(rawValue: logLevel) ?? .info
    OpenFiles.raiseLimit()
    LoggingSystem.bootstrap { label in
      var handler = JSONLinesLogHandler(label: label)
      handler.logLevel = level
      return handler
    }
    let metrics = PrometheusRegistry(descriptions: MetricDescriptions.all)
    MetricsSystem.bootstrap(metrics)
    let logger = Logger(label: "citycard")
    let configuration: NodeConfiguration
    let services: [any Service]
    do {
      configuration = try await NodeConfiguration.load(
        path: config, environment: ProcessInfo.processInfo.environment)
      let node = try await Node(configuration, logger: logger)
      services = try nodeServices(
        node, metrics: metrics, logger: logger,
        onCounter: { port in logger.info("counter listener is up", metadata: ["port": "\(port)"]) },
        onFederation: { port in logger.info("federation listener is up", metadata: ["port": "\(port)"]) })
    } catch {
      InputFile.note("✕ 節點無法啟動 / The node can't start: \(error)")
      throw ExitCode(1)
    }
    do {
      try await ServiceGroup(
        configuration: ServiceGroupConfiguration(
          services: services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) },
          gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
      ).run()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      let counter = configuration.counter.port
      let federation = configuration.federation.port
      InputFile.note(
        """
        ✕ 埠已被占用：counter.port（\(counter)）或 federation.port（\(federation)）；是否已有節點在執行？
          a port is in use: counter.port (\(counter)) or federation.port (\(federation)); does a node run already?
        """)
      throw ExitCode(1)
    } catch {
      InputFile.note("✕ 節點停止 / The node stopped: \(error)")
      throw ExitCode(1)
    }
  }
}
