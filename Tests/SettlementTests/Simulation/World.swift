import Benefits
import Settlement

/// Many cities, their clocks and the wire between them, in one thread: what happens next is the earliest entry of a
/// heap, and all chance comes from one seed.
struct World {
  private(set) var now: Instant
  private(set) var cities: [CityID: City] = [:]
  private(set) var truth: Truth
  var chance: Chance
  private var heap = Heap()
  /// After this nothing is lost any more, and no city crashes.
  private let calm: Instant
  private let pause: ClosedRange<Int64>
  private(set) var crashes = 0

  init(
    _ cities: [City], truth: Truth, chance: Chance, from start: Instant, calm: Instant,
    hours: ClosedRange<Int64>
  ) {
    self.cities = Dictionary(uniqueKeysWithValues: cities.map { ($0.id, $0) })
    self.truth = truth
    self.chance = chance
    now = start
    self.calm = calm
    pause = (hours.lowerBound * 3600)...(hours.upperBound * 3600)
    for city in cities {
      let first = start + self.chance.span(0...86_400)
      wake(city.id, at: first)
    }
  }

  /// A city does its round at `instant`, besides those that follow each other.
  mutating func wake(_ city: CityID, at instant: Instant, repeating: Bool = true) {
    heap.push(instant, .round(city, repeating: repeating))
  }

  /// Everything that happens until `end`.
  mutating func run(until end: Instant, each check: (World) throws -> Void = { _ in }) throws {
    while let next = heap.pop(before: end) {
      now = next.at
      switch next.what {
      case .round(let id, let repeating):
        if repeating {
          let following = now + chance.span(pause)
          wake(id, at: following)
        }
        try step(id) { city, chance, now, _ in try city.round(at: now, &chance) }
      case .letter(let letter):
        try step(letter.to) { city, _, now, truth in try city.receive(letter, at: now, truth) }
      }
      try check(self)
    }
  }

  private mutating func step(
    _ id: CityID, _ body: (inout City, inout Chance, Instant, Truth) throws -> [Letter]
  ) throws {
    guard var city = cities[id] else { return }
    let time = now + city.skew
    let letters = try body(&city, &chance, time, truth)
    // What is not committed is lost, and so is what was to be said after it.
    if crash() { return }
    cities[id] = city
    for letter in letters {
      if crash() { return }
      post(letter)
    }
  }

  private mutating func crash() -> Bool {
    guard now < calm, chance.happens(2) else { return false }
    crashes += 1
    return true
  }

  /// The wire loses, doubles, delays, and so reorders.
  private mutating func post(_ letter: Letter) {
    let isRough = now < calm
    if isRough, chance.happens(15) { return }
    for _ in 0..<(isRough && chance.happens(10) ? 2 : 1) {
      let delay = isRough && chance.happens(5) ? chance.span(86_400...400_000) : chance.span(1...20_000)
      heap.push(now + delay, .letter(letter))
    }
  }
}

/// What happens next.
enum Happening {
  case round(CityID, repeating: Bool)
  case letter(Letter)
}

/// A binary heap of what happens, the earliest first; of two at one instant, the one that came first.
struct Heap {
  private var entries: [(at: Instant, order: UInt64, what: Happening)] = []
  private var order: UInt64 = 0

  mutating func push(_ at: Instant, _ what: Happening) {
    order += 1
    entries.append((at, order, what))
    var index = entries.count - 1
    while index > 0, precedes(index, (index - 1) / 2) {
      entries.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func pop(before end: Instant) -> (at: Instant, what: Happening)? {
    guard let first = entries.first, first.at < end else { return nil }
    entries.swapAt(0, entries.count - 1)
    entries.removeLast()
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < entries.count else { break }
      if child + 1 < entries.count, precedes(child + 1, child) { child += 1 }
      guard precedes(child, index) else { break }
      entries.swapAt(child, index)
      index = child
    }
    return (first.at, first.what)
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    (entries[a].at, entries[a].order) < (entries[b].at, entries[b].order)
  }
}
