import Benefits
import Federation
import Settlement
import StrictJSON
import Testing
import Wire

@Suite("A round's sheet and what the cities say of it")
struct SheetCodecTests {
  private let forge: TokenForge
  private let round = UUIDv7(at: Instant(seconds: 1), randomness: (1, 2))

  init() throws { forge = try TokenForge() }

  private func sheet(_ count: Int) throws -> Sheet {
    let cities = (0..<count).map { CityID(unchecked: "city-of-\($0)") }
    var statements: [SheetStatement] = []
    for (number, host) in cities.enumerated() {
      for home in cities where home != host {
        let pair = try #require(DirectedPair(host: host, home: home))
        statements.append(
          SheetStatement(
            pair: pair, hash: [UInt8](repeating: UInt8(number), count: 32),
            net: Money(Int64(statements.count * 37 % 1_009) - 50)))
      }
    }
    return try Sheet(
      round: round, month: CivilMonth(of: CivilDate(daysSinceEpoch: 20_780)), coordinator: cities[0],
      deadline: Instant(seconds: 1_795_399_200), cities: cities, statements: statements)
  }

  @Test(arguments: [2, 3, 22, 64])
  func `a sheet reads back as itself, and the largest fits into a message`(count: Int) throws {
    let sheet = try sheet(count)
    let bytes = SheetCodec.encode(sheet)
    #expect(try SheetCodec.decode(bytes) == sheet)
    let proposal = try message(.proposal(bytes), hash: SheetCodec.hash(bytes))
    let token = try SheetMessageCodec.encode(proposal, signer: MessageSigner(forge.key))
    #expect(try SheetMessageCodec.decode(token, keys: forge.keys) == proposal)
  }

  @Test func `another amount, another order or a blank more is not a sheet`() throws {
    let sheet = try sheet(3)
    let text = String(decoding: SheetCodec.encode(sheet), as: UTF8.self)
    func fault(_ text: String) -> String? {
      do { _ = try SheetCodec.decode(Array(text.utf8)) } catch { return error.code }
      return nil
    }
    #expect(fault(text) == nil)
    #expect(fault(text + " ") == "sheet_not_canonical")
    #expect(fault(text.replacing("\"net\":-13", with: "\"net\":-14")) == "sheet_positions_differ")
    let payment = try #require(sheet.payments.first)
    #expect(
      fault(text.replacing("\"to\":\"\(payment.to)\"", with: "\"to\":\"\(payment.from)\""))
        == "sheet_payments_differ")
    #expect(
      fault(text.replacing("\"home\":\"city-of-1\"", with: "\"home\":\"city-of-0\"")) == "sheet_malformed")
    #expect(fault("{}") == "sheet_malformed")
    let first = try #require(sheet.statements.first)
    let one = "{\"host\":\"\(first.pair.host)\""
    #expect(
      fault(text.replacing(one, with: "{\"more\":1,\"host\":\"\(first.pair.host)\"")) == "sheet_not_canonical"
    )
  }

  private func message(_ saying: SheetMessage.Saying, hash: [UInt8]) throws -> SheetMessage {
    SheetMessage(
      issuer: try #require(EntityID("https://card.taitung.example")),
      audience: try #require(EntityID("https://card.taipei.example")), issued: Instant(seconds: 7),
      round: round, sheet: hash, saying: saying)
  }

  @Test func `each saying reads back as itself, and none under another key`() throws {
    let hash = [UInt8](repeating: 3, count: 32)
    let other = try TokenForge()
    for saying in [.signature, .abort, .completion([Array("a.b.c".utf8), Array("d.e.f".utf8)])]
      as [SheetMessage.Saying]
    {
      let message = try message(saying, hash: hash)
      let token = try SheetMessageCodec.encode(message, signer: MessageSigner(forge.key))
      #expect(try SheetMessageCodec.decode(token, keys: forge.keys) == message)
      #expect(throws: JOSEError.self) { try SheetMessageCodec.decode(token, keys: other.keys) }
    }
  }

  @Test func `a proposal whose bytes have another hash is refused`() throws {
    let message = try message(
      .proposal(SheetCodec.encode(try sheet(2))), hash: [UInt8](repeating: 3, count: 32))
    let token = try SheetMessageCodec.encode(message, signer: MessageSigner(forge.key))
    #expect(throws: JOSEError(.claim)) { try SheetMessageCodec.decode(token, keys: forge.keys) }
  }
}
