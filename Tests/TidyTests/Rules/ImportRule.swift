/// ARCHITECTURE, "Targets": imports point down only, and each library has the targets that may see it.
enum ImportRule {
  /// Our targets, from the top down, and which of ours each may import. A new target needs a row.
  static let own: [String: Set<String>] = [
    "citycard": [
      "Benefits", "CityNode", "Federation", "Office", "Rehearsal", "Settlement", "Signing", "Store",
      "StrictJSON",
      "Web", "Wire",
    ],
    "Rehearsal": [
      "Benefits", "CityNode", "Federation", "Office", "Processes", "Settlement", "Store", "StrictJSON",
      "Wire",
    ],
    "Processes": [],
    "Web": [
      "Benefits", "CityNode", "Federation", "Office", "QRCode", "Settlement", "Store", "StrictJSON", "Wire",
    ],
    "CityNode": ["Benefits", "Federation", "Office", "Settlement", "Signing", "Store", "StrictJSON", "Wire"],
    "Store": ["Benefits", "Federation", "Libpq", "Office", "Settlement"],
    "Wire": ["Benefits", "Federation", "Settlement", "Signing", "StrictJSON"],
    "Libpq": [], "QRCode": [], "Signing": [], "StrictJSON": [],
    "Settlement": ["Benefits", "Federation", "Office"], "Office": ["Benefits"], "Federation": ["Benefits"],
    "Benefits": [],
  ]

  private static let shells: Set<String> = ["Store", "CityNode", "Web", "Processes", "Rehearsal", "citycard"]
  private static let web: Set<String> = ["Web", "citycard"]
  private static let network: Set<String> = ["CityNode", "Web", "Rehearsal", "citycard"]

  /// Modules from outside, and which targets may import each. What is not here, nobody may; so the pure
  /// targets, which are in no row, import nothing from outside.
  static let outside: [String: Set<String>] = [
    // C libraries: one target each, and nothing else sees their pointers.
    "CJansson": ["StrictJSON"], "COpenSSL": ["Signing"], "CLibpq": ["Libpq"],
    "CPageFiles": ["Web"], "CQREncode": ["QRCode"],
    // One engine, one web framework, one client.
    "GRDB": ["Store"], "AsyncHTTPClient": ["CityNode", "Rehearsal"],
    "Hummingbird": web, "HummingbirdCore": web, "HummingbirdHTTP2": web, "HummingbirdTLS": web,
    "HTTPTypes": web, "NIOSSL": network, "NIOCore": network, "NIOFoundationCompat": network,
    "NIOHTTP1": network, "NIOPosix": network, "ServiceLifecycle": network, "Logging": network,
    "Metrics": network, "Configuration": ["CityNode"], "SystemPackage": ["CityNode", "citycard"],
    "ArgumentParser": ["citycard"], "UnixSignals": ["citycard"],
    // The system: never below the shells, but for locks in the wrappers and the codec.
    "Foundation": shells, "FoundationXML": ["CityNode"],
    "Synchronization": shells.union(["Libpq", "QRCode", "Signing", "StrictJSON", "Wire"]),
    "Dispatch": shells.union(["Libpq"]),
  ]

  static func violations(in source: SwiftSource) -> [Violation] {
    let target = source.target
    guard let allowed = own[target] else {
      return [Violation(path: source.path, line: 0, text: "target \(target) has no row in the import table")]
    }
    return source.lines.compactMap { line in
      guard let module = importedModule(line), module != "Swift" else { return nil }
      if own[module] != nil {
        return allowed.contains(module)
          ? nil : source.violation(line, "\(target) may not import \(module): imports point down only")
      }
      guard let importers = outside[module] else {
        return source.violation(line, "\(module) is not in the import table: who may import it, and why?")
      }
      return importers.contains(target)
        ? nil : source.violation(line, "\(target) may not import \(module): \(importers.sorted()) may")
    }
  }

  /// The module of an import declaration, whatever attributes, access level or kind it states.
  static func importedModule(_ line: SwiftSource.Line) -> String? {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    let before: Set<Substring> = [
      "public", "package", "internal", "fileprivate", "private", "testable", "preconcurrency", "_exported",
      "_implementationOnly", "_spi",
    ]
    let words = line.words
    guard let index = words.firstIndex(of: "import"), words[..<index].allSatisfy(before.contains) else {
      return nil
    }
    return words[(index + 1)...].first { !kinds.contains($0) }.map(String.init)
  }
}
