import Benefits
import CityNode
import Federation
import Office
import Testing

@testable import Web

@Suite("Plain words for what is wrong")
struct PeerTextTests {
  static let troubles: [PeerTrouble] =
    [.noKeys, .noRegistry, .rootEnds, .verificationFailing(nil), .verificationDead(nil)]
    + RegistryRefusal.allCases.map { .registry($0) }
    + AnswerFailure.allCases.flatMap { [.verificationFailing($0), .verificationDead($0)] }

  @Test(
    "Every trouble with a partner says what it is, what it does and what to do, in both languages",
    arguments: troubles)
  func words(trouble: PeerTrouble) {
    let advice = trouble.advice
    for text in [advice.what, advice.effect, advice.advice] {
      #expect(text.zh.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) } && !text.en.isEmpty)
      #expect(!text.en.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) })
    }
  }

  @Test("What may be fraud is grave, and what mends itself is not")
  func gravity() {
    for refusal in RegistryRefusal.allCases {
      #expect(PeerTrouble.registry(refusal).advice.isGrave == refusal.isAlarming)
    }
  }

  @Test("Every kind of entry, and every fault of a merchant or payee, has words in both languages")
  func officeWords() {
    let texts =
      AuditAction.allCases.map(\.text) + MerchantFault.allCases.map(\.text) + PayeeFault.allCases.map(\.text)
      + PayeeChangeState.allCases.map(\.text) + MerchantDraft.Field.allCases.map(\.text)
    for text in texts {
      #expect(text.zh.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) } && !text.en.isEmpty)
    }
    #expect(Set(AuditAction.allCases.map(\.text.zh)).count == AuditAction.allCases.count)
  }

  @Test("How long ago is rounded down, and what is not yet is just now")
  func since() {
    let now = Instant(seconds: 1_795_000_000)
    let words = SinceText(say: .zh, now: now)
    for (seconds, text) in [
      (-30, "剛剛"), (59, "剛剛"), (60, "1 分鐘前"), (3_599, "59 分鐘前"), (3_600, "1 小時前"),
      (172_799, "47 小時前"), (172_800, "2 天前"),
    ] as [(Int64, String)] {
      #expect(words(now - .seconds(seconds)) == text)
    }
    #expect(words.until(now + .hours(47)) == "還有 47 小時" && words.until(now) == "已過期")
    #expect(SinceText(say: .en, now: now)(now - .minutes(2)) == "2 min ago")
  }
}
