public import Benefits
public import Federation
public import Settlement
import Signing
import StrictJSON

/// A sheet's bytes and what is signed of them.
public enum SheetCodec {
  /// The most bytes of a sheet: both directions of every two of 64 cities, and in a message still under the limit of
  /// every body between cities.
  public static let limit = 512 << 10

  /// The exact bytes of a sheet. Whoever makes the same sheet makes the same bytes.
  public static func encode(_ sheet: Sheet) -> [UInt8] {
    var json = JSONWriter(capacity: 256 + sheet.statements.count * 160)
    json.object {
      $0.member("round", sheet.round.description)
      $0.member("month", sheet.month.description)
      $0.member("coordinator", sheet.coordinator.text)
      $0.member("deadline", sheet.deadline.seconds)
      $0.array("statements") { list in
        for statement in sheet.statements {
          list.object {
            $0.member("host", statement.pair.host.text)
            $0.member("home", statement.pair.home.text)
            $0.member("hash", Base64URL.text(statement.hash))
            $0.member("net", statement.net.ntd)
          }
        }
      }
      $0.array("positions") { list in
        for position in sheet.positions {
          list.object {
            $0.member("city", position.city.text)
            $0.member("amount", position.amount.ntd)
          }
        }
      }
      $0.array("payments") { list in
        for payment in sheet.payments {
          list.object {
            $0.member("from", payment.from.text)
            $0.member("to", payment.to.text)
            $0.member("amount", payment.amount.ntd)
          }
        }
      }
    }
    return json.bytes
  }

  /// `SHA-256("citycard/sheet/1" ‖ 0x00 ‖ bytes)`.
  public static func hash(_ bytes: [UInt8]) -> [UInt8] {
    sha256(Array("citycard/sheet/1".utf8) + [0] + bytes)
  }

  /// Reads a sheet and makes it anew from its statements: positions, payments and every byte must come out the same.
  /// - Throws: ``SheetReadingFault``.
  public static func decode(_ bytes: [UInt8]) throws(SheetReadingFault) -> Sheet {
    guard bytes.count <= limit else { throw .malformed("more than \(limit) bytes") }
    let sheet: Sheet
    do { sheet = try read(JSONFields(JSONParser.parse(bytes, rules: .wire))) } catch {
      if let fault = error as? SheetFault { throw .contradicts(fault) }
      throw .malformed("\(error)")
    }
    // Another order, a blank or a member more would be another hash of the same account.
    guard encode(sheet) == bytes else { throw .notCanonical }
    return sheet
  }

  private static func read(_ fields: JSONFields) throws -> Sheet {
    let largest = SheetLimits.net.ntd * Int64(SheetLimits.cities)
    let amounts = -largest...largest
    let positions = try fields.array("positions", count: 2...SheetLimits.cities).map { element in
      let fields = try element.object()
      return SheetPosition(
        city: try fields.city("city"), amount: Money(try fields.integer("amount", in: amounts)))
    }
    let statements = try fields.array("statements", count: 0...SheetLimits.statements).map { element in
      let fields = try element.object()
      guard
        let pair = try DirectedPair(host: fields.city("host"), home: fields.city("home"))
      else { throw fields.error("home", .invalid(expected: "another city than host")) }
      return SheetStatement(
        pair: pair, hash: try fields.parsed("hash", "a hash of 32 bytes", digest),
        net: Money(try fields.integer("net", in: amounts)))
    }
    let payments = try fields.array("payments", count: 0...SheetLimits.cities).map { element in
      let fields = try element.object()
      return SheetPayment(
        from: try fields.city("from"), to: try fields.city("to"),
        amount: Money(try fields.integer("amount", in: amounts)))
    }
    let sheet = try Sheet(
      round: fields.id("round"), month: fields.parsed("month", "a month") { CivilMonth($0) },
      coordinator: fields.city("coordinator"), deadline: fields.instant("deadline"),
      cities: positions.map(\.city), statements: statements)
    try sheet.check(positions: positions, payments: payments)
    return sheet
  }

  fileprivate static func digest(_ text: String) -> [UInt8]? {
    Base64URL.decode(Array(text.utf8)).flatMap { $0.count == 32 ? $0 : nil }
  }
}

/// Why bytes are no sheet.
public enum SheetReadingFault: Error, Hashable, Sendable {
  /// Not JSON of this form; for the log.
  case malformed(String)
  /// Its parts contradict each other.
  case contradicts(SheetFault)
  /// The same sheet has other bytes.
  case notCanonical

  /// The stable code.
  public var code: String {
    switch self {
    case .malformed: "sheet_malformed"
    case .contradicts(let fault): fault.code
    case .notCanonical: "sheet_not_canonical"
    }
  }
}

