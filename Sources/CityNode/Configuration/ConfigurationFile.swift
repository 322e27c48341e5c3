import Benefits
import Configuration
import Federation
import Foundation
import StrictJSON
import SystemPackage

extension NodeConfiguration {
  /// Every setting that the file may hold, by its dotted name. `peers.*` stands for each partner city.
  static let knownKeys: Set<String> = [
    "city", "database", "federation_url", "agreements", "partners",
    "counter.host", "counter.port", "counter.certificate", "counter.key",
    "federation.host", "federation.port", "federation.certificate", "federation.key",
    "keys.federation", "keys.protocol", "keys.identifiers", "keys.pairwise",
    "peers.*.url", "peers.*.address",
    "limits.probe_window_seconds", "limits.probes_per_venue", "limits.probes_per_host",
    "limits.probes_per_terminal", "limits.peer_timeout_ms",
  ]

  /// Reads the JSON file at `path`; environment variables `CITYCARD_…` (such as `CITYCARD_COUNTER_PORT`)
  /// come before it. Relative paths in the file start from the file's folder. Unknown settings are errors.
  public static func load(path: String, environment: [String: String]) async throws -> NodeConfiguration {
    let cities = try refuseUnknownKeys(in: path)
    let reader: ConfigReader
    do {
      reader = ConfigReader(providers: [
        EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "citycard"),
        try await FileProvider<JSONSnapshot>(filePath: FilePath(path)),
      ])
    } catch {
      throw ConfigurationError(path, BilingualText(zh: "設定檔無法讀取。", en: "The file can't be read."))
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    return try Settings(reader: reader, folder: folder).configuration(cities: cities)
  }

  /// The names of the partner cities in the file, once every key of it is known.
  private static func refuseUnknownKeys(in path: String) throws -> [String] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ConfigurationError(path, BilingualText(zh: "找不到設定檔。", en: "There is no such file."))
    }
    let value: JSONValue
    do {
      value = try JSONParser.parse([UInt8](data), rules: .wire)
    } catch {
      throw ConfigurationError(
        path, BilingualText(zh: "不是正確的 JSON：\(error)", en: "not strict JSON: \(error)"))
    }
    guard case .object(let root) = value else { return [] }
    for name in flatten(root, under: "") where !knownKeys.contains(name) {
      throw ConfigurationError(name, BilingualText(zh: "沒有這個設定。", en: "There is no such setting."))
    }
    guard case .object(let peers) = root["peers"] else { return [] }
    return peers.members.map(\.name)
  }

  private static func flatten(_ object: JSONObject, under prefix: String) -> [String] {
    object.members.flatMap { member -> [String] in
      let name = prefix + (prefix == "peers." ? "*" : member.name)
      if case .object(let inner) = member.value { return flatten(inner, under: name + ".") }
      return [name]
    }
  }
}

/// Reads settings one by one, naming the one at fault.
private struct Settings {
  let reader: ConfigReader
  let folder: URL

  func configuration(cities: [String]) throws -> NodeConfiguration {
    NodeConfiguration(
      city: try city(string("city"), "city"),
      database: try path("database"),
      counter: try listener("counter", secured: false),
      federation: try listener("federation", secured: true),
      federationURL: try string("federation_url"),
      keys: KeyFiles(
        federation: try path("keys.federation"), protocol: try path("keys.protocol"),
        identifiers: try path("keys.identifiers"), pairwise: try path("keys.pairwise")),
      agreements: try paths("agreements"),
      partners: try path("partners"),
      peers: try Dictionary(uniqueKeysWithValues: cities.map { (try city($0, "peers.\($0)"), try peer($0)) }),
      limits: try limits())
  }

  private func listener(_ name: String, secured: Bool) throws -> ListenerConfiguration {
    let host = try string("\(name).host")
    var files: CertificateFiles?
    if secured || optional("\(name).certificate") != nil {
      files = CertificateFiles(chain: try path("\(name).certificate"), key: try path("\(name).key"))
    } else if !["127.0.0.1", "::1", "localhost"].contains(host) {
      throw ConfigurationError(
        "\(name).host",
        BilingualText(
          zh: "沒有憑證時只能綁定本機位址（127.0.0.1）。請加上 \(name).certificate 與 \(name).key。",
          en: "without a certificate only loopback may be bound; add \(name).certificate and \(name).key"))
    }
    return ListenerConfiguration(
      host: host, port: try integer("\(name).port", 0...65_535), certificate: files)
  }

  private func peer(_ city: String) throws -> PeerConfiguration {
    PeerConfiguration(url: try string("peers.\(city).url"), address: optional("peers.\(city).address"))
  }

  private func limits() throws -> NodeLimits {
    let probes = ProbeLimits(
      window: Int64(try integer("limits.probe_window_seconds", 1...86_400, default: 600)),
      venue: try integer("limits.probes_per_venue", 1...1_000_000, default: 30),
      host: try integer("limits.probes_per_host", 1...1_000_000, default: 300))
    return NodeLimits(
      probes: probes,
      terminalProbes: try integer("limits.probes_per_terminal", 1...1_000_000, default: 20),
      peerTimeout: .milliseconds(Int64(try integer("limits.peer_timeout_ms", 50...30_000, default: 3000))))
  }

  private func optional(_ key: String) -> String? { reader.string(forKey: ConfigKey(key)) }

  private func string(_ key: String) throws -> String {
    guard let value = optional(key), !value.isEmpty else {
      throw ConfigurationError(key, BilingualText(zh: "缺少這個設定。", en: "This setting is missing."))
    }
    return value
  }

  private func path(_ key: String) throws -> String { resolve(try string(key)) }

  private func paths(_ key: String) throws -> [String] {
    guard let values = reader.stringArray(forKey: ConfigKey(key)), !values.isEmpty else {
      throw ConfigurationError(key, BilingualText(zh: "缺少這個設定。", en: "This setting is missing."))
    }
    return values.map(resolve)
  }

  private func resolve(_ path: String) -> String {
    path.hasPrefix("/") ? path : folder.appendingPathComponent(path).standardizedFileURL.path
  }

  private func integer(_ key: String, _ range: ClosedRange<Int>, default: Int? = nil) throws -> Int {
    guard let value = reader.int(forKey: ConfigKey(key)) ?? `default`, range.contains(value) else {
      throw ConfigurationError(
        key,
        BilingualText(
          zh: "須為 \(range.lowerBound) 至 \(range.upperBound) 的整數。",
          en: "must be an integer from \(range.lowerBound) to \(range.upperBound)"))
    }
    return value
  }

  private func city(_ text: String, _ key: String) throws -> CityID {
    guard let city = CityID(text) else {
      throw ConfigurationError(
        key, BilingualText(zh: "城市代號須為小寫英文、數字與連字號。", en: "a city is lower-case letters, digits, hyphens"))
    }
    return city
  }
}
