/// How names, labels and numbers are spelled in Prometheus' text exposition format 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
enum PrometheusText {
  /// `label` as a metric name, `[a-zA-Z_:][a-zA-Z0-9_:]*`: each other character becomes `_`, and a `_` comes
  /// before a leading digit.
  static func metricName(_ label: String) -> String { name(label, colon: true) }

  /// `dimensions` as they stand between the braces: sorted by name, values escaped, empty if there are none.
  ///
  /// Names match `[a-zA-Z_][a-zA-Z0-9_]*`. `le` belongs to histograms and names that begin with `__` are
  /// "reserved for internal use" (Prometheus, Data model): both get `exported_` in front, as a scrape does
  /// with labels in conflict. Of two dimensions with one name the first counts.
  static func labels(_ dimensions: [(String, String)]) -> String {
    var values: [String: String] = [:]
    for (dimension, value) in dimensions {
      var name = name(dimension, colon: false)
      if name == "le" || name.hasPrefix("__") { name = "exported_" + name }
      if values[name] == nil { values[name] = value }
    }
    return values.sorted { $0.key < $1.key }
      .map { "\($0.key)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",")
  }

  /// "label_value can be any sequence of UTF-8 characters, but the backslash (\), double-quote ("), and line
  /// feed (\n) characters have to be escaped as \\, \", and \n, respectively."
  private static func escaped(_ text: String, quotes: Bool) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += #"\\"#
      case "\n": out += #"\n"#
      case "\"" where quotes: out += #"\""#
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// In help texts only backslash and line feed are escaped.
  static func help(_ text: String) -> String { escaped(text, quotes: false) }

  /// A number as Go's `ParseFloat` reads it: integers without a point, `+Inf`, `-Inf`, `NaN`.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    return Int64(exactly: value).map(String.init) ?? value.description
  }

  /// One sample.
  static func line(_ name: String, _ labels: String, _ value: String) -> String {
    labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
  }

  private static func name(_ text: String, colon: Bool) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "_": name.unicodeScalars.append(scalar)
      case "0"..."9":
        if name.isEmpty { name = "_" }
        name.unicodeScalars.append(scalar)
      case ":" where colon: name.unicodeScalars.append(scalar)
      default: name += "_"
      }
    }
    return name.isEmpty ? "_" : name
  }
}
