/// One block of the textual encoding of RFC 7468, in its strict form: the boundaries, base64 in lines of 64
/// characters (a shorter one only at the end), and nothing before or after but white space at the end. No
/// headers, so the old encrypted form (RFC 1421) cannot pass.
struct PEMBlock {
  let label: String
  let der: [UInt8]

  init(label: String, der: [UInt8]) {
    self.label = label
    self.der = der
  }

  /// The most bytes that are read: a key or a certificate has a few hundred.
  static let limit = 64 * 1024

  /// Reads the only block of `text`, whose label must be `label`.
  init(_ text: String, label: String) throws(SigningError) {
    guard text.utf8.count <= Self.limit else { throw SigningError(.malformedPEM) }
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      line.last == 0x0D ? line.dropLast() : line
    }
    while let last = lines.last, last.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
      lines.removeLast()
    }
    guard let first = lines.first, let found = Self.label(of: first, "-----BEGIN ") else {
      throw SigningError(
        lines.contains { Self.label(of: $0, "-----BEGIN ") != nil } ? .trailingBytes : .malformedPEM)
    }
    guard found == label else {
      throw SigningError(found.contains("ENCRYPTED") ? .encryptedPEM : .wrongPEMLabel)
    }
    let body = lines.dropFirst()
    if body.contains(where: { $0.starts(with: "Proc-Type:".utf8) }) { throw SigningError(.encryptedPEM) }
    guard let end = body.firstIndex(where: { Self.label(of: $0, "-----END ") == label }) else {
      throw SigningError(.malformedPEM)
    }
    guard end == lines.indices.last else { throw SigningError(.trailingBytes) }
    let content = body[..<end]
    guard content.dropLast().allSatisfy({ $0.count == 64 }),
      content.allSatisfy({ (1...64).contains($0.count) }),
      let der = Base64.decode(content.joined())
    else { throw SigningError(.malformedPEM) }
    self.init(label: label, der: der)
  }

  private static func label(of line: Substring.UTF8View, _ boundary: String) -> String? {
    guard line.starts(with: boundary.utf8), line.suffix(5).elementsEqual("-----".utf8),
      line.count > boundary.utf8.count + 5
    else { return nil }
    return String(decoding: line.dropFirst(boundary.utf8.count).dropLast(5), as: UTF8.self)
  }

  /// The block with its boundaries, each line ended by LF.
  var text: String {
    let characters = Base64.encode(der)
    let lines = stride(from: 0, to: characters.count, by: 64).map { start in
      String(decoding: characters[start..<min(start + 64, characters.count)], as: UTF8.self)
    }
    return (["-----BEGIN \(label)-----"] + lines + ["-----END \(label)-----", ""]).joined(separator: "\n")
  }
}

/// Base64 with padding (RFC 4648 §4), as PEM uses it; canonical alone is read.
private enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var characters: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0 as UInt32) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        characters.append(place <= group.count ? alphabet[Int(bits >> UInt32(18 - 6 * place) & 63)] : 0x3D)
      }
    }
    return characters
  }

  static func decode(_ characters: some Collection<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    var padding = 0
    for character in characters {
      count += 1
      if character == 0x3D {
        padding += 1
        bits <<= 6
      } else {
        guard padding == 0, let value = alphabet.firstIndex(of: character) else { return nil }
        bits = bits << 6 | UInt32(value)
      }
      if count % 4 == 0 {
        bytes += [UInt8(bits >> 16 & 0xFF), UInt8(bits >> 8 & 0xFF), UInt8(bits & 0xFF)]
        bits = 0
      }
    }
    guard count % 4 == 0, padding <= 2, count > 0 else { return nil }
    bytes.removeLast(padding)
    // One spelling for each value: the bits that padding leaves over must be zero.
    return encode(bytes).elementsEqual(characters) ? bytes : nil
  }
}
