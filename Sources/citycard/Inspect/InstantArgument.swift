import ArgumentParser
import Benefits

/// An instant on the command line: RFC 3339 (§5.6) such as `2026-11-23T14:05:09+08:00`, or seconds since 1970.
struct InstantArgument: ExpressibleByArgument {
  let instant: Instant

  init?(argument: String) {
    guard let instant = Self.seconds(argument) ?? Self.rfc3339(argument) else { return nil }
    self.instant = instant
  }

  private static func seconds(_ text: String) -> Instant? {
    guard let seconds = Int64(text), Instant.numericDates.contains(seconds) else { return nil }
    return Instant(seconds: seconds)
  }

  private static func rfc3339(_ text: String) -> Instant? {
    let pattern = /(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6})\d*)?(?:[Zz]|([+-])(\d\d):(\d\d))/
      .asciiOnlyDigits()
    guard let match = text.wholeMatch(of: pattern)?.output, let date = CivilDate(match.1),
      let hour = Int64(match.2), hour < 24, let minute = Int64(match.3), minute < 60,
      let second = Int64(match.4), second <= 60
    else { return nil }
    var offset: Int64 = 0
    if let sign = match.6, let hours = match.7.flatMap({ Int64($0) }),
      let minutes = match.8.flatMap({ Int64($0) })
    {
      guard hours < 24, minutes < 60 else { return nil }
      offset = (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
    let fraction = match.5.map { String($0).padded(to: 6) }.flatMap { Int64($0) } ?? 0
    let seconds = Int64(date.daysSinceEpoch) * 86_400 + hour * 3600 + minute * 60 + second - offset
    return Instant(microseconds: seconds * 1_000_000 + fraction)
  }
}

extension String {
  /// The text with zeros after it, up to `width` characters.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: "0", count: Swift.max(0, width - count))
  }
}
