public import Benefits
import StrictJSON

/// One difference between two states of a venue, as a reviewer reads it.
public struct PartnerChange: Hashable, Sendable, CustomStringConvertible {
  /// What happened to the thing.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case added, removed, changed
  }

  /// The venue.
  public let venue: VenueID
  /// Which thing of it as a JSON Pointer with ids in place of numbers, such as `/offers/moca-resident`; empty for the
  /// venue itself.
  public let subject: String
  /// What happened to it.
  public let kind: Kind
  /// Of a changed thing the member of the file, such as `valid_until`; nil where the thing came or went.
  public let member: String?
  /// The whole line.
  public let text: BilingualText

  /// `zh / en`.
  public var description: String { "\(text.zh) / \(text.en)" }
}

/// Compares two states of a venue.
///
/// Both are compared as the documents that ``PartnerCodec`` writes of them. So whatever a file can hold is
/// compared, and a member that the model gains later can't be forgotten here.
public enum PartnerDiff {
  /// The differences in the order of the file; none if both are equal.
  ///
  /// - Parameters:
  ///   - old: The venue before; nil if there was none.
  ///   - new: The venue after; nil if there is none any more.
  public static func between(old: Venue?, new: Venue?) -> [PartnerChange] {
    switch (old, new) {
    case (nil, nil): return []
    case (nil, let venue?): return [whole(venue, .added)]
    case (let venue?, nil): return [whole(venue, .removed)]
    case (let old?, let new?):
      var comparison = VenueComparison(old, new)
      return comparison.run()
    }
  }

  private static func whole(_ venue: Venue, _ kind: PartnerChange.Kind) -> PartnerChange {
    let words = kind.words
    return PartnerChange(
      venue: venue.id, subject: "", kind: kind, member: nil,
      text: BilingualText(
        zh: "\(words.zh)夥伴 \(venue.id)「\(venue.name.zh)」：票種 \(venue.tickets.count)、優惠 \(venue.offers.count)",
        en: "\(words.en) partner \(venue.id) “\(venue.name.en)”:"
          + " \(venue.tickets.count) ticket types, \(venue.offers.count) offers"))
  }
}

extension PartnerChange.Kind {
  fileprivate var words: BilingualText {
    switch self {
    case .added: BilingualText(zh: "新增", en: "added")
    case .removed: BilingualText(zh: "移除", en: "removed")
    case .changed: BilingualText(zh: "變更", en: "changed")
    }
  }
}

/// Two venues side by side.
private struct VenueComparison {
  private let venue: VenueID
  private let old: Side
  private let new: Side
  private var changes: [PartnerChange] = []

  /// One of the two, with its document.
  private struct Side {
    let venue: Venue
    let document: [String: JSONValue]

    init(_ venue: Venue) {
      self.venue = venue
      document = PartnerDocument.of(PartnerFile(venue: venue)).byName
    }

    /// The entries of one of the lists of things with ids.
    func things(_ list: String) -> [(id: String, members: JSONObject)] {
      guard case .array(let values)? = document[list] else { return [] }
      return values.compactMap { value in
        guard case .object(let object) = value, case .string(let id)? = object["id"] else { return nil }
        return (id, object)
      }
    }

    func offer(_ id: String) -> Offer? { venue.offers.first { $0.id.text == id } }
  }

  private static let things: [(list: String, name: BilingualText)] = [
    ("tickets", BilingualText(zh: "票種", en: "ticket type")),
    ("goods", BilingualText(zh: "商品", en: "goods")),
    ("events", BilingualText(zh: "活動", en: "event")),
    ("sales_points", BilingualText(zh: "售票點", en: "sales point")),
    ("offers", BilingualText(zh: "優惠", en: "offer")),
  ]

  init(_ old: Venue, _ new: Venue) {
    venue = new.id
    self.old = Side(old)
    self.new = Side(new)
  }

  mutating func run() -> [PartnerChange] {
    let title = BilingualText(zh: "夥伴 \(venue)", en: "partner \(venue)")
    if old.venue.city != new.venue.city {
      let cities = (old.venue.city.text, new.venue.city.text)
      add(
        "", title, "city", BilingualText(zh: cities.0, en: cities.0),
        BilingualText(zh: cities.1, en: cities.1))
    }
    let lists = Set(Self.things.map(\.list))
    for member in PartnerReader.venueRequired + PartnerReader.venueOptional where !lists.contains(member) {
      compare("", title, member, old.document[member], new.document[member])
    }
    for (list, name) in Self.things { compare(list, name) }
    return changes
  }