/// What a city says about a round, signed with its protocol key.
public struct SheetMessage: Hashable, Sendable {
  /// What it says.
  public enum Saying: Hashable, Sendable {
    /// The coordinator: here is the sheet, its exact bytes.
    case proposal([UInt8])
    /// A city: it signs the sheet.
    case signature
    /// The coordinator: every city signed; their tokens, by city.
    case completion([[UInt8]])
    /// The coordinator: the round is over without effect.
    case abort
  }

  /// Whose.
  public let issuer: EntityID
  /// To whom.
  public let audience: EntityID
  /// When.
  public let issued: Instant
  /// The round.
  public let round: UUIDv7
  /// The hash of the sheet that it is about; 32 bytes.
  public let sheet: [UInt8]
  /// What.
  public let saying: Saying

  /// Makes a message.
  public init(
    issuer: EntityID, audience: EntityID, issued: Instant, round: UUIDv7, sheet: [UInt8], saying: Saying
  ) {
    self.issuer = issuer
    self.audience = audience
    self.issued = issued
    self.round = round
    self.sheet = sheet
    self.saying = saying
  }
}

/// `citycard-sheet+jwt` to and from bytes.
public enum SheetMessageCodec {
  /// The most bytes of a message.
  public static let limit = 1 << 20
  /// The most bytes of a signature that a completion brings.
  public static let signatureLimit = 4096

  /// Signs a message.
  public static func encode(_ message: SheetMessage, signer: MessageSigner) throws -> [UInt8] {
    var payload = JSONWriter(capacity: 1024)
    payload.object {
      $0.member("iss", message.issuer.text)
      $0.member("aud", message.audience.text)
      $0.member("iat", message.issued.seconds)
      $0.member("round", message.round.description)
      $0.member("sheet", Base64URL.text(message.sheet))
      switch message.saying {
      case .proposal(let bytes):
        $0.member("says", "proposal")
        $0.member("bytes", Base64URL.text(bytes))
      case .signature: $0.member("says", "signature")
      case .completion(let tokens):
        $0.member("says", "completion")
        $0.array("signatures") { list in
          for token in tokens { list.element(String(decoding: token, as: UTF8.self)) }
        }
      case .abort: $0.member("says", "abort")
      }
    }
    return try CompactJWS.sign(
      payload: payload.bytes, typ: MessageType.sheet, kid: signer.kid, key: signer.key)
  }

  /// Checks form, header and signature against the keys of the city that sent it, and reads the claims. A proposal's
  /// bytes have the hash that it names.
  ///
  /// There is no `exp`: what a city said of a round holds for ever.
  /// - Throws: the rule that broke; `claim_malformed` where a claim is missing or of another form.
  public static func decode(_ token: [UInt8], keys: JSONWebKeySet) throws(JOSEError) -> SheetMessage {
    let jws = try CompactJWS.verify(
      token, rules: .message(typ: MessageType.sheet, maximumBytes: limit), keys: keys)
    let claims = try jws.claims()
    do {
      let fields = try JSONFields(.object(claims))
      let sheet = try fields.parsed("sheet", "a hash of 32 bytes", SheetCodec.digest)
      let saying = try Self.saying(fields)
      if case .proposal(let bytes) = saying, SheetCodec.hash(bytes) != sheet {
        throw JOSEError(.claim, "sheet is not the hash of bytes")
      }
      return SheetMessage(
        issuer: try fields.entity("iss"), audience: try fields.entity("aud"),
        issued: try fields.instant("iat"), round: try fields.id("round"), sheet: sheet, saying: saying)
    } catch {
      throw error as? JOSEError ?? JOSEError(.claim, "\(error)")
    }
  }

  private static func saying(_ fields: JSONFields) throws -> SheetMessage.Saying {
    switch try fields.string("says", bytes: 1...16) {
    case "proposal":
      guard let bytes = try Base64URL.decode(fields.string("bytes", bytes: 1...limit)) else {
        throw fields.error("bytes", .invalid(expected: "base64url"))
      }
      return .proposal(bytes)
    case "signature": return .signature
    case "completion":
      return .completion(
        try fields.array("signatures", count: 2...SheetLimits.cities).map { element in
          Array(try element.string(bytes: 1...signatureLimit).utf8)
        })
    case "abort": return .abort
    default: throw fields.error("says", .invalid(expected: "proposal, signature, completion or abort"))
    }
  }
}

extension JSONFields {
  /// A city's name.
  fileprivate func city(_ name: String) throws(JSONFieldError) -> CityID {
    try parsed(name, "a city") { CityID($0) }
  }
}
