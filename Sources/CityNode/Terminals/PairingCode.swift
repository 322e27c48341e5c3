import Benefits
import Signing
import Wire

/// The code that a device is invited by: 128 random bits, and as many of a keyed hash of them.
///
/// A node knows its own codes by the second half, so a guess costs a hash and reaches no database; and the books, which
/// hold the first half alone, give the code to nobody who lacks the node's keys. It can be shown again while it counts.
struct PairingCode: Hashable, Sendable {
  /// The bytes of each half.
  static let half = 16
  /// The characters of a code.
  static let length = 43

  /// The random half.
  let seed: [UInt8]
  /// As it stands in the link and the QR code.
  let text: String

  /// The code of an invitation.
  init(seed: [UInt8], keys: NodeKeys) {
    self.seed = seed
    text = Base64URL.text(seed + keys.proof(ofPairing: seed))
  }

  /// Reads a code; nil for whatever this node did not make.
  init?(_ text: String, keys: NodeKeys) {
    guard text.utf8.count == Self.length, let bytes = Base64URL.decode(text),
      bytes.count == 2 * Self.half
    else { return nil }
    let code = PairingCode(seed: Array(bytes[..<Self.half]), keys: keys)
    // Looks at every byte, whatever the first ones are.
    let differences = zip(code.text.utf8, text.utf8).reduce(0 as UInt8) { seen, pair in
      seen | (pair.0 ^ pair.1)
    }
    guard differences == 0 else { return nil }
    self = code
  }
}

extension NodeKeys {
  /// What proves that a pairing code is this node's.
  fileprivate func proof(ofPairing seed: [UInt8]) -> [UInt8] {
    Array(identifiers.hash(Array("terminal-pairing\0".utf8) + seed)[..<PairingCode.half])
  }

  /// The token of the terminal that `device` becomes by a pairing code. Made and not drawn, so that a device whose
  /// answer was lost is given the same when it asks again, and nobody keeps it meanwhile.
  func terminalToken(pairing seed: [UInt8], device: UUIDv7) -> String {
    let bytes = identifiers.hash(Array("terminal-paired\0".utf8) + seed + device.bytes)
    return TerminalEnrolment.prefix + Base64URL.text(bytes)
  }
}
