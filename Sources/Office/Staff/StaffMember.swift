public import Benefits

/// The number of a member of staff; unique within the city and never given out again.
public struct StaffID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The number.
  public let number: Int64

  /// Wraps a number.
  public init(_ number: Int64) { self.number = number }

  /// The number in decimal.
  public var description: String { "\(number)" }
  /// Older before newer.
  public static func < (a: StaffID, b: StaffID) -> Bool { a.number < b.number }
}

/// What somebody signs in with: 3 to 64 of lower-case ASCII letters, digits, `.`, `-`, `_` and `@`, beginning with a
/// letter or digit. Two that a person could take for each other can't both exist by case or by look-alike letters.
public struct Login: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The characters.
  public let text: String

  /// Takes a login as typed, in whatever case, or gives nil.
  public init?(_ typed: some StringProtocol) {
    let text = typed.lowercased()
    let bytes = Array(text.utf8)
    func isWord(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) }
    guard (3...64).contains(bytes.count), isWord(bytes[0]),
      bytes.allSatisfy({ isWord($0) || [0x2D, 0x2E, 0x40, 0x5F].contains($0) })
    else { return nil }
    self.text = text
  }

  /// The login itself.
  public var description: String { text }
  /// Orders by bytes.
  public static func < (a: Login, b: Login) -> Bool { a.text < b.text }
}

/// Where an account is in its life.
public enum StaffState: String, CaseIterable, Hashable, Sendable {
  /// Made, and not yet taken up by its owner.
  case invited
  /// In use.
  case active
  /// Ended; kept, for what its owner did stays theirs.
  case revoked
}

/// Somebody who may sign in.
public struct StaffMember: Hashable, Sendable {
  /// Their number.
  public let id: StaffID
  /// What they sign in with.
  public let login: Login
  /// What people call them.
  public let name: String
  /// What they are there for; never empty.
  public let roles: Set<Role>
  /// Whose sales somebody with the role ``Role/merchant`` sees.
  public let merchant: MerchantID?
  /// Where the account is in its life.
  public let state: StaffState
  /// When it was made.
  public let added: Instant

  /// Makes a record.
  public init(
    id: StaffID, login: Login, name: String, roles: Set<Role>, merchant: MerchantID? = nil,
    state: StaffState, added: Instant
  ) {
    self.id = id
    self.login = login
    self.name = name
    self.roles = roles
    self.merchant = merchant
    self.state = state
    self.added = added
  }

  /// Everything that the roles allow together.
  public var permissions: Set<Permission> { roles.reduce(into: []) { $0.formUnion($1.permissions) } }
  /// Whether some role allows it.
  public func may(_ permission: Permission) -> Bool { permissions.contains(permission) }
}
