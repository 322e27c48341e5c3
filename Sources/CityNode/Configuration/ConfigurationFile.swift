import Benefits
import Configuration
import Federation
import Foundation
import StrictJSON
import SystemPackage

/// What a setting holds.
private enum SettingKind {
  case text, integer, texts

  func fits(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.text, .string), (.integer, .integer): return true
    case (.texts, .array(let elements)):
      return elements.allSatisfy { if case .string = $0 { true } else { false } }
    default: return false
    }
  }

  var demand: BilingualText {
    switch self {
    case .text: BilingualText(zh: "須為文字。", en: "must be a text")
    case .integer: BilingualText(zh: "須為整數，不加引號。", en: "must be an integer, without quotes")
    case .texts: BilingualText(zh: "須為文字的陣列。", en: "must be an array of texts")
    }
  }
}

extension NodeConfiguration {
  /// Every setting that the file may hold, by its dotted name. `peers.*` stands for each partner city.
  private static let known: [String: SettingKind] = [
    "city": .text, "database": .text, "federation_url": .text, "agreements": .texts, "partners": .text,
    "counter.host": .text, "counter.port": .integer, "counter.certificate": .text, "counter.key": .text,
    "federation.host": .text, "federation.port": .integer, "federation.certificate": .text,
    "federation.key": .text,
    "keys.federation": .text, "keys.protocol": .text, "keys.identifiers": .text, "keys.pairwise": .text,
    "peers.*.url": .text, "peers.*.address": .text,
    "limits.probe_window_seconds": .integer, "limits.probes_per_venue": .integer,
    "limits.probes_per_host": .integer, "limits.probes_per_terminal": .integer,
    "limits.peer_timeout_ms": .integer,
  ]

  /// Reads the JSON file at `path`; environment variables `CITYCARD_…` (such as `CITYCARD_COUNTER_PORT`)
  /// come before it. Relative paths in the file start from the file's folder. Unknown settings, and settings of
  /// another type, are errors.
  public static func load(path: String, environment: [String: String]) async throws -> NodeConfiguration {
    let cities = try checkNamesAndTypes(in: path)
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

  /// The names of the partner cities in the file, once every setting of it is known and of its type: the
  /// reader would pass over one of another type as if it were not there.
  private static func checkNamesAndTypes(in path: String) throws -> [String] {
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
    for setting in flatten(root, under: "", pattern: "") {
      guard let kind = known[setting.pattern] else {
        throw ConfigurationError(
          setting.name, BilingualText(zh: "沒有這個設定。", en: "There is no such setting."))
      }
      guard kind.fits(setting.value) else { throw ConfigurationError(setting.name, kind.demand) }
    }
    guard case .object(let peers) = root["peers"] else { return [] }
    return peers.members.map(\.name)
  }

  /// The settings with their dotted names, in which `pattern` has `*` for a partner city.
  private static func flatten(
    _ object: JSONObject, under prefix: String, pattern: String
  ) -> [(name: String, pattern: String, value: JSONValue)] {
    object.members.flatMap { member -> [(name: String, pattern: String, value: JSONValue)] in
      let name = prefix + member.name
      let pattern = pattern + (prefix == "peers." ? "*" : member.name)
      guard case .object(let inner) = member.value else { return [(name, pattern, member.value)] }
      return flatten(inner, under: name + ".", pattern: pattern + ".")
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
      database: try database(),
      counter: try listener("counter", secured: false),
      federation: try listener("federation", secured: true),
      federationURL: try url("federation_url"),
      keys: KeyFiles(
        federation: try path("keys.federation"), protocol: try path("keys.protocol"),
        identifiers: try path("keys.identifiers"), pairwise: try path("keys.pairwise")),
      agreements: try paths("agreements"),
      partners: try path("partners"),
      peers: try Dictionary(uniqueKeysWithValues: cities.map { (try city($0, "peers.\($0)"), try peer($0)) }),
      limits: try limits())
  }

  private func database() throws -> DatabaseLocation {
    guard let location = DatabaseLocation(try string("database"), path: resolve) else {
      throw ConfigurationError(
        "database",
        BilingualText(
          zh: "須為 SQLite 檔案路徑，或 postgresql:// 開頭的網址。",
          en: "must be the path of a SQLite file, or an address that begins with postgresql://"))
    }
    return location
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
    PeerConfiguration(url: try url("peers.\(city).url"), address: optional("peers.\(city).address"))
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

  /// An address of a federation listener, such as `https://card.taipei.example:9801`.
  private func url(_ key: String) throws -> String {
    let text = try string(key)
    guard let parts = URLComponents(string: text), parts.scheme == "https", !(parts.host ?? "").isEmpty,
      parts.path.isEmpty, parts.query == nil, parts.fragment == nil, parts.user == nil
    else {
      throw ConfigurationError(
        key,
        BilingualText(
          zh: "須為 https 網址，只有主機與埠，例如 https://card.taipei.example:9801。",
          en: "must be an https address with host and port alone, such as https://card.taipei.example:9801"))
    }
    return text
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
    let name = ConfigKey(key)
    // A variable that is no integer reads as none at all; only one that is not there leaves the default.
    let absent = reader.string(forKey: name) == nil
    guard let value = reader.int(forKey: name) ?? (absent ? `default` : nil), range.contains(value) else {
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
