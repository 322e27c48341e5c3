/// Bars as a picture made by the server: a label above each bar and its figure behind it. No script and no style sheet
/// is needed for it, and all that it says stands in a table beside it.
struct BarPicture {
  /// One bar.
  struct Bar {
    let label: String
    /// What is written behind it.
    let figure: String
    /// How long it is; nil where the figure is not shown.
    let value: Int?
    /// Whether the figure is the least that it can be.
    let isOpenEnded: Bool
  }

  /// The most bars of a picture; a table has the rest.
  static let limit = 31
  private static let width = 640
  private static let longest = 500
  private static let step = 46

  /// What the picture shows, for those who don't see it.
  let title: String
  let bars: [Bar]

  /// Writes the picture.
  func write(_ html: inout HTMLWriter) {
    let bars = bars.prefix(Self.limit)
    guard !bars.isEmpty else { return }
    let most = max(1, bars.compactMap(\.value).max() ?? 1)
    html.element(
      "svg",
      [
        "class": "picture", "viewBox": "0 0 \(Self.width) \(bars.count * Self.step)", "role": "img",
        "aria-label": title, "focusable": "false",
      ]
    ) { svg in
      svg.element("title", text: title)
      for (index, bar) in bars.enumerated() {
        let top = index * Self.step
        // Whole units: a bar of anything is at least one wide.
        let length = bar.value.map { $0 == 0 ? 0 : max(1, $0 * Self.longest / most) } ?? 0
        svg.element(
          "text", ["x": "0", "y": "\(top + 16)", "font-size": "16", "fill": "#14212b"], text: bar.label)
        svg.element(
          "rect",
          [
            "x": "0", "y": "\(top + 22)", "width": "\(length)", "height": "16",
            "fill": bar.isOpenEnded ? "#e3eff4" : "#0b4f6c", "stroke": "#0b4f6c",
            "stroke-dasharray": bar.isOpenEnded ? "4 3" : nil,
          ]
        ) { _ in }
        svg.element(
          "text",
          [
            "x": "\(length + 8)", "y": "\(top + 36)", "font-size": "16", "font-weight": "600",
            "fill": "#14212b",
          ],
          text: bar.figure)
      }
    }
  }
}
