import ArgumentParser
import Foundation
import StrictJSON

/// `citycard inspect json`: would the strict parser take this file?
struct InspectJSON: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "json",
    abstract: "嚴格檢查 JSON 檔案 / Check a JSON file as strictly as a node does.",
    discussion: """
      離開碼 0 表示嚴格剖析器接受此檔案；否則指出違反的規則與行列，離開碼 1。
      Exit status 0: the strict parser accepts the file. Otherwise the rule that broke, with line and \
      column, and 1.
      """)

  @Flag(help: "套用城市間訊息的規則 / Hold the file to the rules of messages between cities.")
  var wire = false

  @Argument(help: "檔案；- 為標準輸入 / The file; - is standard input.", completion: .file())
  var file: String

  func run() throws {
    let rules = wire ? JSONRules.wire : .general
    let bytes = try InputFile.read(file, atMost: rules.maximumBytes + 1)
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes, rules: rules)
    } catch {
      report(
        zh: "✕ \(file):\(error.line):\(error.column)：\(error.code.zh)",
        en: "  \(error)")
      throw ExitCode.failure
    }
    let shape = Shape(value)
    print(
      """
      OK \(file)：\(shape.kind.zh)，\(shape.values) 個值，深度 \(shape.depth)，\(bytes.count) 位元組 · \
      \(shape.kind.en), values: \(shape.values), depth: \(shape.depth), bytes: \(bytes.count)
      """)
  }

  private func report(zh: String, en: String) { InputFile.note("\(zh)\n\(en)") }
}

/// What the summary says of a document.
private struct Shape {
  var values = 0
  var depth = 0
  let kind: (zh: String, en: String)

  init(_ value: JSONValue) {
    kind =
      switch value {
      case .null: ("null", "null")
      case .bool: ("布林值", "boolean")
      case .integer: ("整數", "integer")
      case .real: ("實數", "real")
      case .string: ("字串", "string")
      case .array: ("陣列", "array")
      case .object: ("物件", "object")
      }
    add(value, below: 0)
  }

  private mutating func add(_ value: JSONValue, below level: Int) {
    values += 1
    let children: [JSONValue]
    switch value {
    case .array(let elements): children = elements
    case .object(let object): children = object.members.map(\.value)
    default: return
    }
    depth = max(depth, level + 1)
    for child in children { add(child, below: level + 1) }
  }
}

extension JSONError.Code {
  /// The rule in Chinese.
  fileprivate var zh: String {
    switch self {
    case .empty: "檔案沒有任何值"
    case .tooLarge: "檔案超過大小上限"
    case .byteOrderMark: "開頭有位元組順序記號（BOM）"
    case .nul: "含有 NUL 字元"
    case .invalidUTF8: "不是有效的 UTF-8"
    case .syntax: "不符合 JSON 語法"
    case .truncated: "內容不完整，在值的中間結束"
    case .trailingBytes: "JSON 之後還有多餘的內容"
    case .duplicateName: "同一物件的成員名稱重複"
    case .tooDeep: "巢狀層數超過上限"
    case .tooManyValues: "值的個數超過上限"
    case .realNotAllowed: "不允許小數或指數"
    case .integerOutOfRange: "整數超出 64 位元範圍"
    case .realOutOfRange: "實數超出雙精度範圍"
    case .topLevelNotObject: "最外層必須是物件"
    case .outOfMemory: "記憶體不足"
    }
  }
}
