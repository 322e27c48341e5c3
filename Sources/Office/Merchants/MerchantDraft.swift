public import Benefits

/// A merchant as somebody typed it, and what is wrong with it, field by field.
public struct MerchantDraft: Hashable, Sendable {
  /// A field of the form.
  public enum Field: String, CaseIterable, Hashable, Sendable {
    case id
    case nameZh = "name_zh"
    case nameEn = "name_en"
    case venues
    case contactName = "contact_name"
    case contactPhone = "contact_phone"
    case contactEmail = "contact_email"
  }

  /// The longest name, in characters.
  public static let nameLimit = 100
  /// The most venues of one merchant.
  public static let venueLimit = 100
  /// The longest part of a contact, in characters.
  public static let contactLimit = 100

  /// Every field as it came.
  public var id = ""
  /// Its name in Chinese.
  public var nameZh = ""
  /// Its name in English.
  public var nameEn = ""
  /// The venues that were ticked.
  public var venues: [String] = []
  /// Whom to call.
  public var contact = Contact()

  /// An empty form.
  public init() {}

  /// A form with what is kept.
  public init(_ merchant: Merchant) {
    id = merchant.id.text
    (nameZh, nameEn) = (merchant.name.zh, merchant.name.en)
    venues = merchant.venues.sorted().map(\.text)
    contact = merchant.contact
  }

  /// The merchant, if every field holds; `known` are the city's venues.
  public func merchant(venues known: Set<VenueID>) -> Result<Merchant, MerchantDraftFaults> {
    var faults: Set<Field> = []
    let id = MerchantID(id)
    if id == nil { faults.insert(.id) }
    if !OneLine.holds(nameZh, limit: Self.nameLimit) { faults.insert(.nameZh) }
    if !OneLine.holds(nameEn, limit: Self.nameLimit) { faults.insert(.nameEn) }
    let chosen = Set(venues.compactMap { VenueID($0) })
    if chosen.count != Set(venues).count || !chosen.isSubset(of: known) || chosen.count > Self.venueLimit {
      faults.insert(.venues)
    }
    for (field, text) in [
      (Field.contactName, contact.name), (.contactPhone, contact.phone), (.contactEmail, contact.email),
    ] {
      if let text, !OneLine.holds(text, limit: Self.contactLimit) { faults.insert(field) }
    }
    if let email = contact.email, email.filter({ $0 == "@" }).count != 1 { faults.insert(.contactEmail) }
    guard let id, faults.isEmpty else { return .failure(MerchantDraftFaults(fields: faults)) }
    return .success(
      Merchant(id: id, name: BilingualText(zh: nameZh, en: nameEn), venues: chosen, contact: contact))
  }
}

/// Which fields of a ``MerchantDraft`` can't be so.
public struct MerchantDraftFaults: Error, Hashable, Sendable {
  /// The fields.
  public let fields: Set<MerchantDraft.Field>
}

extension Merchant {
  /// In a few lines, for the audit log.
  public var auditText: String {
    let contact = [contact.name, contact.phone, contact.email].compactMap(\.self).joined(separator: " ")
    let venues = venues.sorted().map(\.text).joined(separator: " ")
    return "\(name.zh) / \(name.en)\nvenues: \(venues)\ncontact: \(contact)"
  }
}
