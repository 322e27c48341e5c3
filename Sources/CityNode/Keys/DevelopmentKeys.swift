public import Benefits
import Federation
import Foundation
import Signing
public import Wire

/// Makes everything that the cities of an agreement need to try it out on one machine: a folder of keys and
/// certificates for each city, and the agreement with their pins. Two cities in earnest each make their own.
public struct DevelopmentKeys: Sendable {
  /// The agreement without pins.
  public let terms: AgreementTerms
  /// Where the folders go, `<city>/` each, and `agreements/<id>.json`.
  public let folder: String
  /// When the certificates begin to hold.
  public let now: Instant
  /// How long the nodes' certificates hold, 1...3650.
  public let days: Int
  /// Whether a city that has keys gets new ones; the old folder is kept under another name.
  public let replacing: Bool

  /// Takes what is to be made; `days` outside its limits becomes the nearest of them.
  public init(terms: AgreementTerms, folder: String, now: Instant, days: Int, replacing: Bool) {
    self.terms = terms
    self.folder = folder
    self.now = now
    self.days = min(max(days, 1), CityKeyFiles.dayLimit)
    self.replacing = replacing
  }

  /// What became of a folder or file.
  public enum Outcome: Hashable, Sendable {
    /// Made new.
    case made
    /// There already, and left as it is.
    case kept
    /// Made new; the former one is at this path.
    case replaced(former: String)
    /// Written again, since what it follows from had changed.
    case updated
  }

  /// What was done.
  public struct Report: Sendable {
    /// Each city's folder, in the order of the agreement.
    public let cities: [(city: CityID, path: String, outcome: Outcome)]
    /// The agreement's file.
    public let agreement: (path: String, outcome: Outcome)
  }

  /// Makes what is missing. Each folder appears whole or not at all; run again after a failure, it goes on.
  ///
  /// - Throws: ``KeyFileError``, `AgreementFault`, `SigningError`.
  public func issue() throws -> Report {
    try KeyFolder.make(folder)
    var cities: [(city: CityID, path: String, outcome: Outcome)] = []
    var pins: [CityID: PartyPins] = [:]
    for party in terms.parties {
      let path = "\(folder)/\(party.city)"
      let outcome = try city(party, at: path)
      pins[party.city] = try checked(party, at: path)
      cities.append((party.city, path, outcome))
    }
    let bytes = AgreementFile.write(try terms.pinned(by: pins))
    return Report(cities: cities, agreement: try agreement(bytes))
  }

  private func city(_ party: PartyTerms, at path: String) throws -> Outcome {
    guard FileManager.default.fileExists(atPath: path) else {
      try KeyFolder.write(try CityKeyFiles.make(for: party, now: now, days: days), to: path)
      return .made
    }
    guard replacing else { return .kept }
    // Made before the old folder moves, so that a failure up to here leaves the city its keys.
    let files = try CityKeyFiles.make(for: party, now: now, days: days)
    let former = "\(path).until-\(stamp)"
    do {
      try FileManager.default.moveItem(atPath: path, toPath: former)
    } catch {
      throw KeyFileError(.folderNotWritten, at: former, detail: "\(error)")
    }
    do {
      try KeyFolder.write(files, to: path)
    } catch {
      try? FileManager.default.moveItem(atPath: former, toPath: path)
      throw error
    }
    return .replaced(former: former)
  }

  /// The city's pins, once it is sure that its folder is of these terms.
  private func checked(_ party: PartyTerms, at path: String) throws -> PartyPins {
    let pins = try PartyPins.read(folder: path)
    guard let text = try KeyFolder.text("tls.pem", in: path) else {
      throw KeyFileError(.fileMissing, at: "\(path)/tls.pem")
    }
    guard let leaf = try? Certificate(pem: text), leaf.dnsNames.contains(party.entity.host) else {
      throw KeyFileError(.hostDiffers, at: "\(path)/tls.pem", detail: party.entity.host)
    }
    return pins
  }

  /// Writes the agreement, which follows from terms and folders, and holds nothing secret.
  private func agreement(_ bytes: [UInt8]) throws -> (path: String, outcome: Outcome) {
    let path = "\(folder)/agreements/\(terms.id).json"
    let former = FileManager.default.contents(atPath: path).map { [UInt8]($0) }
    if former == bytes { return (path, .kept) }
    try KeyFolder.make("\(folder)/agreements")
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    } catch {
      throw KeyFileError(.folderNotWritten, at: path, detail: "\(error)")
    }
    return (path, former == nil ? .made : .updated)
  }

  /// The time for a folder's name, such as `20261123T140509` (Asia/Taipei).
  private var stamp: String {
    CivilCalendar.taipei.format(now).prefix(19).filter { $0 != "-" && $0 != ":" }
  }
}
