public import Benefits

/// A merchant: who sells at one or more venues and is paid; unique within the city.
public struct MerchantID: Slug {
  /// The name's characters.
  public let text: String
  /// Wraps characters that were checked already.
  public init(unchecked text: String) { self.text = text }
}

/// A merchant and its venues.
public struct Merchant: Hashable, Sendable {
  /// Its id.
  public let id: MerchantID
  /// As people call it.
  public var name: BilingualText
  /// The venues that it sells at. A venue has one merchant at most.
  public var venues: Set<VenueID>
  /// Whom to call.
  public var contact: Contact

  /// Makes a record.
  public init(id: MerchantID, name: BilingualText, venues: Set<VenueID>, contact: Contact = Contact()) {
    self.id = id
    self.name = name
    self.venues = venues
    self.contact = contact
  }
}

/// Whom to call at a merchant; each part may be missing.
public struct Contact: Hashable, Sendable {
  /// The person.
  public var name: String?
  /// The telephone number, as people write it.
  public var phone: String?
  /// The mail address.
  public var email: String?

  /// Makes a contact.
  public init(name: String? = nil, phone: String? = nil, email: String? = nil) {
    self.name = name
    self.phone = phone
    self.email = email
  }
}
