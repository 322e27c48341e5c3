import Benefits
import CityNode
import Federation
import Hummingbird
import StrictJSON

/// Bodies of the counter's API, read strictly: unknown members are refused, so that a misspelt `home_city`
/// is not silently left out.
enum CounterRequests {
  // What each object may hold. `Federation/openapi.yaml` says the same, and a test holds it to these.
  static let checkMembers: Set = ["id", "venue", "card", "basket", "home_city"]
  static let cardMembers: Set = ["scheme", "kind", "number"]
  static let lineMembers: Set = ["ticket", "quantity", "seen", "event", "slot", "price"]
  static let redemptionMembers: Set = ["id", "check"]
  static let voidMembers: Set = ["reason"]
  static let pairingMembers: Set = ["id", "code"]

  /// The body of a request that must be JSON and within the route's limit.
  static func body(of request: Request, limit: Int) async throws -> JSONFields {
    guard request.mediaType == "application/json" else {
      throw Problem(
        .unsupportedMediaType, detail: BilingualText(zh: "請用 application/json。", en: "Send application/json.")
      )
    }
    return try fields(await request.wholeBody(limit: limit), limit: limit)
  }

  /// The members of a body of at most `limit` bytes.
  static func fields(_ bytes: [UInt8], limit: Int) throws -> JSONFields {
    do {
      let rules = JSONRules(
        maximumBytes: limit, maximumDepth: 8, maximumValues: 512, reals: false, topLevelObject: true)
      return try JSONFields(JSONParser.parse(bytes, rules: rules))
    } catch let error as JSONError {
      throw Problem(
        .malformedJSON,
        detail: BilingualText(
          zh: "第 \(error.line) 行第 \(error.column) 字：\(error.code.rawValue)", en: "\(error)"))
    }
  }

  static func check(_ fields: JSONFields) throws -> CheckRequest {
    try mapped {
      try fields.refuseUnknown(allowed: checkMembers)
      let id = try id("id", of: fields)
      let venue = try slug("venue", of: fields, VenueID.self, .unknownVenue)
      let card = try card(fields.object("card"))
      let home =
        fields.optionalElement("home_city") == nil
        ? nil : try slug("home_city", of: fields, CityID.self, .unknownCity)
      return CheckRequest(id: id, venue: venue, card: card, basket: try basket(fields), home: home)
    }
  }

  static func redemption(_ fields: JSONFields) throws -> (id: UUIDv7, check: UUIDv7) {
    try mapped {
      try fields.refuseUnknown(allowed: redemptionMembers)
      return (try id("id", of: fields), try id("check", of: fields))
    }
  }

  static func voidReason(_ fields: JSONFields) throws -> String? {
    try mapped {
      try fields.refuseUnknown(allowed: voidMembers)
      return try fields.optionalString("reason", bytes: 1...500)
    }
  }

  static func pairing(_ fields: JSONFields) throws -> (id: UUIDv7, code: String) {
    try mapped {
      try fields.refuseUnknown(allowed: pairingMembers)
      return (try id("id", of: fields), try fields.string("code", bytes: 1...64))
    }
  }

  static func id(_ context: TerminalContext, otherwise code: ProblemCode) throws -> UUIDv7 {
    guard let id = context.parameters.get("id").flatMap({ UUIDv7($0) }) else { throw Problem(code) }
    return id
  }

  private static func basket(_ fields: JSONFields) throws -> Basket {
    let lines = try fields.array("basket", count: 0...1000)
    guard !lines.isEmpty else { throw Problem(.emptyBasket, pointer: "/basket") }
    guard lines.count <= Basket.lineLimit else { throw Problem(.basketTooLarge, pointer: "/basket") }
    let basket = Basket(
      try lines.map { element in
        let line = try element.object()
        try line.refuseUnknown(allowed: lineMembers)
        let quantity = try line.optionalInteger("quantity", in: -1_000_000...1_000_000) ?? 1
        guard (1...Int64(Basket.ticketLimit)).contains(quantity) else {
          throw Problem(.basketTooLarge, pointer: element.pointer + "/quantity")
        }
        return BasketLine(
          ticket: try slug("ticket", of: line, TicketTypeID.self, .unknownTicket),
          quantity: Int(quantity),
          seen: try line.optionalParsed("seen", seenNames, SeenDocument.init),
          event: line.optionalElement("event") == nil
            ? nil : try slug("event", of: line, EventID.self, .unknownEvent),
          slot: try line.optionalParsed("slot", "HH:MM, 00:00 to 23:59") { TimeOfDay($0) },
          price: try line.optionalInteger("price", in: 0...Money.limit.ntd).map(Money.init))
      })
    guard let basket else { throw Problem(.basketTooLarge, pointer: "/basket") }
    return basket
  }

  private static let seenNames = SeenDocument.allCases.map(\.rawValue).joined(separator: ", ")

  private static func card(_ fields: JSONFields) throws -> CardIdentifier {
    try fields.refuseUnknown(allowed: cardMembers)
    let schemes = CardScheme.allCases.map(\.rawValue).joined(separator: ", ")
    let scheme = try fields.parsed("scheme", schemes, CardScheme.init)
    let kind = try fields.parsed("kind", "uid, printed", IdentifierKind.init)
    let number = try fields.string("number", bytes: 1...1024)
    do {
      return try CardIdentifier(scheme: scheme, kind: kind, entered: number)
    } catch {
      throw Problem(error, pointer: "/card/number")
    }
  }

  private static func id(_ name: String, of fields: JSONFields) throws(JSONFieldError) -> UUIDv7 {
    try fields.parsed(name, "a UUIDv7 in lower case, chosen by the client") { UUIDv7($0) }
  }

  /// A name that is not even of the form is as unknown as one that is not found.
  private static func slug<Name: Slug>(
    _ name: String, of fields: JSONFields, _ type: Name.Type, _ code: ProblemCode
  ) throws -> Name {
    guard let slug = Name(try fields.string(name)) else {
      throw Problem(code, pointer: fields.pointer + "/" + name)
    }
    return slug
  }

  /// A wrong member as a problem that points at it.
  private static func mapped<Value>(_ read: () throws -> Value) throws -> Value {
    do {
      return try read()
    } catch let error as JSONFieldError {
      throw Problem(
        .invalidRequest,
        detail: BilingualText(zh: "欄位 \(error.pointer)：\(error.fault.zh)", en: "\(error)"),
        pointer: error.pointer)
    }
  }
}

extension JSONFieldError.Fault {
  /// The fault in Chinese.
  var zh: String {
    switch self {
    case .missing: "缺少。"
    case .wrongType(let expected): "型別不符，須為 \(expected)。"
    case .outOfRange(let expected): "超出範圍：\(expected)。"
    case .invalid(let expected): "內容不符，須為 \(expected)。"
    case .unknownMember: "沒有這個欄位。"
    }
  }
}
