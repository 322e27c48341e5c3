/// Whether what clients were told is what the books hold.
struct HonestyReport: Hashable, Sendable {
  /// Checks whose answer reached the client.
  var acknowledged = 0
  /// Of those, how many the host's store holds as they were answered.
  var kept = 0
  /// Of those, for how many the home city's signed answer is kept, verifies with the home city's published keys,
  /// and says what the decision rests on. Own cards need none.
  var verified = 0
  /// Of those, how many stand in the home city's log of disclosures as they were answered.
  var disclosed = 0
  /// Signed responses on which the checks rest.
  var responses = 0
  /// Of those responses, how many the home city keeps, byte for byte, against replays.
  var remembered = 0
  /// Of those responses, how many the home city was free to forget by now.
  var forgotten = 0
  /// How many things are not as they should be.
  var faults = 0
  /// The first of them.
  var examples: [String] = []

  /// The most examples that are kept.
  static let exampleLimit = 10

  mutating func fault(_ what: String) {
    faults += 1
    if examples.count < Self.exampleLimit { examples.append(what) }
  }
}
