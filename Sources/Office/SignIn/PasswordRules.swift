/// Which passwords are taken (NIST SP 800-63B §5.1.1.2): long ones. No rule asks for digits or signs, and none for a
/// change now and then: both make people write passwords down.
public enum PasswordRules {
  /// How many characters (Unicode scalars, after normalisation) a password has.
  public static let length = 12...128

  /// Checks a password that was normalised (NFKC).
  /// - Throws: The first rule that it breaks.
  public static func check(_ password: String, login: Login, name: String) throws(PasswordFault) {
    let scalars = Array(password.unicodeScalars)
    guard scalars.count >= length.lowerBound else { throw .tooShort }
    guard scalars.count <= length.upperBound else { throw .tooLong }
    // scrypt can't tell NULs at the end, and nobody can see any of the others.
    guard scalars.allSatisfy({ $0.properties.generalCategory != .control }) else { throw .controlCharacter }
    let lowered = password.lowercased()
    for own in [login.text, name.lowercased()] where repeats(own, in: lowered) { throw .isOwnName }
    guard !isRun(scalars) else { throw .guessable }
  }

  /// Whether the password is `word`, once or several times over.
  private static func repeats(_ word: String, in password: String) -> Bool {
    !word.isEmpty && password.contains(word)
      && password.replacing(word, with: "").allSatisfy { !$0.isLetter && !$0.isNumber }
  }

  /// Whether each character follows the one before by the same step: `111111111111`, `abcdefghijkl`, `987654321098`.
  private static func isRun(_ scalars: [Unicode.Scalar]) -> Bool {
    let values = scalars.map { scalar in
      // After 9 comes 0, and before 0 comes 9.
      ("0"..."9").contains(scalar) ? Int64(scalar.value) - 0x30 : Int64(scalar.value)
    }
    let isDigits = scalars.allSatisfy { ("0"..."9").contains($0) }
    let steps = zip(values.dropFirst(), values).map { after, before in
      isDigits ? (after - before + 10) % 10 : after - before
    }
    guard let first = steps.first, [-1, 0, 1, 9].contains(first) else { return false }
    return steps.allSatisfy { $0 == first }
  }
}

/// Why a password is not taken.
public enum PasswordFault: String, Error, Hashable, Sendable, CaseIterable {
  /// Fewer than 12 characters.
  case tooShort = "password_too_short"
  /// More than 128 characters.
  case tooLong = "password_too_long"
  /// A character that can't be seen, such as a line end.
  case controlCharacter = "password_control_character"
  /// The login or the person's name.
  case isOwnName = "password_is_own_name"
  /// One character over and over, or a run such as `abcdefghijkl`.
  case guessable = "password_guessable"
}
