import Foundation
import Signing
import Wire

/// A password as it is kept: scrypt's costs, a salt of its own and the result, in one text
/// (`$scrypt$ln=15,r=8,p=3$salt$result`, after the PHC string format, in base64url). Costs are kept with each, so that
/// they can be raised for new passwords.
struct PasswordHash: Sendable {
  private static let saltBytes = 16
  private static let resultBytes = 32

  let cost: Scrypt
  let salt: [UInt8]
  let result: [UInt8]

  /// The hash of a new password.
  static func of(
    _ password: String, cost: Scrypt = .standard, ports: NodePorts
  ) throws(SigningError) -> PasswordHash {
    let salt = ports.random(saltBytes)
    return PasswordHash(cost: cost, salt: salt, result: try derive(password, cost, salt))
  }

  /// A hash that no password has: to look at when there is no account, at the price of a real one.
  static func decoy(ports: NodePorts) -> PasswordHash {
    PasswordHash(cost: .standard, salt: ports.random(saltBytes), result: ports.random(resultBytes))
  }

  private init(cost: Scrypt, salt: [UInt8], result: [UInt8]) {
    self.cost = cost
    self.salt = salt
    self.result = result
  }

  /// Reads what ``text`` wrote; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let cost = Self.cost(parts[2]),
      let salt = Base64URL.decode(parts[3]), let result = Base64URL.decode(parts[4]),
      salt.count == Self.saltBytes, result.count == Self.resultBytes
    else { return nil }
    self.init(cost: cost, salt: salt, result: result)
  }

  var text: String {
    "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(Base64URL.text(salt))$\(Base64URL.text(result))"
  }

  /// Whether it is the hash of `password`.
  func matches(_ password: String) throws(SigningError) -> Bool {
    equalInConstantTime(try Self.derive(password, cost, salt), result)
  }

  /// Letters that look and are written the same are the same, whichever keyboard they come from (NIST SP 800-63B
  /// §5.1.1.2): NFKC.
  static func normalised(_ password: String) -> String { password.precomposedStringWithCompatibilityMapping }

  private static func derive(
    _ password: String, _ cost: Scrypt, _ salt: [UInt8]
  ) throws(SigningError) -> [UInt8] {
    try cost.derive(Array(normalised(password).utf8), salt: salt, count: resultBytes)
  }

  private static func cost(_ text: String) -> Scrypt? {
    let names = ["ln", "r", "p"]
    let parts = text.split(separator: ",").map { $0.split(separator: "=") }
    guard parts.count == 3, zip(parts, names).allSatisfy({ $0.count == 2 && $0[0] == $1 }) else { return nil }
    let numbers = parts.compactMap { Int($0[1]) }
    return numbers.count == 3 ? try? Scrypt(logN: numbers[0], r: numbers[1], p: numbers[2]) : nil
  }
}
