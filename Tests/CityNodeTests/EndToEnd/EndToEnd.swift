import Testing

/// All tests with running cities, one after the other: two cores, and timeouts that are real.
@Suite("Two cities, end to end", .serialized)
enum EndToEnd {}
