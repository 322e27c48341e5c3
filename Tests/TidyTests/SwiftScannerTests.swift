import Testing

@Suite("Telling code from comments and strings")
struct SwiftScannerTests {
  private func code(_ text: String) -> String {
    SwiftSource(path: "Sources/A/x.swift", text).lines.map { line in
      line.code.split(separator: " ").joined(separator: " ")
    }.joined(separator: "|")
  }

  @Test(arguments: [
    ("a // b \" c", "a"), ("a /* b /* c */ d\n e */ f", "a|f"), (#"a("b\"c") d"#, "a( ) d"),
    (#"a + "x \(b + "y \(c(d))" + e) z" + f"#, "a + b + c(d) + e + f"),
    (##"a + #"x " \(b) \#(c) "# + d"##, "a + c + d"),
    ("a + \"\"\"\n  x \" \\(b)\n  // y\n  \"\"\" + c", "a +|b||+ c"),
    (##"a #/ " // /# b"##, "a b"), (#"a "\\" b"#, "a b"), (#"a "//" b"#, "a b"),
    ("#if b\n#endif", "#if b|#endif"),
    ("/// a \"b\nc", "|c"), (##"a(#""""#) b"##, "a( ) b"), (#"a("") b"#, "a( ) b"),
    ("func `a // \" b`() { c }", "func () { c }"),
  ])
  func `only code is left`(text: String, expected: String) {
    #expect(code(text) == expected)
  }

  @Test func `comments keep their words, and no line is lost`() {
    let source = SwiftSource(path: "Sources/A/x.swift", "/// a b\nlet c = 1  // d \"e\"\n/* f */ g\n\n")
    #expect(source.lines.map(\.comment) == ["a b", "d \"e\"", "f", ""])
    #expect(source.lines.map(\.number) == [1, 2, 3, 4])
    #expect(source.target == "A")
  }
}
