import Benefits
import CityNode
import Federation
import Foundation
import Signing
import TestSupport
import Testing
import Wire

/// A folder of its own with issued keys, gone with the suite's instance.
final class IssuedFolder {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
  let terms: AgreementTerms
  /// 2026-11-23, 14:05:09 in Taipei.
  static let now = Instant(seconds: 1_795_413_909)

  init() throws {
    terms = try AgreementFile.readTerms(Repository.bytes("Federation/agreements/taipei-taitung.json"))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func issue(
    replacing: Bool = false, days: Int = 30, now: Instant = now, terms other: AgreementTerms? = nil
  ) throws -> DevelopmentKeys.Report {
    try DevelopmentKeys(
      terms: other ?? terms, folder: path, now: now, days: days, replacing: replacing
    ).issue()
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")), as: UTF8.self)
  }

  func certificate(_ name: String) throws -> Certificate { try Certificate(pem: text(name)) }

  var agreement: Agreement {
    get throws { try AgreementFile.read(Array(text("agreements/taipei-taitung.json").utf8)) }
  }

  /// Every file and folder below, with its permissions.
  var entries: [(name: String, mode: Int, isFolder: Bool)] {
    get throws {
      try FileManager.default.subpathsOfDirectory(atPath: path).sorted().map { name in
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
        return (name, mode, attributes[.type] as? FileAttributeType == .typeDirectory)
      }
    }
  }
}

struct DevelopmentKeysTests {
  private let folder: IssuedFolder

  init() throws { folder = try IssuedFolder() }

  private static let files = [
    "federation-next-public.pem", "federation-next.pem", "federation-public.pem", "federation.pem",
    "identifiers.key", "pairwise.key", "protocol.pem", "tls-key.pem", "tls-next-key.pem", "tls-next.pem",
    "tls-root-key.pem", "tls-root-next-key.pem", "tls-root-next.pem", "tls-root.pem", "tls.pem",
  ]

