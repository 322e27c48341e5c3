import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of an XML document with its content.
final class XMLNode {
  let name: String
  let namespace: String
  let attributes: [String: String]
  fileprivate(set) var children: [XMLNode] = []
  fileprivate(set) var text = ""

  fileprivate init(name: String, namespace: String, attributes: [String: String]) {
    self.name = name
    self.namespace = namespace
    self.attributes = attributes
  }

  /// The first child of this name.
  subscript(_ name: String) -> XMLNode? { children.first { $0.name == name } }
  /// All children of this name.
  func all(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }
  /// The text at the end of a way down, without blanks around it; nil where the way ends or the text is empty.
  func text(_ way: String...) -> String? {
    var node: XMLNode? = self
    for name in way { node = node?[name] }
    let text = node?.text.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    return text.isEmpty ? nil : text
  }
}

/// Reads XML that somebody brought: UTF-8, no document type, no entity but XML's own five, and within limits, so that a
/// file can neither reach for another one nor grow (OWASP, "XML External Entity Prevention").
enum StrictXML {
  /// The most bytes of a document.
  static let byteLimit = 8 << 20
  /// The most elements within one another.
  static let depthLimit = 32
  /// The most elements.
  static let elementLimit = 500_000

  /// Why a document is not read. The raw values are stable.
  enum Fault: String, Error, CaseIterable {
    case tooLarge = "xml_too_large"
    case notUTF8 = "xml_not_utf8"
    case documentType = "xml_document_type"
    case tooDeep = "xml_too_deep"
    case tooMany = "xml_too_many_elements"
    case malformed = "xml_malformed"
  }

  /// The document's element.
  static func read(_ bytes: [UInt8]) throws(Fault) -> XMLNode {
    guard bytes.count <= byteLimit else { throw .tooLarge }
    // Text without zero bytes that is UTF-8 and says so can't hide a document type from the search below.
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0),
      declaresUTF8(text)
    else { throw .notUTF8 }
    guard !text.contains("<!DOCTYPE"), !text.contains("<!ENTITY") else { throw .documentType }
    let builder = XMLBuilder()
    let parser = XMLParser(data: Data(bytes))
    parser.shouldProcessNamespaces = true
    parser.shouldResolveExternalEntities = false
    parser.delegate = builder
    let isWhole = parser.parse()
    if let fault = builder.fault { throw fault }
    // Where a document just ends, the parser says that all is well: its element must have been closed as well.
    guard isWhole, parser.parserError == nil, builder.isClosed, let root = builder.root else {
      throw .malformed
    }
    return root
  }

  private static func declaresUTF8(_ text: String) -> Bool {
    guard let declaration = text.prefix(200).firstMatch(of: /<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']/)
    else { return true }
    return declaration.1.uppercased() == "UTF-8"
  }
}

private final class XMLBuilder: NSObject, XMLParserDelegate {
  var root: XMLNode?
  var fault: StrictXML.Fault?
  private var open: [XMLNode] = []
  private var count = 0

  /// Whether the document's element came, and ended.
  var isClosed: Bool { root != nil && open.isEmpty }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    count += 1
    guard open.count < StrictXML.depthLimit else { return stop(parser, .tooDeep) }
    guard count <= StrictXML.elementLimit else { return stop(parser, .tooMany) }
    let node = XMLNode(name: name, namespace: namespaceURI ?? "", attributes: attributes)
    if let parent = open.last { parent.children.append(node) } else { root = node }
    open.append(node)
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    _ = open.popLast()
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { open.last?.text += string }

  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { fault = fault ?? .malformed }

  private func stop(_ parser: XMLParser, _ fault: StrictXML.Fault) {
    self.fault = self.fault ?? fault
    parser.abortParsing()
  }
}
