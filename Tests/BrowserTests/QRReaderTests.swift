import CityNode
import Rehearsal
import StrictJSON
import Testing

@testable import CitySupport

extension InBrowser {
  @Suite(
    "QR codes on the screen", .runningCities, .runningDriver,
    .enabled(if: QRReader.isHere, "zbarimg is not installed; Tests/run installs it"))
  struct QRCodes {
    private let cities: TwoCities

    init() throws { cities = try TwoCities.shared }

    /// `https://card.example/pos#pair`, as another program (libqrencode) drew it.
    private let modules = """
      #######.#.####....#######
      #.....#..##.###.#.#.....#
      #.###.#...####.#..#.###.#
      #.###.#......#.##.#.###.#
      #.###.#..#...##.#.#.###.#
      #.....#...##..#...#.....#
      #######.#.#.#.#.#.#######
      ........#.#.###..........
      ##.##.#..####.###.#.....#
      #.#.#....#.#..##...#####.
      .####.##..##...#.###.#..#
      ..#.##...####.#.#.#..####
      ..#.#.#..#.##.#...##....#
      ##.#.#.##..#..####..#..#.
      ##..###.##..#.##..#.#####
      #.#.##..#...#......#.##.#
      #....##.##.#.#.######.##.
      ........##....#.#...#.##.
      #######....#.##.#.#.#...#
      #.....#...#######...#..##
      #.###.#.##..#.#######..#.
      #.###.#.##.####..##....##
      #.###.#..###.#..##..#####
      #.....#.##..#.#...###.###
      #######.#.##...####..#..#
      """

    /// Draws the code into the page so many times, a module three points wide.
    private func draw(_ times: Int64, in browser: Browser) async throws {
      try await browser.run(
        """
        const [rows, times] = [arguments[0].split('\\n'), arguments[1]]
        document.querySelector('main').replaceChildren()
        for (let count = 0; count < times; count += 1) {
          const canvas = Object.assign(document.createElement('canvas'), { width: 99, height: 99 })
          const context = canvas.getContext('2d')
          context.fillStyle = '#fff'
          context.fillRect(0, 0, 99, 99)
          context.fillStyle = '#000'
          rows.forEach((row, y) => [...row].forEach((module, x) => {
            if (module === '#') context.fillRect(12 + 3 * x, 12 + 3 * y, 3, 3)
          }))
          canvas.style.display = 'block'
          document.querySelector('main').append(canvas)
        }
        """, .string(modules), .integer(times))
    }

    @Test func `the one code on a page is read off its picture; none, and two, are no answer`() async throws {
      try await ChromeDriver.withBrowser { browser in
        try await browser.open("\(try cities.taipei.counterURL)/places")
        try await draw(1, in: browser)
        #expect(try await QRReader.text(in: browser) == "https://card.example/pos#pair")
        for times: Int64 in [0, 2] {
          try await draw(times, in: browser)
          await #expect(throws: BrowserFailure.self) { try await QRReader.text(in: browser) }
        }
      }
    }
  }
}
