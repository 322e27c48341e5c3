import Benefits
import Federation
import StrictJSON

extension JSONFields {
  /// A `NumericDate` in whole seconds, up to the year 9999.
  func instant(_ name: String) throws(JSONFieldError) -> Instant {
    Instant(seconds: try integer(name, in: Instant.numericDates))
  }

  /// An id in its canonical form.
  func id(_ name: String) throws(JSONFieldError) -> UUIDv7 {
    try parsed(name, "a UUIDv7") { UUIDv7($0) }
  }

  /// An entity id.
  func entity(_ name: String) throws(JSONFieldError) -> EntityID {
    try parsed(name, "an entity id") { EntityID($0) }
  }

  /// A list of classes, none twice; an unknown one is a fault.
  func classes(_ name: String, count: ClosedRange<Int>) throws(JSONFieldError) -> [BenefitClass] {
    var classes: [BenefitClass] = []
    for element in try array(name, count: count) {
      let value = try element.parsed("a benefit class") { BenefitClass($0) }
      guard !classes.contains(value) else { throw element.error(.invalid(expected: "each class once")) }
      classes.append(value)
    }
    return classes
  }

  /// Refuses members that contradict `member`: what is signed must not be readable in two ways.
  func refuseBeside(_ member: String, _ others: [String]) throws(JSONFieldError) {
    for other in others where optionalElement(other) != nil {
      throw error(other, .invalid(expected: "nothing beside \(member)"))
    }
  }
}
