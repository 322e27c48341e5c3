import CityNode
import Testing

@Suite("The pairing link")
struct PairingLinkTests {
  @Test(arguments: [
    ("127.0.0.1", 8801, false, "http://127.0.0.1:8801/pos#token=cct_x"),
    ("counter.taipei.example", 443, true, "https://counter.taipei.example:443/pos#token=cct_x"),
    ("::1", 8801, false, "http://[::1]:8801/pos#token=cct_x"),
    ("0.0.0.0", 8443, true, "https://<node>:8443/pos#token=cct_x"),
    ("::", 0, true, "https://<node>:<port>/pos#token=cct_x"),
  ])
  func `a link leads to the listener, with the token where no server sees it`(
    host: String, port: Int, isSecure: Bool, link: String
  ) {
    let listener = ListenerConfiguration(
      host: host, port: port, certificate: isSecure ? CertificateFiles(chain: "a", key: "b") : nil)
    #expect(listener.pairingLink(token: "cct_x") == link)
  }
}
