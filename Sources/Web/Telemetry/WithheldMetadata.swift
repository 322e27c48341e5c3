/// The metadata whose values are never written: card numbers, tokens and names of people.
///
/// A key counts by its words, split at capitals and at everything that is neither letter nor digit, in any
/// case: `card`, `cardNumber`, `x-token` and `holder.name` are withheld, with all that lies below them.
/// `cards` and `tokenizer` are other words. This withholds more than it must (`venue_name`): logs carry ids.
enum WithheldMetadata {
  static let words: Set<String> = ["card", "number", "token", "name", "authorization"]
  /// What stands in the value's place.
  static let mark = "[withheld]"

  /// Whether the value under `key` is withheld.
  static func covers(_ key: String) -> Bool {
    var word = ""
    var afterLower = false
    for scalar in key.unicodeScalars {
      let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if !isLetter || (afterLower && scalar.properties.isUppercase) {
        if words.contains(word) { return true }
        word = ""
      }
      if isLetter { word += scalar.properties.lowercaseMapping }
      afterLower = isLetter && !scalar.properties.isUppercase
    }
    return words.contains(word)
  }
}