  @Test func `each city has its files, for the owner alone, and only the agreement is for all`() throws {
    try folder.issue()
    let entries = try folder.entries
    for city in ["taipei", "taitung"] {
      let inside = entries.filter { $0.name.hasPrefix("\(city)/") }
      #expect(inside.map(\.name) == Self.files.map { "\(city)/\($0)" })
      for entry in inside { #expect(entry.mode == 0o600, "\(entry.name)") }
    }
    for entry in entries where entry.isFolder { #expect(entry.mode == 0o700, "\(entry.name)") }
    let rest = entries.filter { !$0.isFolder && $0.name.hasPrefix("agreements/") }
    #expect(rest.map(\.name) == ["agreements/taipei-taitung.json"])
    #expect(rest.map(\.mode) == [0o644])
    #expect(entries.count == 2 * Self.files.count + 4)
    let top = try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? NSNumber
    #expect(top?.intValue == 0o700)
  }

  @Test func `no private key and no secret stands in anything public`() throws {
    try folder.issue()
    var secrets: [String] = []
    for city in ["taipei", "taitung"] {
      for name in Self.files {
        let text = try folder.text("\(city)/\(name)")
        let hidden = name.hasSuffix(".key") || text.contains("PRIVATE KEY")
        if hidden { secrets += text.split(separator: "\n").map(String.init).filter { !$0.contains("-----") } }
        let public_ = name.hasSuffix("-public.pem") || (name.hasPrefix("tls") && !name.hasSuffix("-key.pem"))
        #expect(hidden != public_, "\(name)")
      }
    }
    let agreement = try folder.text("agreements/taipei-taitung.json")
    #expect(!agreement.contains("PRIVATE"))
    #expect(!agreement.contains("\"d\""))
    #expect(secrets.count >= 2 * (7 + 2))
    for secret in secrets { #expect(!agreement.contains(secret)) }
  }

  @Test func `secrets are 32 bytes in hexadecimal with a line end, and all differ`() throws {
    try folder.issue()
    var seen: Set<String> = []
    for name in ["taipei/identifiers", "taipei/pairwise", "taitung/identifiers", "taitung/pairwise"] {
      let text = try folder.text("\(name).key")
      #expect(text.wholeMatch(of: /[0-9a-f]{64}\n/) != nil)
      seen.insert(text)
    }
    #expect(seen.count == 4)
  }

  @Test func `the agreement pins the public halves of the folders' keys`() throws {
    try folder.issue()
    for party in try folder.agreement.parties {
      for (name, record) in zip(["federation", "federation-next"], party.federationKeys.all) {
        let key = try PrivateKey(pem: folder.text("\(party.city)/\(name).pem")).publicKey
        #expect(record == KeyRecord(key))
        #expect(try PublicKey(pem: folder.text("\(party.city)/\(name)-public.pem")) == key)
      }
      let roots = try ["tls-root.pem", "tls-root-next.pem"].map { try folder.text("\(party.city)/\($0)") }
      #expect(party.tlsRoots.all == roots)
    }
  }

  @Test func `each leaf is its own root's and not the other's, and certificates fit their keys`() throws {
    try folder.issue(days: 30)
    for party in folder.terms.parties {
      let name = party.city.text
      let (root, next) = (
        try folder.certificate("\(name)/tls-root.pem"), try folder.certificate("\(name)/tls-root-next.pem")
      )
      let (leaf, nextLeaf) = (
        try folder.certificate("\(name)/tls.pem"), try folder.certificate("\(name)/tls-next.pem")
      )
      #expect(leaf.isIssued(by: root) && !leaf.isIssued(by: next))
      #expect(nextLeaf.isIssued(by: next) && !nextLeaf.isIssued(by: root))
      #expect(root.isRoot && next.isRoot && !leaf.isRoot)
      for suffix in ["", "-next"] {
        let leaf = try folder.certificate("\(name)/tls\(suffix).pem")
        #expect(leaf.dnsNames == [party.entity.host, "localhost"])
        #expect(try leaf.publicKey == PrivateKey(pem: folder.text("\(name)/tls\(suffix)-key.pem")).publicKey)
        let start = IssuedFolder.now.seconds
        let validity = CertificateValidity(notBefore: start - 3600, notAfter: start + 30 * 86_400)
        #expect(try leaf.validity == validity)
        // An authority can be taken up again with the key beside it.
        _ = try CertificateAuthority(
          certificate: folder.certificate("\(name)/tls-root\(suffix).pem"),
          key: PrivateKey(pem: folder.text("\(name)/tls-root\(suffix)-key.pem")))
      }
    }
  }

  @Test(.enabled(if: OpenSSLProgram.present, "the openssl program is not installed"))
  func `openssl verifies each leaf for its host, both roles and its own root alone`() throws {
    try folder.issue()
    let base = "\(folder.path)/taitung"
    func accepts(_ leaf: String, _ root: String, _ more: [String] = []) throws -> Bool {
      try OpenSSLProgram.accepts(
        [
          "verify", "-x509_strict", "-attime", "\(IssuedFolder.now.seconds)", "-CAfile",
          "\(base)/\(root).pem",
        ]
          + more + ["\(base)/\(leaf).pem"])
    }
    for (leaf, root, other) in [
      ("tls", "tls-root", "tls-root-next"), ("tls-next", "tls-root-next", "tls-root"),
    ] {
      for purpose in [["-purpose", "sslserver"], ["-purpose", "sslclient"], ["-verify_ip", "127.0.0.1"]] {
        #expect(try accepts(leaf, root, purpose), "\(leaf) \(purpose)")
      }
      #expect(try accepts(leaf, root, ["-verify_hostname", "card.taitung.example"]))
      #expect(try !accepts(leaf, root, ["-verify_hostname", "card.taipei.example"]))
      #expect(try !accepts(leaf, other))
    }
  }

  @Test func `the documentation names every file`() throws {
    let text = String(decoding: try Repository.bytes("certs/README.md"), as: UTF8.self)
    for name in Self.files { #expect(text.contains("`\(name)`"), "\(name)") }
  }

  @Test func `what is there stays; only what is missing is made`() throws {
    try folder.issue()
    let before = try Self.files.map { try folder.text("taipei/\($0)") }
    try FileManager.default.removeItem(atPath: "\(folder.path)/taitung")
    let report = try folder.issue()
    #expect(report.cities.map(\.outcome) == [.kept, .made])
    #expect(report.agreement.outcome == .updated)
    #expect(try Self.files.map { try folder.text("taipei/\($0)") } == before)
    let again = try folder.issue()
    #expect(again.cities.map(\.outcome) == [.kept, .kept])
    #expect(again.agreement.outcome == .kept)
  }

  @Test func `new keys never destroy old ones`() throws {
    try folder.issue()
    let old = try folder.text("taipei/identifiers.key")
    let report = try folder.issue(replacing: true)
    let former = "\(folder.path)/taipei.until-20261123T140509"
    #expect(report.cities[0].outcome == .replaced(former: former))
    #expect(try folder.text("taipei.until-20261123T140509/identifiers.key") == old)
    #expect(try folder.text("taipei/identifiers.key") != old)
    // In the same second the name of the old folder is taken: nothing moves.
    let present = try folder.text("taipei/identifiers.key")
    let error = #expect(throws: KeyFileError.self) { try folder.issue(replacing: true) }
    #expect(error?.code == .folderNotWritten)
    #expect(try folder.text("taipei/identifiers.key") == present)
    #expect(try folder.text("taipei.until-20261123T140509/identifiers.key") == old)
  }

  @Test func `a failure leaves no half folder behind`() throws {
    // A certificate that would hold beyond the year 9999 cannot be made.
    let late = Instant(seconds: 253_402_300_799)
    #expect(throws: (any Error).self) { try folder.issue(now: late) }
    #expect(try folder.entries.isEmpty)
  }

  @Test func `a folder that lost a file, or was made for another host, is named`() throws {
    try folder.issue()
    let path = "\(folder.path)/taipei/federation-public.pem"
    try FileManager.default.removeItem(atPath: path)
    var error = #expect(throws: KeyFileError.self) { try folder.issue() }
    #expect(error?.code == .fileMissing)
    #expect(error?.path == path)
    // The private key in the public one's place is refused, not published.
    try folder.text("taipei/federation.pem").write(toFile: path, atomically: true, encoding: .utf8)
    error = #expect(throws: KeyFileError.self) { try folder.issue() }
    #expect(error?.code == .fileInvalid)

    let text = String(
      decoding: try Repository.bytes("Federation/agreements/taipei-taitung.json"), as: UTF8.self)
    let moved = try AgreementFile.readTerms(
      Array(text.replacing("card.taitung.example", with: "card.hualien.example").utf8))
    try FileManager.default.removeItem(atPath: "\(folder.path)/taipei")
    error = #expect(throws: KeyFileError.self) { try folder.issue(terms: moved) }
    #expect(error?.code == .hostDiffers)
  }
}
