import Benefits
import TestSupport
import Testing

@Suite("UUIDv7")
struct UUIDv7Tests {
  @Test("the example of RFC 9562, A.6, is read, dated and written back")
  func example() throws {
    let text = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
    let id = try #require(UUIDv7(text))
    #expect(id.description == text)
    #expect(id.high == 0x017F_22E2_79B0_7CC3)
    #expect(id.low == 0x98C4_DC0C_0C07_398F)
    #expect(id.instant == Instant(microseconds: 1_645_557_742_000_000))
  }

  @Test("text and bytes lead back to the same identifier, and the time is kept to the millisecond")
  func roundTrip() {
    let seed: UInt64 = 0x1D07
    var random = SeededRandom(seed: seed)
    for round in 0..<500 {
      let instant = Instant(microseconds: .random(in: 0...4_000_000_000_000_000, using: &random))
      let id = UUIDv7(at: instant, randomness: (random.next(), random.next()))
      #expect(UUIDv7(id.description) == id, "seed \(seed), round \(round)")
      #expect(UUIDv7(bytes: id.bytes) == id, "seed \(seed), round \(round)")
      #expect(UUIDv7(high: id.high, low: id.low) == id, "seed \(seed), round \(round)")
      #expect(
        id.instant.microseconds == instant.microseconds / 1000 * 1000, "seed \(seed), round \(round)")
    }
  }

  @Test("a later identifier sorts after an earlier one, whatever the randomness")
  func ordered() {
    let early = UUIDv7(at: Instant(microseconds: 1_000), randomness: (.max, .max))
    let late = UUIDv7(at: Instant(microseconds: 2_000), randomness: (0, 0))
    #expect(early < late)
    #expect(early.description < late.description)
  }

  @Test("a time outside 48 bits of milliseconds does not disturb version and variant")
  func outOfRange() {
    let before = UUIDv7(at: Instant(microseconds: -5_000), randomness: (0, 0))
    #expect(before.instant == Instant(microseconds: 0))
    let after = UUIDv7(at: Instant(microseconds: .max), randomness: (.max, .max))
    #expect(UUIDv7(after.description) == after)
  }

  @Test(
    "other spellings, versions and variants are refused",
    arguments: [
      "", "017f22e279b07cc398c4dc0c0c07398f", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
      "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}", "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
      "017f22e2-79b0-7cc3-d8c4-dc0c0c07398f", "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
      "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
      "017f22e2079b0-7cc3-98c4-dc0c0c07398f", "00000000-0000-0000-0000-000000000000",
    ])
  func refused(text: String) {
    #expect(UUIDv7(text) == nil)
  }

  @Test("other than 16 bytes are refused", arguments: [0, 15, 17])
  func refusedBytes(count: Int) {
    #expect(UUIDv7(bytes: Array(repeating: 0x77, count: count)) == nil)
  }
}

@Suite("Short names")
struct SlugTests {
  @Test("letters, digits and hyphens after a letter make a name", arguments: ["ab", "moca", "a1-b2", "x-"])
  func accepted(text: String) {
    #expect(VenueID(text)?.text == text)
  }

  @Test(
    "anything else is refused",
    arguments: ["", "a", "1ab", "-ab", "Moca", "a_b", "a b", "é-cole", String(repeating: "a", count: 65)])
  func refused(text: String) {
    #expect(VenueID(text) == nil)
  }

  @Test("64 characters are the most")
  func longest() {
    #expect(OfferID(String(repeating: "a", count: 64)) != nil)
  }
}

@Suite("Money")
struct MoneyTests {
  @Test("amounts add, subtract, multiply and compare as whole dollars")
  func arithmetic() {
    #expect(Money(80) + Money(20) == Money(100))
    #expect(Money(60) - Money(80) == Money(-20))
    #expect(Money(85) * 3 == Money(255))
    #expect(Money(-1) < .zero && .zero < Money(1))
    #expect([Money(5), Money(5), Money(3)].reduce(.zero, +) == Money(13))
  }

  @Test("the largest basket at the largest price, in hundredths, fits in 64 bits")
  func limit() {
    let (hundredths, overflow) = (Money.limit * Basket.ticketLimit).ntd.multipliedReportingOverflow(by: 100)
    #expect(!overflow)
    #expect(hundredths == 100_000_000_000)
  }
}
