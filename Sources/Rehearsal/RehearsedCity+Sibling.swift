import Foundation
import StrictJSON

extension RehearsedCity {
  /// Another node process of the same city, on the same database and with the same keys and terminals; only its
  /// listeners are its own. Partners go on asking the first one, as they would ask whatever stands before both.
  public func sibling() throws -> RehearsedCity {
    let ports = try FreePorts.take(2)
    let settings = try JSONParser.parse(
      [UInt8](Data(contentsOf: URL(fileURLWithPath: configurationFile))), rules: .wire)
    let own = settings.setting("port", of: "counter", to: ports[0])
      .setting("port", of: "federation", to: ports[1])
    let file = "\(folder)/\(id)-sibling.json"
    try Data(own.encoded(pretty: true)).write(to: URL(fileURLWithPath: file))
    return RehearsedCity(of: self, ports: (ports[0], ports[1]), configurationFile: file)
  }
}

extension JSONValue {
  /// With another number for the member `name` of the object called `parent`.
  fileprivate func setting(_ name: String, of parent: String, to number: Int) -> JSONValue {
    guard case .object(let object) = self else { return self }
    return .object(
      JSONObject(
        object.members.map { member in
          switch (member.name, member.value) {
          case (parent, .object(let inner)):
            let members = inner.members.map {
              ($0.name, $0.name == name ? .integer(Int64(number)) : $0.value)
            }
            return (member.name, .object(JSONObject(members)))
          default: return (member.name, member.value)
          }
        }))
  }
}
