import StrictJSON
import TestSupport
import Testing

struct JSONLineMapTests {
  private static let document = #"""

    {
      "id": "moca", "name": { "zh": "當代藝術館" },
      "tickets": [
        { "id": "adult" },
        {
          "id": "a, ] } \" {",
          "price": -50

        , "when"
          :
          [1, [2,
          3], true,null]
        }
      ], "a/b": 1,
      "c~d": 2, "\u0065\n": 3,
      "": { "":
        7 },
      "last": 9
    }
    """#

  @Test(arguments: [
    ("", 2), ("/id", 3), ("/name", 3), ("/name/zh", 3), ("/tickets", 4), ("/tickets/0", 5),
    ("/tickets/0/id", 5), ("/tickets/1", 6), ("/tickets/1/id", 7), ("/tickets/1/price", 8),
    ("/tickets/1/when", 12), ("/tickets/1/when/1", 12), ("/tickets/1/when/1/1", 13),
    ("/tickets/1/when/3", 13),
    ("/a~1b", 15), ("/c~0d", 16), ("/e\n", 16), ("/", 17), ("//", 18), ("/last", 19),
  ])
  func `a value is found on the line where it begins`(pointer: String, line: Int) {
    #expect(JSONLineMap(Array(Self.document.utf8)).line(of: pointer) == line)
  }

  @Test(arguments: [
    ("/none", 2), ("/none/deeper", 2), ("/tickets/1/none", 6), ("/tickets/2", 4), ("/tickets/-1", 4),
    ("/tickets/x", 4), ("/tickets/1/price/x", 8), ("/a~1b/0", 15),
  ])
  func `a value that is not there is reported at its nearest ancestor`(pointer: String, line: Int) {
    #expect(JSONLineMap(Array(Self.document.utf8)).line(of: pointer) == line)
  }

  @Test func `documents that are cut or empty end the search and no more`() {
    let whole = Array(Self.document.utf8)
    for length in 0...whole.count {
      let map = JSONLineMap(Array(whole.prefix(length)))
      for pointer in ["", "/tickets/1/when/1/1", "/last", "/none"] {
        #expect((1...20).contains(map.line(of: pointer)))
      }
    }
    #expect(JSONLineMap(Array("}{".utf8)).line(of: "/a/0") == 1)
  }

  @Test func `deep nesting needs no stack`() {
    let deep = Array(String(repeating: "[", count: 200_000).utf8)
    #expect(JSONLineMap(deep).line(of: "/1") == 1)
  }
}
