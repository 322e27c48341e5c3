import Federation
import TestSupport
import Testing

extension QuestionBatcher.Action {
  fileprivate var sent: [Item]? { if case .send(let items) = self { items } else { nil } }
  fileprivate var waits: Bool { if case .wait = self { true } else { false } }
  fileprivate var refuses: Bool { if case .refuse = self { true } else { false } }
}

@Suite("Questions that leave together")
struct QuestionBatcherTests {
  @Test("Alone, a question leaves at once, again and again")
  func alone() {
    var batcher = QuestionBatcher<Int>()
    for item in 0..<3 {
      #expect(batcher.arrived(item).sent == [item])
      #expect(batcher.count == 0)
      #expect(batcher.returned().waits)
    }
  }

  @Test("What arrives while a request is in flight leaves together in the next one")
  func together() {
    var batcher = QuestionBatcher<Int>()
    _ = batcher.arrived(0)
    for item in 1...5 { #expect(batcher.arrived(item).waits) }
    #expect(batcher.count == 5)
    #expect(batcher.returned().sent == [1, 2, 3, 4, 5])
    #expect(batcher.arrived(6).waits)
    #expect(batcher.returned().sent == [6])
    #expect(batcher.returned().waits)
    #expect(batcher.arrived(7).sent == [7])
  }

  @Test("A request takes as many as the protocol allows, and no more")
  func batch() {
    var batcher = QuestionBatcher<Int>()
    for item in 0...257 { _ = batcher.arrived(item) }
    #expect(batcher.returned().sent == Array(1...256))
    #expect(batcher.returned().sent == [257])
  }

  @Test("Over its limit the queue refuses the newcomer and keeps the others")
  func full() {
    var batcher = QuestionBatcher<Int>(batch: 2, limit: 3)
    _ = batcher.arrived(0)
    for item in 1...3 { #expect(batcher.arrived(item).waits) }
    #expect(batcher.arrived(4).refuses)
    #expect(batcher.count == 3)
    #expect(batcher.returned().sent == [1, 2])
    #expect(batcher.arrived(5).waits)
    #expect(batcher.returned().sent == [3, 5])
  }

  @Test("An id comes once in a request: who repeats it waits for the next one, and spoils nobody's")
  func repeated() {
    var batcher = QuestionBatcher<Int>(batch: 3, limit: 10) { id($0 % 10) }
    _ = batcher.arrived(1)
    for item in [2, 12, 22, 3, 13, 4, 5] { #expect(batcher.arrived(item).waits) }
    #expect(batcher.returned().sent == [2, 3, 4])
    #expect(batcher.returned().sent == [12, 13, 5])
    #expect(batcher.returned().sent == [22])
    #expect(batcher.returned().waits)
  }

  @Test(
    "Nothing is lost or doubled, order is kept, one request is in flight at most",
    arguments: (0..<50).map { UInt64(256 + $0) })
  func property(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let batch = Int.random(in: 1...8, using: &random)
    let limit = Int.random(in: 1...20, using: &random)
    var batcher = QuestionBatcher<Int>(batch: batch, limit: limit)
    var accepted: [Int] = []
    var sent: [Int] = []
    var inFlight = false
    var (refusals, item) = (0, 0)

    func take(_ action: QuestionBatcher<Int>.Action) {
      guard let items = action.sent else { return }
      #expect(!inFlight, "seed \(seed): two in flight")
      #expect((1...batch).contains(items.count), "seed \(seed)")
      sent += items
      inFlight = true
    }
    for _ in 0..<500 {
      if Int.random(in: 0..<3, using: &random) > 0 || !inFlight {
        let waiting = accepted.count - sent.count
        let action = batcher.arrived(item)
        #expect(action.refuses == (inFlight && waiting == limit), "seed \(seed)")
        if action.refuses { refusals += 1 } else { accepted.append(item) }
        take(action)
        item += 1
      } else {
        inFlight = false
        take(batcher.returned())
      }
      #expect(batcher.count == accepted.count - sent.count, "seed \(seed)")
      #expect(inFlight || batcher.count == 0, "seed \(seed): idle while questions wait")
    }
    while inFlight {
      inFlight = false
      take(batcher.returned())
    }
    #expect(sent == accepted, "seed \(seed)")
    #expect(accepted.count + refusals == item, "seed \(seed)")
  }
}
