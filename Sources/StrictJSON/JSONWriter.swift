/// Writes compact JSON straight into bytes, for all that we send and sign.
///
/// What is signed is produced once, as bytes, and those bytes travel; so the writer keeps the order of the
/// calls and adds no white space. jansson's `json_dumpb` would need a tree in C for each message, and its
/// sorted form is not that of RFC 8785 either. Objects and arrays are closures, so that brackets always
/// match and a member cannot land in an array:
///
/// ```swift
/// var json = JSONWriter()
/// json.object {
///   $0.member("iss", "https://card.taipei.example")
///   $0.member("iat", 1_760_000_000)
///   $0.array("asks") { $0.element("resident") }
/// }
/// ```
///
/// The caller vouches that an object gets no name twice.
public struct JSONWriter: Sendable {
  /// The document so far.
  public private(set) var bytes: [UInt8] = []

  /// An empty writer with room for `capacity` bytes.
  public init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

  /// Writes an object as the document; an earlier document is replaced.
  public mutating func object(_ build: (inout Members) -> Void) {
    bytes.removeAll(keepingCapacity: true)
    JSONText.object(into: &bytes, build)
  }

  /// Writes an array as the document; an earlier document is replaced.
  public mutating func array(_ build: (inout Elements) -> Void) {
    bytes.removeAll(keepingCapacity: true)
    JSONText.array(into: &bytes, build)
  }
}

extension JSONWriter {
  /// The inside of an object that is being written.
  public struct Members: ~Copyable {
    fileprivate(set) var out: [UInt8]
    private var first = true

    init(_ out: consuming [UInt8]) { self.out = out }

    private mutating func name(_ name: String) {
      if first { first = false } else { out.append(UInt8(ascii: ",")) }
      JSONText.append(name, to: &out)
      out.append(UInt8(ascii: ":"))
    }

    /// A member that is a string.
    public mutating func member(_ name: String, _ value: String) {
      self.name(name)
      JSONText.append(value, to: &out)
    }

    /// A member that is an integer.
    public mutating func member(_ name: String, _ value: Int64) {
      self.name(name)
      JSONText.append(value, to: &out)
    }

    /// A member that is an integer.
    public mutating func member(_ name: String, _ value: Int) { member(name, Int64(value)) }

    /// A member that is true or false.
    public mutating func member(_ name: String, _ value: Bool) {
      self.name(name)
      JSONText.append(value, to: &out)
    }

    /// A member that is an object.
    public mutating func object(_ name: String, _ build: (inout Members) -> Void) {
      self.name(name)
      JSONText.object(into: &out, build)
    }

    /// A member that is an array.
    public mutating func array(_ name: String, _ build: (inout Elements) -> Void) {
      self.name(name)
      JSONText.array(into: &out, build)
    }

    /// A member whose value was written before. The caller vouches that `bytes` are one JSON value.
    public mutating func raw(_ name: String, _ bytes: some Sequence<UInt8>) {
      self.name(name)
      out.append(contentsOf: bytes)
    }

    /// A member of any kind.
    public mutating func value(_ name: String, _ value: JSONValue) {
      self.name(name)
      JSONText.append(value, to: &out)
    }
  }

  /// The inside of an array that is being written.
  public struct Elements: ~Copyable {
    fileprivate(set) var out: [UInt8]
    private var first = true

    init(_ out: consuming [UInt8]) { self.out = out }

    private mutating func separate() {
      if first { first = false } else { out.append(UInt8(ascii: ",")) }
    }

    /// An element that is a string.
    public mutating func element(_ value: String) {
      separate()
      JSONText.append(value, to: &out)
    }

    /// An element that is an integer.
    public mutating func element(_ value: Int64) {
      separate()
      JSONText.append(value, to: &out)
    }

    /// An element that is an integer.
    public mutating func element(_ value: Int) { element(Int64(value)) }

    /// An element that is true or false.
    public mutating func element(_ value: Bool) {
      separate()
      JSONText.append(value, to: &out)
    }

    /// An element that is an object.
    public mutating func object(_ build: (inout Members) -> Void) {
      separate()
      JSONText.object(into: &out, build)
    }

    /// An element that is an array.
    public mutating func array(_ build: (inout Elements) -> Void) {
      separate()
      JSONText.array(into: &out, build)
    }

    /// An element that was written before. The caller vouches that `bytes` are one JSON value.
    public mutating func raw(_ bytes: some Sequence<UInt8>) {
      separate()
      out.append(contentsOf: bytes)
    }

    /// An element of any kind.
    public mutating func value(_ value: JSONValue) {
      separate()
      JSONText.append(value, to: &out)
    }
  }
}

extension JSONText {
  /// Lends `out` to an object's inside: moved there and back, never copied.
  fileprivate static func object(into out: inout [UInt8], _ build: (inout JSONWriter.Members) -> Void) {
    out.append(UInt8(ascii: "{"))
    var lent: [UInt8] = []
    swap(&lent, &out)
    var members = JSONWriter.Members(consume lent)
    build(&members)
    swap(&members.out, &out)
    out.append(UInt8(ascii: "}"))
  }

  /// Lends `out` to an array's inside.
  fileprivate static func array(into out: inout [UInt8], _ build: (inout JSONWriter.Elements) -> Void) {
    out.append(UInt8(ascii: "["))
    var lent: [UInt8] = []
    swap(&lent, &out)
    var elements = JSONWriter.Elements(consume lent)
    build(&elements)
    swap(&elements.out, &out)
    out.append(UInt8(ascii: "]"))
  }
}
