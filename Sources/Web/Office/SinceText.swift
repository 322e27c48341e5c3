import Benefits

/// How long ago something was, as people say it.
struct SinceText {
  let say: PageLanguage
  let now: Instant

  /// `2 分鐘前`, rounded down; what is not yet counts as just now, for clocks differ.
  func callAsFunction(_ instant: Instant) -> String {
    let minutes = max(0, (now - instant).microseconds / TimeSpan.minutes(1).microseconds)
    switch minutes {
    case 0: return say("剛剛", "just now")
    case 1..<60: return say("\(minutes) 分鐘前", "\(minutes) min ago")
    case 60..<(48 * 60): return say("\(minutes / 60) 小時前", "\(minutes / 60) h ago")
    default: return say("\(minutes / (24 * 60)) 天前", "\(minutes / (24 * 60)) days ago")
    }
  }

  /// How long something lasts yet, in whole days, or hours if it is less than two.
  func until(_ instant: Instant) -> String {
    let hours = (instant - now).microseconds / TimeSpan.hours(1).microseconds
    if instant <= now { return say("已過期", "over") }
    if hours < 48 { return say("還有 \(hours) 小時", "\(hours) h left") }
    return say("還有 \(hours / 24) 天", "\(hours / 24) days left")
  }
}
