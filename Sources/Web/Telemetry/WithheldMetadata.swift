/// The metadata whose values are never written: card numbers, tokens and names of people.
///
/// A key counts by its words, split at capitals and at everything that is not a letter, in any case: `card`,
/// `cardNumber`, `APIToken`, `x-token` and `holder.name` are withheld, with all that lies below them. `cards`
/// and `tokenizer` are other words. This withholds more than it must (`venue_name`): logs carry ids.
enum WithheldMetadata {
  static let words: Set<String> = ["card", "number", "token", "name", "authorization"]
  /// What stands in the value's place.
  static let mark = "[withheld]"

  /// Whether the value under `key` is withheld.
  static func covers(_ key: String) -> Bool {
    let scalars = Array(key.unicodeScalars)
    func isUpper(_ index: Int) -> Bool { scalars[index].properties.isUppercase }
    func isLower(_ index: Int) -> Bool {
      scalars.indices.contains(index) && scalars[index].properties.isLowercase
    }
    var word = ""
    for (index, scalar) in scalars.enumerated() {
      let isLetter = scalar.properties.isAlphabetic
      // A capital begins a word after a small letter, and after other capitals if a small letter follows.
      if !isLetter || (isUpper(index) && (isLower(index - 1) || isLower(index + 1))) {
        if words.contains(word) { return true }
        word = ""
      }
      if isLetter { word += scalar.properties.lowercaseMapping }
    }
    return words.contains(word)
  }
}
