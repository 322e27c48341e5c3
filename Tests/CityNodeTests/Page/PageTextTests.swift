import Benefits
import CityNode
import TestSupport
import Testing

@testable import Web

@Suite("The counter page's texts")
struct PageTextTests {
  private let modules: String
  private let template: String

  init() throws {
    let files = Repository.files(under: "Sources/CPageFiles/counter", suffix: ".js")
    modules = try files.map { String(decoding: try Repository.bytes($0), as: UTF8.self) }.joined()
    template = String(
      decoding: try Repository.bytes("Sources/CPageFiles/counter/counter.html"), as: UTF8.self)
  }

  @Test func `every text is there in both languages, under a name of its own`() {
    #expect(Set(PageTexts.all.map(\.name)).count == PageTexts.all.count)
    for (name, text) in PageTexts.all {
      // A line that is all names and numbers has no word of either language.
      let bare = text.zh.replacing(/\{\w+\}/, with: "")
      #expect(bare.holdsHan || !bare.contains(where: \.isLetter), "\(name)")
      #expect(!text.en.isEmpty && !text.en.holdsHan, "\(name)")
      // What one language fills in, the other does too; a ticket's name is each language's own.
      let marks = [text.zh, text.en].map { text in
        Set(text.matches(of: /\{(\w+)\}/).map { String($0.1) }.filter { $0 != "zh" && $0 != "en" })
      }
      #expect(marks[0] == marks[1], "\(name)")
    }
  }

  @Test func `every text that the modules ask for is in the table`() {
    let asked = modules.matches(of: /texts\.(\w+)/).map { String($0.1) }.filter { $0 != "js" }
    #expect(asked.count > 50)
    for name in asked { #expect(PageTexts.text(name) != nil, "\(name)") }
    for retry in [ProblemCode.Retry.never, .later, .afterChange] {
      #expect(PageTexts.text("retry_\(retry.rawValue)") != nil)
    }
  }

  @Test func `every text of the table is used`() {
    for (name, _) in PageTexts.all where !name.contains("_") {
      let used =
        modules.contains("texts.\(name)") || modules.contains("'\(name)'") || template.contains("{{\(name)}}")
        || template.contains("{{@\(name)}}")
      #expect(used, "\(name)")
    }
  }

  @Test func `no text is written into a module or the template`() {
    let uncommented = modules.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
    for line in uncommented where String(line).holdsHan {
      #expect(line.drop { $0 == " " }.hasPrefix("*") || line.contains("/**"), "\(line)")
    }
    let own = template.replacing("市民卡櫃檯", with: "")
    #expect(!own.holdsHan, "but for the title")
  }

  @Test func `the template is filled, and a mark that nothing belongs to is an error`() throws {
    let values = ["city": "a\"b", "city_zh": "<臺東>", "city_en": "Tai & tung", "page": "1a"]
    let page = try PageTemplate.fill(template, values: values)
    #expect(page.contains("data-city=\"a&quot;b\""))
    #expect(page.contains("&lt;臺東&gt;") && page.contains("Tai &amp; tung") && !page.contains("<臺東>"))
    #expect(page.contains("<span lang=\"zh-Hant-TW\">查驗</span> <span lang=\"en\">Check</span>"))
    for mark in ["{{nothing}}", "{{@nothing}}", "{{#nothing}}", "{{}}"] {
      #expect(throws: PageTemplate.UnknownMark.self) {
        try PageTemplate.fill("<p>\(mark)</p>", values: values)
      }
    }
  }
}
