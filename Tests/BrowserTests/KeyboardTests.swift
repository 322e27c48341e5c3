import Benefits
import CityNode
import Federation
import Rehearsal
import StrictJSON
import Testing

@testable import CitySupport

extension InBrowser {
  @Suite("Scanners and keys", .runningCities, .runningDriver)
  struct Keyboard {
    private let cities: TwoCities
    private let museum = "museum-of-prehistory"

    init() throws { cities = try TwoCities.shared }

    private var number: String { get throws { try cities.card(.adult, of: cities.taipei).number } }

    @Test("A scanner may end with CR, Tab or LF", arguments: ["CR", "Tab", "LF"])
    func ends(_ end: String) async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        switch end {
        case "CR": try await page.scan(number)
        case "Tab": try await page.scan(number, .tab)
        default:
          try await page.browser.type(number)
          try await page.browser.press("j", holding: .control)
        }
        try await page.tone("city")
        #expect(try await page.browser.text("document.getElementById('card').value").isEmpty)
        #expect(try await page.panel.contains("卡號末四碼 0011"))
        #expect(try await !page.browser.text("document.body.innerHTML").contains(number))
      }
    }

    @Test func `an input method that swallows letters loses none`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        // What Chrome reports while 注音 is on: the key is `Process`, and a composition of other characters.
        try await page.browser.run(
          """
          const field = document.getElementById('card')
          const type = (name, Kind, more) =>
            field.dispatchEvent(new Kind(name, { bubbles: true, cancelable: true, ...more }))
          for (const letter of arguments[0]) {
            type('keydown', KeyboardEvent, { key: 'Process', code: 'Digit' + letter, keyCode: 229 })
            type('compositionstart', CompositionEvent, {})
            field.value += 'ㄅ'
            type('input', InputEvent, { inputType: 'insertCompositionText', isComposing: true })
            type('compositionend', CompositionEvent, { data: 'ㄅ' })
          }
          """, .string(number))
        #expect(try await page.browser.text("document.getElementById('card').value") == number)
        try await page.browser.press(.enter)
        try await page.tone("city")
      }
    }

    @Test func `a screen keyboard, which has no places, and a pasted number are taken as they come`()
      async throws
    {
      try await cities.atCounter(cities.taitung, museum) { page in
        try await page.browser.run(
          """
          const field = document.getElementById('card')
          field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Unidentified', code: '', bubbles: true }))
          field.value = arguments[0]
          field.dispatchEvent(new InputEvent('input', { inputType: 'insertCompositionText', bubbles: true }))
          """, .string(number))
        try await page.browser.press(.enter)
        try await page.tone("city")
      }
    }

    @Test func `a card that is scanned over an open verdict neither confirms it nor chooses a city`()
      async throws
    {
      try await cities.atCounter(cities.taitung, museum) { page in
        try await page.scan(number)
        try await page.tone("city")
        try await page.scan(cities.unknownCard().number)
        try await page.browser.wait(
          until: "document.querySelector('.card-ending')?.innerText.includes('0000')")
        try await page.tone("city")
        try await page.browser.press(.escape)
        try await page.ready()
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        let before = try await cities.taitung.books
        try await page.scan(cities.unknownCard().number)
        try await page.browser.wait(until: "document.getElementById('panel-notice') !== null")
        #expect(try await page.panel.contains("這張卡沒有處理"))
        #expect(try await page.browser.text("document.body.dataset.phase") == "verdict")
        #expect(try await cities.taitung.books == before)
      }
    }

    @Test("Neither a space in a card's number, nor a slow scanner, nor its second Enter confirms a verdict")
    func unconfirmed() async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        let pause = "return new Promise((done) => setTimeout(done, 600))"
        try await page.browser.run(pause)
        let before = try await cities.taitung.books
        for (scanned, gap) in [
          ("9000 0100 0000 0022\(Browser.Key.enter.code)\(Browser.Key.enter.code)", 0),
          ("9000 0100\(Browser.Key.enter.code)", 100),
          ("90000 ", 100),
        ] as [(String, Int64)] {
          try await page.browser.type(scanned, pause: gap)
          try await page.browser.wait(until: "document.getElementById('panel-notice') !== null")
          #expect(try await page.panel.contains("這張卡沒有處理"), "\(scanned)")
          #expect(try await page.browser.text("document.body.dataset.phase") == "verdict", "\(scanned)")
        }
        #expect(try await cities.taitung.books == before)
        try await page.browser.run(pause)
        try await page.browser.type(" ")
        try await page.tone("done")
      }
    }

    @Test func `a card that is scanned into the reason of an undo neither confirms it nor stays there`()
      async throws
    {
      try await cities.atCounter(cities.taitung, museum) { page in
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        try await page.confirm()
        try await page.tone("done")
        let before = try await cities.taitung.books
        try await page.browser.press(.f8)
        try await page.phase("undo")
        let field = "document.getElementById('reason')"
        for (typed, end) in [("旅客", [Browser.Key.enter, .enter]), ("", [.tab])] {
          try await page.browser.run("\(field).focus()")
          try await page.browser.type(typed + number + end.map(\.code).joined())
          try await page.browser.wait(until: "document.getElementById('panel-notice') !== null")
          #expect(try await page.panel.contains("剛才刷的卡沒有處理"))
          #expect(try await page.browser.text("\(field).value") == "旅客")
          #expect(try await page.browser.text("document.body.dataset.phase") == "undo")
        }
        #expect(try await cities.taitung.books == before)
      }
    }

    @Test(
      "What is no citizen card is said kindly, and nothing is recorded",
      arguments: [
        ("/ABC+123", "這是電子發票載具"), ("08A1B2C3", "每次感應的號碼都不同"), ("12345", "卡號格式不符"),
      ])
    func kindly(_ scanned: String, words: String) async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        let before = try await cities.taitung.books
        try await page.scan(scanned)
        try await page.phase("problem")
        try await page.tone("unsure")
        #expect(try await page.panel.contains(words))
        #expect(try await cities.taitung.books == before)
        try await page.browser.press(.enter)
        try await page.ready()
      }
    }

    @Test func `tickets, number, documents and another kind are chosen by keys`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        let browser = page.browser
        try await browser.press(.right, .right, .left, .f4, .down, .f2)
        #expect(try await browser.text("document.getElementById('lines').innerText").contains("全票 ×2"))
        try await page.scan(.adult, of: cities.taipei, in: cities)
        try await page.tone("granted")
        #expect(try await page.panel.contains("原價 210"))
        #expect(try await page.panel.contains("優待票 ×1：50 → 0"), "a document of disability was seen")
        #expect(try await browser.text("document.activeElement.dataset.event") == "confirmed")
        try await browser.press(.f7)
        try await page.ready()
        #expect(try await browser.text("document.getElementById('card').value") == number)
        try await browser.press(.escape)
        #expect(try await browser.text("document.getElementById('card').value").isEmpty)
      }
    }

    @Test func `Tab reaches every control of the page, in its order, and the focus is seen`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        var order: [String] = []
        for _ in 0..<14 {
          order.append(
            try await page.browser.text("document.activeElement.id || document.activeElement.name"))
          let outline = try await page.browser.text(
            """
            [document.activeElement, document.activeElement.nextElementSibling].filter(Boolean)
              .map((element) => getComputedStyle(element).outlineStyle).join()
            """)
          #expect(outline.contains("solid"), "\(order)")
          try await page.browser.press(.tab)
          // Round the browser's own controls, which are not there in a window without any.
          if try await page.browser.holds("document.activeElement === document.body") { break }
        }
        let expected = ["card", "ticket", "more", "add-line", "seen", "form", "check"]
        #expect(order.filter(expected.contains) == expected)
      }
    }
  }
}
