import Benefits
import CityNode
import Federation
import StrictJSON
import TestSupport
import Testing

@testable import Web

@Suite("The contract and what is read and written")
struct RequestContractTests {
  let document: OpenAPIDocument

  init() throws { document = try OpenAPIDocument.shared.get() }

  /// A kind of request: its schema, what its reader allows, an example that has every member, and the reader.
  struct Kind: Sendable, CustomTestStringConvertible {
    let schema: String
    let members: Set<String>
    let example: String
    let read: @Sendable (JSONFields) throws -> Void
    var testDescription: String { schema }
  }

  static let kinds = [
    Kind(schema: "CheckRequest", members: CounterRequests.checkMembers, example: "VisitorCheck") {
      _ = try CounterRequests.check($0)
    },
    Kind(
      schema: "RedemptionRequest", members: CounterRequests.redemptionMembers, example: "VisitorRedemption"
    ) {
      _ = try CounterRequests.redemption($0)
    },
    Kind(schema: "VoidRequest", members: CounterRequests.voidMembers, example: "VoidWithReason") {
      _ = try CounterRequests.voidReason($0)
    },
    Kind(schema: "PairingRequest", members: CounterRequests.pairingMembers, example: "DevicePairing") {
      _ = try CounterRequests.pairing($0)
    },
  ]

  private func problem(_ kind: Kind, _ body: JSONValue) throws -> Problem {
    try #require(throws: Problem.self) { try kind.read(JSONFields(body)) }
  }

  @Test("A request's schema has exactly the members that its reader allows", arguments: kinds)
  func members(_ kind: Kind) throws {
    let schema = document.schema(kind.schema)
    #expect(Set(schema["properties"].members.map(\.name)) == kind.members)
    #expect(schema["additionalProperties"] == .bool(false))
    #expect(Set(try document.example(kind.example).members.map(\.name)) == kind.members)
  }

  @Test("A card and a basket line have exactly the members that their readers allow")
  func innerMembers() {
    for (name, allowed) in [
      ("Card", CounterRequests.cardMembers), ("BasketLine", CounterRequests.lineMembers),
    ] {
      #expect(Set(document.schema(name)["properties"].members.map(\.name)) == allowed)
      #expect(document.schema(name)["additionalProperties"] == .bool(false))
    }
  }

  @Test("The reader demands the members that the schema requires, and no others", arguments: kinds)
  func required(_ kind: Kind) throws {
    let whole = try document.example(kind.example)
    let required = Set(document.schema(kind.schema)["required"].texts)
    for name in kind.members {
      let body = whole.with(name, nil)
      guard required.contains(name) else {
        try kind.read(JSONFields(body))
        continue
      }
      let problem = try problem(kind, body)
      #expect(problem.code == .invalidRequest)
      #expect(problem.pointer == "/\(name)")
    }
  }

  @Test(
    "The reader refuses a member that the schema does not have, and null for one it has", arguments: kinds)
  func strict(_ kind: Kind) throws {
    let whole = try document.example(kind.example)
    let unknown = try problem(kind, whole.with("homecity", .string("taipei")))
    #expect(unknown.code == .invalidRequest)
    #expect(unknown.pointer == "/homecity")
    for name in kind.members {
      #expect(try problem(kind, whole.with(name, .null)).pointer == "/\(name)")
    }
  }

  @Test("A card and a basket line are required as the schema says")
  func innerRequired() throws {
    let check = Self.kinds[0]
    let whole = try document.example(check.example)
    let line = try #require(whole["basket"].elements.first)
    for name in CounterRequests.cardMembers {
      #expect(document.schema("Card")["required"].texts.contains(name))
      let problem = try problem(check, whole.with("card", whole["card"].with(name, nil)))
      #expect(problem.pointer == "/card/\(name)")
    }
    #expect(document.schema("BasketLine")["required"].texts == ["ticket"])
    let problem = try problem(check, whole.with("basket", .array([line.with("ticket", nil)])))
    #expect(problem.pointer == "/basket/0/ticket")
  }

  @Test("What the schema's limits allow is read, and what lies beyond them refused")
  func limits() throws {
    let check = Self.kinds[0]
    let whole = try document.example(check.example)
    let line = try #require(whole["basket"].elements.first)
    let most = document.schema("BasketLine")["properties"]["quantity"]["maximum"].number
    let lines = document.schema("CheckRequest")["properties"]["basket"]["maxItems"].number
    #expect(most == Int64(Basket.ticketLimit))
    #expect(lines == Int64(Basket.lineLimit))
    #expect(
      document.schema("Card")["properties"]["number"]["maxLength"].number == Int64(CardIdentifier.inputLimit))
    func basket(_ count: Int, quantity: Int64) -> JSONValue {
      whole.with(
        "basket", .array(Array(repeating: line.with("quantity", .integer(quantity)), count: count)))
    }
    try check.read(JSONFields(basket(1, quantity: 100)))
    try check.read(JSONFields(basket(20, quantity: 5)))
    #expect(try problem(check, basket(0, quantity: 1)).code == .emptyBasket)
    for (count, quantity) in [(21, 1), (1, 101), (1, 0), (20, 6)] {
      #expect(try problem(check, basket(count, quantity: Int64(quantity))).code == .basketTooLarge)
    }
    let void = Self.kinds[2]
    let reason = document.schema("VoidRequest")["properties"]["reason"]
    let length = Int(try #require(reason["maxLength"].number))
    for (text, fits) in [
      ("", false), (String(repeating: "a", count: length), true),
      (String(repeating: "a", count: length + 1), false),
    ] {
      let body = JSONValue.object(JSONObject([("reason", .string(text))]))
      if fits {
        try void.read(JSONFields(body))
      } else {
        #expect(try problem(void, body).pointer == "/reason")
      }
    }
  }

  @Test("The words of every enumeration are the program's, in their order")
  func words() {
    func words(_ schema: String, _ member: String) -> [String] {
      document.schema(schema)["properties"][member]["enum"].texts
    }
    #expect(words("Card", "scheme") == CardScheme.allCases.map(\.rawValue))
    #expect(words("Card", "kind") == IdentifierKind.allCases.map(\.rawValue))
    #expect(words("BasketLine", "seen") == SeenDocument.allCases.map(\.rawValue))
    #expect(
      document.schema("Terminal")["properties"]["documents"]["items"]["enum"].texts
        == SeenDocument.allCases.map(\.rawValue))
    #expect(words("Check", "state") == CheckState.allCases.map(\.rawValue))
    #expect(words("Check", "verdict") == Verdict.allCases.map(\.rawValue))
    #expect(words("Check", "reason") == Reason.allCases.map(\.rawValue))
    #expect(words("Check", "card") == CardState.allCases.map(\.rawValue))
    #expect(words("PricedLine", "basis") == PriceBasis.allCases.map(\.rawValue))
    #expect(words("Problem", "code") == ProblemCode.allCases.map(\.rawValue))
    #expect(Set(words("Problem", "retry")) == Set(ProblemCode.allCases.map(\.retry.rawValue)))
  }
}
