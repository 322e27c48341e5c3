import Federation
import Testing

@Suite("Entity ids")
struct EntityIDTests {
  @Test(
    "One spelling of an https URL is accepted, and gives its host",
    arguments: [
      ("https://card.taipei.example", "card.taipei.example"),
      ("https://card.taipei.example:8801", "card.taipei.example"),
      ("https://card.taipei.example:443", "card.taipei.example"),
      ("https://card.taipei.example/node", "card.taipei.example"),
      ("https://card.taipei.example:65535/a/B-c_d.e~9", "card.taipei.example"),
      ("https://localhost", "localhost"), ("https://127.0.0.1:9801", "127.0.0.1"),
      ("https://xn--kpry57d.example", "xn--kpry57d.example"), ("https://a", "a"),
      ("https://a.example/.hidden", "a.example"), ("https://a.example/...", "a.example"),
    ])
  func valid(text: String, host: String) throws {
    let id = try EntityID(text).orThrow()
    #expect(id.text == text)
    #expect(id.description == text)
    #expect(id.host == host)
  }

  @Test(
    "Every other spelling is refused",
    arguments: [
      "", "https://", "http://card.taipei.example", "HTTPS://card.taipei.example", "card.taipei.example",
      "https:/card.taipei.example", "https://card.taipei.example/", "https://card.taipei.example/a/",
      "https://card.taipei.example//a", "https://Card.taipei.example", "https://card.taipei.example?a=1",
      "https://card.taipei.example#a", "https://user@card.taipei.example", "https://card..example",
      "https://.example", "https://card.example.", "https://-card.example", "https://card-.example",
      "https://card_x.example", "https://臺北.example", "https://card.example:", "https://card.example:0",
      "https://card.example:080", "https://card.example:65536", "https://card.example:+80",
      "https://card.example:80:80", "https://[::1]", "https://card.example/a%20b", "https://card.example/市",
      "https://card.example/a b", " https://card.example", "https://card.example\n",
      "https://card.example/a;b",
      "https://card.example/.", "https://card.example/..", "https://card.example/a/../b",
    ])
  func invalid(text: String) {
    #expect(EntityID(text) == nil)
  }

  @Test("A label has at most 63 characters, the whole at most 255 bytes")
  func lengths() {
    let label = String(repeating: "a", count: 63)
    #expect(EntityID("https://\(label).example") != nil)
    #expect(EntityID("https://\(label)a.example") == nil)
    let filler = String(repeating: "p", count: EntityID.limit - "https://a.example/".count)
    #expect(EntityID("https://a.example/\(filler)") != nil)
    #expect(EntityID("https://a.example/\(filler)p") == nil)
  }

  @Test("Ids are ordered by bytes")
  func order() throws {
    let ids = try ["https://b.example", "https://a.example:1", "https://a.example"].map {
      try EntityID($0).orThrow()
    }
    #expect(ids.sorted() == ids.reversed())
  }
}
