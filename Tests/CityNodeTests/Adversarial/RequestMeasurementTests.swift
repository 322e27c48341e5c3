import Testing

@testable import Web

@Suite("How long a request took")
struct RequestMeasurementTests {
  @Test("Full seconds count, so that a slow request does not look like a fast one in the log")
  func seconds() {
    #expect(RequestMeasurement.microseconds(.seconds(5) + .microseconds(73_209)) == 5_073_209)
    #expect(RequestMeasurement.microseconds(.microseconds(1)) == 1)
    #expect(RequestMeasurement.microseconds(.zero) == 0)
  }
}
