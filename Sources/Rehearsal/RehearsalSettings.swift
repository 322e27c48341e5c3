import Benefits
import Federation
import Foundation
import StrictJSON
import Wire

/// One rehearsed city's settings file.
struct RehearsalSettings {
  let plan: RehearsalPlan
  let party: PartyTerms
  let ports: (counter: Int, federation: Int)
  let others: [(party: PartyTerms, port: Int)]
  let issued: String

  /// Writes the file and gives its path.
  func write() throws -> String {
    let city = party.city
    let keys = "\(issued)/\(city)"
    let database = try plan.store.database(of: city, in: plan.folder)
    var json = JSONWriter()
    json.object {
      $0.member("city", city.text)
      $0.member("database", database)
      $0.member("federation_url", "https://\(party.entity.host):\(ports.federation)")
      $0.object("counter") {
        $0.member("host", "127.0.0.1")
        $0.member("port", ports.counter)
      }
      $0.object("federation") {
        $0.member("host", "127.0.0.1")
        $0.member("port", ports.federation)
        $0.member("certificate", keys + "/tls.pem")
        $0.member("key", keys + "/tls-key.pem")
      }
      $0.object("keys") {
        $0.member("federation", keys + "/federation.pem")
        $0.member("protocol", keys + "/protocol.pem")
        $0.member("identifiers", keys + "/identifiers.key")
        $0.member("pairwise", keys + "/pairwise.key")
      }
      $0.array("agreements") { $0.element(plan.agreementFile) }
      $0.member("partners", plan.root + "/Partners")
      $0.object("peers") {
        for other in others {
          $0.object(other.party.city.text) {
            $0.member("url", "https://\(other.party.entity.host):\(other.port)")
            $0.member("address", "127.0.0.1")
          }
        }
      }
      if !plan.limits.isEmpty {
        $0.object("limits") {
          for (name, limit) in plan.limits.sorted(by: { $0.key < $1.key }) { $0.member(name, limit) }
        }
      }
    }
    let path = "\(plan.folder)/\(city).json"
    let value = try JSONParser.parse(json.bytes, rules: .wire)
    try Data(value.encoded(pretty: true)).write(to: URL(fileURLWithPath: path))
    return path
  }
}
