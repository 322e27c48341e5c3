import Benefits
import CityNode
import Federation
import Rehearsal
import StrictJSON
import Testing

@testable import CitySupport

extension InBrowser {
  @Suite("The page for everybody", .runningCities, .runningDriver)
  struct Accessibility {
    private let cities: TwoCities
    private let museum = "museum-of-prehistory"

    init() throws { cities = try TwoCities.shared }

    @Test(
      "Contrast, targets, names and reflow hold in every state",
      arguments: [
        (1024, 768), (390, 844),
        // 1280 points at four times the size (WCAG 2.1, 1.4.10), and 1024 at twice.
        (320, 640), (512, 384),
      ])
    func sound(_ width: Int, _ height: Int) async throws {
      try await cities.tourCounter(width: width, height: height) { page, state in
        try await AccessibilityCheck(browser: page.browser).expectSound(state)
      }
    }

    @Test func `a check that finds nothing would prove nothing: bad things are found`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        try await page.browser.run(
          """
          const bad = document.createElement('button')
          bad.style.cssText = 'color: #999; background: #fff; width: 20px; height: 20px; min-width: 0; min-height: 0; '
            + 'position: absolute; left: 3000px'
          bad.textContent = 'x'
          document.querySelector('main:not([hidden])').append(bad)
          """)
        let check = AccessibilityCheck(browser: page.browser)
        for outcome in [
          try await check.contrast(), try await check.targets(), try await check.overflow(),
          try await check.names(bilingual: true),
        ] { #expect(!outcome.faults.isEmpty) }
      }
    }

    @Test func `a verdict is told by word, sign and shape, and to who hears the page`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        let browser = page.browser
        var shapes: [String] = []
        func shape() async throws {
          shapes.append(
            try await browser.text(
              "document.querySelector('#panel svg').outerHTML.replace(/data-shape=.*?>/, '')"))
        }
        try await page.scan(cities.card(.adult, of: cities.taipei).number)
        try await page.tone("city")
        try await shape()
        try await browser.type("1")
        try await page.tone("granted")
        try await shape()
        let live = "document.querySelector('[role=status]')"
        #expect(try await browser.text("\(live).getAttribute('aria-live')") == "assertive")
        let heard = try await browser.text("document.getElementById('live-zh').innerText")
        #expect(heard.contains("可優惠") && heard.contains("應收 60") && heard.contains("原價 80 優惠 20 應收 60"))
        let english = try await browser.text("document.getElementById('live-en').innerText")
        #expect(english.contains("Reduced") && english.contains("To collect 60"))
        try await page.browser.press(.escape)
        try await page.ready()
        try await page.scan(.lost, of: cities.taipei, in: cities)
        try await page.tone("denied")
        try await shape()
        try await page.scan("/ABC+123")
        try await page.tone("unsure")
        try await shape()
        #expect(Set(shapes).count == 4)
        #expect(try await browser.text("document.documentElement.lang") == "zh-Hant-TW")
        #expect(try await browser.holds("document.querySelectorAll('#panel [lang=en]').length > 3"))
      }
    }

    @Test func `the amount is the largest type, and what confirms it is on the first screen`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        for (width, height) in [(1024, 768), (390, 844)] {
          try await page.browser.screen(width: width, height: height)
          try await page.scan(.adult, of: cities.taipei, in: cities)
          try await page.tone("granted")
          #expect(
            try await page.browser.holds(
              """
              [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility())
                .every((element) => parseFloat(getComputedStyle(element).fontSize)
                  <= parseFloat(getComputedStyle(document.querySelector('.due')).fontSize))
              """))
          for selector in ["#word", ".due", ".sum", "#panel .primary"] {
            let place = "document.querySelector('\(selector)').getBoundingClientRect()"
            #expect(
              try await page.browser.holds("\(place).top >= 0 && \(place).bottom <= innerHeight"),
              "\(selector) at \(width)×\(height)")
          }
          try await page.browser.press(.escape)
          try await page.ready()
        }
      }
    }

    @Test func `nothing moves for who asked for that, and forced colours keep shape and sign`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page, relay in
        let animation = "getComputedStyle(document.querySelector('#panel .sign')).animationName"
        relay.trouble("checks", .answerHeld)
        try await page.scan(cities.card(.adult, of: cities.taipei).number)
        try await page.tone("wait")
        #expect(try await page.browser.text(animation) == "wait")
        try await page.browser.prefer("prefers-reduced-motion", "reduce")
        #expect(try await page.browser.text(animation) == "none")
        relay.mend()
        try await page.tone("city")
        try await page.browser.prefer("forced-colors", "active")
        #expect(
          try await page.browser.holds(
            """
            getComputedStyle(document.querySelector('#panel .outline')).fill
              !== getComputedStyle(document.querySelector('#panel .sign')).stroke
            """))
      }
    }

    @Test func `Chinese is drawn with glyphs, not with boxes`() async throws {
      try await cities.atCounter(cities.taitung, museum) { page in
        let drawn = try await page.browser.run(
          """
          const draw = (letter) => {
            const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 })
            const context = canvas.getContext('2d')
            context.font = '48px ' + getComputedStyle(document.body).fontFamily
            context.fillText(letter, 4, 52)
            return canvas.toDataURL()
          }
          // U+10FFFD is no character of any font: what stands in for it is what a missing glyph looks like.
          return [...'臺優核銷應收'].map(draw).concat(draw('\\u{10FFFD}'), draw('\\u{10FFFC}'))
          """)
        guard case .array(let images) = drawn else { throw BrowserFailure("nothing was drawn") }
        #expect(Set(images).count == 7, "six different glyphs, and one box for both that are missing")
      }
    }
  }
}
