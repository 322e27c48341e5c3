import QRCode

extension HTMLWriter {
  /// A QR code as a picture: one path for the dark modules, with the quiet zone of four modules that a reader needs
  /// (ISO/IEC 18004 §6.3.8). `name` says what it is to those who can't see it; what it holds stands beside it as text.
  mutating func qrCode(_ symbol: QRSymbol, name: String) {
    let side = symbol.width + 8
    element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": "qr", "role": "img", "aria-label": name,
        "viewBox": "0 0 \(side) \(side)", "shape-rendering": "crispEdges",
      ]
    ) { svg in
      svg.element("path", ["fill": "#fff", "d": "M0 0h\(side)v\(side)H0z"], text: "")
      svg.element("path", ["fill": "#000", "d": Self.path(symbol)], text: "")
    }
  }

  /// A rectangle for each run of dark modules in a row.
  static func path(_ symbol: QRSymbol) -> String {
    var path = ""
    for (y, row) in symbol.rows.enumerated() {
      var x = 0
      while x < row.count {
        guard row[x] else {
          x += 1
          continue
        }
        let length = row[x...].prefix { $0 }.count
        path += "M\(x + 4) \(y + 4)h\(length)v1h-\(length)z"
        x += length
      }
    }
    return path
  }
}