  /// The things of one list, matched by id.
  private mutating func compare(_ list: String, _ name: BilingualText) {
    let (before, after) = (old.things(list), new.things(list))
    let (oldIDs, newIDs) = (before.map(\.id), after.map(\.id))
    for id in oldIDs where !newIDs.contains(id) { whole(.removed, list, name, id, in: old) }
    for (id, members) in after {
      guard let previous = before.first(where: { $0.id == id })?.members else {
        whole(.added, list, name, id, in: new)
        continue
      }
      if previous != members { compare("/\(list)/\(id)", name, id, previous, members) }
    }
    let kept = (oldIDs.filter(newIDs.contains), newIDs.filter(oldIDs.contains))
    guard kept.0 != kept.1 else { return }
    let title = BilingualText(zh: "夥伴 \(venue)", en: "partner \(venue)")
    let order = (kept.0.joined(separator: ", "), kept.1.joined(separator: ", "))
    add(
      "", title, list, BilingualText(zh: "順序 \(order.0)", en: "order \(order.0)"),
      BilingualText(zh: order.1, en: order.1))
  }

  /// A ticket type, an offer and the like that both have.
  private mutating func compare(
    _ subject: String, _ name: BilingualText, _ id: String, _ old: JSONObject, _ new: JSONObject
  ) {
    var names = old.members.map(\.name)
    names += new.members.map(\.name).filter { !names.contains($0) }
    var changed = names.filter { old[$0] != new[$0] }
    let versions = versions(old["version"], new["version"])
    // The version goes with what it stands for; alone it is a change of its own.
    if changed.count > 1 { changed.removeAll { $0 == "version" } }
    let title = BilingualText(
      zh: "\(name.zh) \(id)\(versions.zh)", en: "\(name.en) \(id)\(versions.en)")
    for member in changed {
      if member == "benefit", let before = self.old.offer(id), let after = self.new.offer(id) {
        add(subject, title, member, before.benefit.label, after.benefit.label)
      } else {
        compare(subject, title, member, old[member], new[member])
      }
    }
  }

  private func versions(
    _ old: JSONValue?, _ new: JSONValue?
  ) -> BilingualText {
    guard case .integer(let old)? = old, case .integer(let new)? = new else {
      return BilingualText(zh: "", en: "")
    }
    if old != new { return BilingualText(zh: " v\(old)→v\(new)", en: " v\(old)→v\(new)") }
    return BilingualText(zh: " v\(old)（版次未變）", en: " v\(old) (version unchanged)")
  }

  private mutating func compare(
    _ subject: String, _ title: BilingualText, _ member: String, _ old: JSONValue?, _ new: JSONValue?
  ) {
    guard old != new else { return }
    add(subject, title, member, PartnerWords.value(old, of: member), PartnerWords.value(new, of: member))
  }

  private mutating func add(
    _ subject: String, _ title: BilingualText, _ member: String, _ old: BilingualText, _ new: BilingualText
  ) {
    let label = PartnerWords.label(of: member)
    changes.append(
      PartnerChange(
        venue: venue, subject: subject, kind: .changed, member: member,
        text: BilingualText(
          zh: "\(title.zh)：\(label.zh) \(old.zh) → \(new.zh)",
          en: "\(title.en): \(label.en) \(old.en) → \(new.en)")))
  }

  private mutating func whole(
    _ kind: PartnerChange.Kind, _ list: String, _ name: BilingualText, _ id: String, in side: Side
  ) {
    let words = kind.words
    let label = side.offer(id).flatMap { list == "offers" ? $0.benefit.label : nil }
    changes.append(
      PartnerChange(
        venue: venue, subject: "/\(list)/\(id)", kind: kind, member: nil,
        text: BilingualText(
          zh: "\(words.zh)\(name.zh) \(id)\(label.map { "：\($0.zh)" } ?? "")",
          en: "\(words.en) \(name.en) \(id)\(label.map { ": \($0.en)" } ?? "")")))
  }
}

extension JSONValue {
  /// The members of an object by name.
  fileprivate var byName: [String: JSONValue] {
    guard case .object(let object) = self else { return [:] }
    return Dictionary(object.members.map { ($0.name, $0.value) }) { first, _ in first }
  }
}
