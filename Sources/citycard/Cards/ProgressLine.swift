import CityNode
import Foundation
import Synchronization

/// Shows an import's progress on standard error: a bar that is redrawn on a terminal, otherwise a plain line at
/// each tenth.
final class ProgressLine: Sendable {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let shown = Mutex<(phase: CardImportProgress.Phase?, step: Int)>((nil, -1))

  /// Shows `progress` if it differs visibly from what was shown before.
  func show(_ progress: CardImportProgress) {
    let share = progress.total > 0 ? Double(min(progress.bytes, progress.total)) / Double(progress.total) : 1
    let step = Int(share * (isTerminal ? 200 : 10))
    let isNew = shown.withLock { shown in
      guard shown.phase != progress.phase || shown.step != step else { return false }
      shown = (progress.phase, step)
      return true
    }
    guard isNew else { return }
    let text = "\(Self.name(progress.phase)) \(Int(share * 100)) % · \(progress.rows)"
    if isTerminal {
      let filled = Int(share * 30)
      let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
      write("\r\u{1B}[K\(bar) \(text)")
    } else {
      write("\(text)\n")
    }
  }

  /// Clears the bar.
  func end() {
    if isTerminal { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

  private static func name(_ phase: CardImportProgress.Phase) -> String {
    switch phase {
    case .digesting: "核對檔案 checking"
    case .staging: "匯入 importing"
    case .sweeping: "清理舊資料 sweeping"
    }
  }
}
