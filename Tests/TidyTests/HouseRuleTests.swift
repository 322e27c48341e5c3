import TestSupport
import Testing

/// The house rules as tests. Each holds the rule to the repository, and first to a small sample that breaks
/// it: a rule that finds nothing there would prove nothing.
@Suite("House rules")
struct HouseRuleTests {
  private func sample(_ path: String, _ text: String) -> SwiftSource { SwiftSource(path: path, text) }

  private func all(_ sources: [SwiftSource], _ rule: (SwiftSource) -> [Violation]) -> [Violation] {
    sources.flatMap(rule)
  }

  @Test func `the rules look at the files of this repository`() {
    #expect(House.sources.contains { $0.path == "Sources/Benefits/Values/Money.swift" })
    #expect(House.tests.contains { $0.path == "Tests/TidyTests/HouseRuleTests.swift" })
    #expect(House.files.contains("Package.swift"))
  }

  @Test(arguments: [
    ("Benefits", "import Foundation"), ("Benefits", "public import Federation"),
    ("Federation", "import Synchronization"), ("Federation", "import Store"), ("Wire", "import CJansson"),
    ("StrictJSON", "@preconcurrency private import struct COpenSSL.json_t"), ("Signing", "import StrictJSON"),
    ("Signing", "import Foundation"), ("CityNode", "import GRDB"), ("CityNode", "import Web"),
    ("CityNode", "import Hummingbird"), ("Web", "import AsyncHTTPClient"), ("Store", "import NIOSSL"),
    ("Web", "@testable import Signing"), ("Web", "import Unheard"), ("NewRoom", "import Benefits"),
  ])
  func `the import rule finds what points up or sideways`(target: String, text: String) {
    #expect(ImportRule.violations(in: sample("Sources/\(target)/x.swift", "\n" + text)).count == 1)
  }

  @Test func `imports point down only, and each library has the targets that may see it`() {
    let good = "// import GRDB\npublic import Benefits\nlet s = \"import GRDB\"\nlet important = 1"
    #expect(ImportRule.violations(in: sample("Sources/Federation/x.swift", good)).isEmpty)
    let found = all(House.sources, ImportRule.violations)
    #expect(found.isEmpty, "\(found.report)")
  }

  @Test func `nothing stops the process or prints behind the program's back`() {
    let bad = """
      let a = try! f()
      let b = a as! Int
      fatalError("x")
      print("x \\(print(1))")
      preconditionFailure()
      """
    #expect(CallRule.violations(in: sample("Sources/Web/x.swift", bad)).map(\.line) == [1, 2, 3, 4, 5])
    #expect(CallRule.violations(in: sample("Sources/citycard/x.swift", bad)).map(\.line) == [1, 2, 3, 5])
    let good = """
      // try! fatalError(
      let text = "print("
      func print(_ x: Int) {}
      fingerprint(1); console.print(2); let #"as!"#
      """
    #expect(CallRule.violations(in: sample("Sources/Web/x.swift", good)).isEmpty)
    let found = all(House.sources + House.tests, CallRule.violations)
    #expect(found.isEmpty, "\(found.report)")
  }

  @Test func `programs are started one at a time`() {
    for text in [
      "let tool = Process()", "watch = Self.process(path)", "private let tool = Foundation.Process()",
    ] {
      let name = text.contains("watch") ? "watch" : "tool"
      let bad = sample("Tests/X/x.swift", "\(text)\ntry \(name).run()\ntry node.run()\ntry \(name).start()")
      #expect(CallRule.violations(in: bad).map(\.line) == [2], "\(text)")
    }
  }

  @Test(arguments: CallRule.mayStop.keys.sorted())
  func `whoever may stop the process still does`(path: String) {
    let source = House.sources.first { $0.path == path }
    #expect(source?.lines.contains { CallRule.calls("preconditionFailure", $0) } == true)
  }

  @Test func `files have at most 500 lines and functions at most 70`() {
    func body(_ lines: Int) -> String { String(repeating: "    f()\n", count: lines - 2) }
    for (lines, count) in [(LengthRule.function, 0), (LengthRule.function + 1, 1)] {
      for head in ["public static func a<T>(", "init(", "@Test func `a name`("] {
        let text = "struct S {\n  \(head)b: Int = 1) {\n\(body(lines))  }\n}\n"
        #expect(LengthRule.violations(in: sample("Sources/Web/x.swift", text)).count == count, "\(head)")
      }
      let text = "struct S {\n  func a(\n    b: Int\n  ) -> Int\n  {\n\(body(lines - 3))  }\n}\n"
      #expect(LengthRule.violations(in: sample("Sources/Web/x.swift", text)).count == count)
    }
    let requirements =
      "protocol P {\n  func a()\n" + String(repeating: "  var b: Int { get }\n", count: 100) + "}\n"
    #expect(LengthRule.violations(in: sample("Sources/Web/x.swift", requirements)).isEmpty)
    for (lines, count) in [(LengthRule.file, 0), (LengthRule.file + 1, 1)] {
      let text = String(repeating: "let a = 1\n", count: lines)
      #expect(LengthRule.violations(in: sample("Sources/Web/x.swift", text)).count == count)
    }
    let functions = House.sources.flatMap { LengthRule.functions(of: $0) }
    #expect(functions.count > House.sources.count, "the rule sees the functions of this repository")
    let found = all(House.sources + House.tests, LengthRule.violations)
    #expect(found.isEmpty, "\(found.report)")
  }

