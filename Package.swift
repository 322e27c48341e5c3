// swift-tools-version: 6.2
import PackageDescription

// Every target of ours: Swift 6 language mode, every unsafe construct marked, every warning an error,
// and nobody sees a module that they did not import themselves.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A target of ours; `layer` says in which room of the house it stands (imports point down only).
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
  name: "citycard-node",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "citycard", targets: ["citycard"])],
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    // for tests alone: reads Federation/openapi.yaml
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C libraries: each is imported by exactly one target. The module maps name what to link, so no
    // pkg-config is needed.
    .systemLibrary(name: "CJansson", providers: [.apt(["libjansson-dev"])]),
    .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLibpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CQREncode", providers: [.apt(["libqrencode-dev"])]),

    // The pages' files as bytes of the program; C23 for #embed.
    .target(name: "CPageFiles", exclude: ["counter", "assets"]),

    // pure
    room("Benefits"),
    room("Federation", ["Benefits"]),
    room("Office", ["Benefits"]),
    room("Settlement", ["Benefits", "Federation", "Office"]),

    // wrappers
    room("StrictJSON", ["CJansson"]),
    room("Signing", ["COpenSSL"]),
    room("Libpq", ["CLibpq"]),
    room("QRCode", ["CQREncode"]),

    // codec
    room("Wire", ["Benefits", "Federation", "Settlement", "Signing", "StrictJSON"]),

    // shells
    room(
      "Store",
      [
        "Benefits", "Federation", "Libpq", "Office", "Settlement",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    room(
      "CityNode",
      [
        "Benefits", "Federation", "Office", "Settlement", "Signing", "StrictJSON", "Store", "Wire",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "Configuration", package: "swift-configuration"),
      ]),
    room(
      "Web",
      [
        "Benefits", "CPageFiles", "CityNode", "Federation", "Office", "QRCode", "Settlement", "Store",
        "StrictJSON", "Wire",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "HummingbirdHTTP2", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
      ]),

    // how other programs are started
    room("Processes"),

    // two cities on one machine, for demonstrations, benchmarks and tests
    room(
      "Rehearsal",
      [
        "Benefits", "CityNode", "Federation", "Office", "Processes", "Settlement", "Store", "StrictJSON",
        "Wire", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),

    // program
    .executableTarget(
      name: "citycard",
      dependencies: [
        "Benefits", "CityNode", "Federation", "Office", "Rehearsal", "Settlement", "Signing", "Store",
        "StrictJSON", "Web", "Wire", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
      ],
      swiftSettings: strict),

    // tests, a folder for each room and one for the house rules
    .target(
      name: "TestSupport", dependencies: ["Benefits"], path: "Tests/TestSupport", swiftSettings: strict),
    // Two running cities, for the tests that talk to them; they see its inside (`@testable`).
    .target(
      name: "CitySupport",
      dependencies: [
        "Benefits", "CityNode", "Federation", "Office", "Settlement", "Signing", "Store", "StrictJSON", "Web",
        "Wire", "TestSupport", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      path: "Tests/CitySupport", swiftSettings: strict),
    tests("BenefitsTests", ["Benefits", "TestSupport"]),
    tests("FederationTests", ["Benefits", "Federation", "TestSupport"]),
    tests("OfficeTests", ["Benefits", "Office", "TestSupport"]),
    tests(
      "SettlementTests",
      ["Benefits", "Federation", "Office", "Settlement", "Signing", "Wire", "TestSupport"]),
    tests("StrictJSONTests", ["StrictJSON", "TestSupport"]),
    tests("QRCodeTests", ["QRCode", "TestSupport"]),
    tests("ProcessesTests", ["Processes"]),
    tests("SigningTests", ["Processes", "Signing", "StrictJSON", "TestSupport"]),
    tests(
      "WireTests",
      ["Benefits", "Federation", "Settlement", "Signing", "StrictJSON", "Wire", "TestSupport"]),
    tests(
      "StoreTests",
      [
        "Benefits", "Federation", "Libpq", "Office", "Processes", "Rehearsal", "Settlement", "Store",
        "TestSupport",
      ]),
    tests(
      "CityNodeTests",
      [
        "Benefits", "CityNode", "CitySupport", "Federation", "Office", "Processes", "Settlement", "Signing",
        "Store", "StrictJSON", "Web", "Wire", "TestSupport",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Yams", package: "Yams"),
      ]),
    tests(
      "ProgramTests",
      [
        "Benefits", "CityNode", "Federation", "Office", "Processes", "Rehearsal", "Settlement", "Signing",
        "Store", "StrictJSON", "Wire", "citycard", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    // A browser on two running cities.
    .testTarget(
      name: "BrowserTests",
      dependencies: [
        "Benefits", "CityNode", "CitySupport", "Federation", "Office", "Processes", "Rehearsal", "Settlement",
        "Signing", "Store", "StrictJSON", "TestSupport", "Web", "Wire",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      exclude: ["Logic"], swiftSettings: strict),
    tests("TidyTests", ["Processes", "TestSupport"]),
  ],
  cLanguageStandard: .c2x
)
