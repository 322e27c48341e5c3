import Benefits
import CityNode
import Hummingbird

/// The cookies of staff. Their names carry the city, for cookies ignore ports; over TLS they have the prefix with which
/// a browser takes them from this very host alone (RFC 6265bis §4.1.3).
struct StaffCookies {
  private let city: CityID
  private let isSecure: Bool

  init(_ node: Node) {
    city = node.configuration.city
    isSecure = node.configuration.counter.certificate != nil
  }

  /// What a cookie is for.
  private enum Use: String { case session, device, password }

  private func name(_ use: Use) -> String { "\(isSecure ? "__Host-" : "")citycard-\(city)-\(use.rawValue)" }

  /// The token of the session that a request belongs to.
  func session(of request: Request) -> String? { request.cookies[name(.session)]?.value }

  /// What tells a device on which somebody signed in before.
  func device(of request: Request) -> String? { request.cookies[name(.device)]?.value }

  /// What proves for a few minutes that the password was right.
  func password(of request: Request) -> String? { request.cookies[name(.password)]?.value }

  /// Somebody has signed in: the session ends with the browser at the latest, the device is known for long.
  func keep(_ signedIn: SignedIn, in response: inout Response) {
    set(.session, signedIn.session, for: nil, in: &response)
    set(.device, signedIn.device, for: 90 * 86_400, in: &response)
    set(.password, "", for: 0, in: &response)
  }

  /// The password was right; the code is still to come.
  func keep(password proof: String, in response: inout Response) {
    set(.password, proof, for: 600, in: &response)
  }

  /// Nobody is signed in any more.
  func forgetSession(in response: inout Response) { set(.session, "", for: 0, in: &response) }

  private func set(_ use: Use, _ value: String, for seconds: Int?, in response: inout Response) {
    response.setCookie(
      Cookie(
        name: name(use), value: value, maxAge: seconds, path: "/", secure: isSecure, httpOnly: true,
        sameSite: .lax))
  }
}

extension NodeRequestContext {
  /// Who stands before a page of accounts.
  func visitor(_ request: Request, _ node: Node) -> Visitor {
    let address = (channel.remoteAddress ?? channel.parent?.remoteAddress)?.ipAddress ?? ""
    return Visitor(
      device: StaffCookies(node).device(of: request), network: NetworkOfAddress.text(address),
      agent: request.headers[.userAgent])
  }
}

/// The network that an address belongs to: what one household or office has, so that who changes the last digits of an
/// address is no other stranger.
enum NetworkOfAddress {
  /// The first 24 bits of an IPv4 address, the first 64 of an IPv6 address; IPv4 written as IPv6 counts as IPv4.
  static func text(_ address: String) -> String {
    let address = address.prefix { $0 != "%" }
    let mapped = address.lowercased().hasPrefix("::ffff:") ? address.dropFirst(7) : address
    if mapped.contains(".") { return mapped.split(separator: ".").prefix(3).joined(separator: ".") }
    // "::" stands for as many zero groups as are missing (RFC 4291 §2.2).
    let halves = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    let before = halves[0].split(separator: ":")
    let after = halves.count > 1 ? halves[1].split(separator: ":") : []
    let missing = max(0, 8 - before.count - after.count)
    let groups = before + Array(repeating: "0", count: halves.count > 1 ? missing : 0) + after
    return groups.prefix(4).map { String(Int($0, radix: 16) ?? 0, radix: 16) }.joined(separator: ":")
  }
}