  @Test func `every step outside what the compiler checks cites documentation`() {
    for bad in [
      "/// A key, shared at will.\nfinal class A: @unchecked Sendable {}",
      "/// a(3): \"it is safe to share\"\n\nfinal class A: @unchecked Sendable {}",
      "// It is fine.\nlet a = unsafe b()", "// It is \"fine\" so\n@safe struct A {}",
      "let a = \"f(3)\" + unsafe b()",
    ] {
      #expect(UnsafeRule.violations(in: sample("Sources/Signing/x.swift", bad)).count == 1, "\(bad)")
    }
    for good in [
      "/// Never modified; openssl-threads(7).\n@safe\nfinal class A: @unchecked Sendable {}",
      "// b(3) does not keep it.\nlet a = unsafe b()",
      "// \"The returned value\n// is valid\" as long as a.\nlet a = unsafe b()",
      "// unsafe\nlet a = \"unsafe\"",
    ] {
      #expect(UnsafeRule.violations(in: sample("Sources/Signing/x.swift", good)).isEmpty, "\(good)")
    }
    let found = all(House.sources, UnsafeRule.violations)
    #expect(found.isEmpty, "\(found.report)")
  }

  @Test func `no type bears a module's name`() {
    for bad in ["public struct Store {}", "enum A { final class Logging {} }", "typealias Web = Int"] {
      #expect(TypeNameRule.violations(in: sample("Sources/Web/x.swift", bad)).count == 1, "\(bad)")
    }
    let good = "struct CityStore {}\nimport struct Store.Store\n// struct Store\nfunc Web() {}"
    #expect(TypeNameRule.violations(in: sample("Sources/Web/x.swift", good)).isEmpty)
    let unnamed = House.targets.subtracting(TypeNameRule.modules)
    #expect(unnamed.isEmpty, "every target of ours is a name that the rule knows")
    let found = all(House.sources, TypeNameRule.violations)
    #expect(found.isEmpty, "\(found.report)")
  }

  @Test func `the top of the repository holds what it should and nothing else`() {
    let right = TopLevelRule.entries.map { $0.contains(".") ? $0 : $0 + "/x" } + [".ci/run", ".gitignore"]
    #expect(TopLevelRule.violations(in: right).isEmpty)
    #expect(TopLevelRule.violations(in: right + ["notes.txt", "docs/a", "docs/b"]).count == 2)
    #expect(TopLevelRule.violations(in: right.filter { $0 != "README.md" }).map(\.path) == ["README.md"])
    let found = TopLevelRule.violations(in: House.files)
    #expect(found.isEmpty, "\(found.report)")
  }

  @Test func `no private key, no path of one machine and no resolved versions are in the repository`() {
    // Put together here, so that this file keeps the rule as well.
    let (key, work) = ("-----BEGIN EC PRIVATE " + "KEY-----", "/wo" + "rk/")
    let body = String(repeating: "MIGH", count: 16)
    for bad in [
      "\(key)\n\(body)", "let a = \"\(key)\\n\(body)\"", "see \(work)main", "\"\(work)\"", "(\(work)",
    ] {
      #expect(SecretRule.violations(path: "Tests/x", bad).count == 1, "\(bad)")
    }
    #expect(SecretRule.violations(path: "Sources/Package.resolved", "{}").count == 1)
    for good in [key, "\(key)\nnot a key", "https://card.example\(work)a", "..\(work)x", "/opt/homebrew/bin"]
    {
      #expect(SecretRule.violations(path: "Tests/x", good).isEmpty, "\(good)")
    }
    let found = House.files.flatMap { path in
      SecretRule.violations(path: path, House.text(path) ?? "")
    }
    #expect(found.isEmpty, "\(found.report)")
  }

  @Test func `no log line mentions a card number or a token`() {
    for bad in [
      #"logger.info("checked \(card)")"#,
      #"context.logger.debug("x", metadata: ["a": "\(check.cardNumber)"])"#,
      "peerLogger?.error(\n  \"x\",\n  metadata: [\n    \"t\": .string(api_token)\n  ])",
      #"log.log(level: .info, "\(request.headers[.authorization])")"#,
    ] {
      #expect(LogRule.violations(in: sample("Sources/Web/x.swift", bad)).count == 1, "\(bad)")
    }
    for good in [
      #"logger.info("no card was found"); use(card)"#, #"logger.info("\(cards.count) read")"#,
      #"// logger.info("\(card)")"#, #"catalog.info(card)"#, "let logger = Logger(label: token)",
    ] {
      #expect(LogRule.violations(in: sample("Sources/Web/x.swift", good)).isEmpty, "\(good)")
    }
    let found = all(House.sources, LogRule.violations)
    #expect(found.isEmpty, "\(found.report)")
  }
}
