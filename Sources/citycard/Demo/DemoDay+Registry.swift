import Benefits
import CityNode
import Foundation
import Rehearsal

extension DemoDay {
  /// The farm whose offers change.
  static let farm = "chulu-ranch"
  /// Half seconds in which a new offer must hold everywhere: a minute.
  private static let patience = 120

  /// Taitung publishes a new offer, by two persons, while both nodes run: a Taipei card gets it, Taipei hears of it, and
  /// its citizens find it on the public page. Then what a city refuses to publish.
  func newOffer() async throws {
    let visitor = try card(.student, of: taipei)
    await step("發布前，臺北學生在初鹿牧場買全票 / before it, a Taipei student's adult ticket at the farm", expect: "85") {
      "\(try await check(visitor, at: taitung, Self.farm, home: taipei).number("/collect/due") ?? -1)"
    }
    let written = try await file(with: Self.offer(price: 50))
    await step("撰寫與核定是同一人，不予發布 / written and approved by one person: refused", expect: "same_person") {
      try publish(written, by: "王小明", reviewedBy: "王小明")
    }
    await step("臺東發布新優惠，兩個人 / Taitung publishes a new offer, two persons", expect: "published") {
      try publish(written, by: "王小明", reviewedBy: "李小華")
    }
    await step("一分鐘內，臺北學生享有它 / within a minute a Taipei student gets it", expect: "50 farm-night-market") {
      try await patiently("50 farm-night-market") {
        let visit = try await check(visitor, at: taitung, Self.farm, home: taipei)
        return "\(visit.number("/collect/due") ?? -1) \(visit.text("/lines/0/offer_id") ?? "?")"
      }
    }
    await step("臺北的公開網頁也查得到 / and Taipei's citizens find it", expect: "NT$50") {
      try await patiently("NT$50") {
        let client = taipei.client("moca")
        var found = "?"
        try await client.close(after: {
          let places = try await client.send("/api/v1/places?kind=farm&class=student")
          for index in 0..<10 where places.text("/places/0/offers/\(index)/id") == "farm-night-market" {
            found = places.text("/places/0/offers/\(index)/benefit/en") ?? "?"
          }
        })
        return found
      }
    }
    await step("核銷 / redeem it", expect: "redeemed") {
      let visit = try await check(visitor, at: taitung, Self.farm, home: taipei)
      return try await redeem(visit.text("/id") ?? "", at: taitung, Self.farm, NodePorts.system.newID())
    }
    let changed = try await file(with: Self.offer(price: 40))
    await step(
      "已有人使用的優惠不能改，只能以新版取代 / a redeemed offer can't be changed, only superseded",
      expect: "offer_redeemed"
    ) { try publish(changed, by: "王小明", reviewedBy: "李小華") }
  }

  private static func offer(price: Int) -> String {
    """
        {
          "id": "farm-night-market",
          "version": 1,
          "name": { "zh": "臺北學生 \(price) 元", "en": "Taipei students, NT$\(price)" },
          "source": "illustrative",
          "benefit": { "flat_price": \(price) },
          "classes": ["student"],
          "home_cities": ["taipei"],
          "tickets": ["adult"],
          "valid_from": "2026-01-01",
          "valid_until": "2028-06-30",
          "limits": [{ "scope": "member", "period": "day", "measure": "uses", "most": 3 }],
          "till_code": "F5"
        },
    """
  }

  /// The farm's file with one more offer.
  private func file(with offer: String) async throws -> String {
    let configuration = try await NodeConfiguration.load(path: taitung.configurationFile, environment: [:])
    let source = "\(configuration.partners)/\(taitung.id)/\(Self.farm).json"
    let text = try String(contentsOfFile: source, encoding: .utf8)
    guard let start = text.range(of: "\"offers\": [\n") else {
      throw RehearsalFailure(message: "no offers in \(source)")
    }
    let folder = "\(taitung.folder)/revised"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = "\(folder)/\(Self.farm).json"
    try (text[..<start.upperBound] + offer + "\n" + text[start.upperBound...])
      .write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  /// Runs `citycard partners publish`, as an operator would: `published`, or the code of the refusal.
  private func publish(_ file: String, by author: String, reviewedBy reviewer: String) throws -> String {
    let (status, output) = try taitung.run([
      "partners", "publish", file, "--as", author, "--reviewed-by", reviewer, "--config",
      taitung.configurationFile,
    ])
    if status == 0 { return "published" }
    // The code stands in brackets at the end of the line that says what is wrong.
    let line = output.split(separator: "\n").first { $0.hasPrefix("✕") && $0.hasSuffix("]") }
    return line.flatMap { $0.split(separator: "[").last }.map { String($0.dropLast()) } ?? output
  }

  /// Asks again until the answer is `wanted`, for a minute at most; gives the last one.
  func patiently(_ wanted: String, _ ask: () async throws -> String) async throws -> String {
    var last = ""
    for _ in 0..<Self.patience {
      last = try await ask()
      if last == wanted || Task.isCancelled { break }
      try await Task.sleep(for: .milliseconds(500))
    }
    return last
  }
}
