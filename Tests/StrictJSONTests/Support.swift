import StrictJSON

/// The bytes of `text`, parsed.
func parse(_ text: String, _ rules: JSONRules = .general) throws(JSONError) -> JSONValue {
  try JSONParser.parse(Array(text.utf8), rules: rules)
}

/// Why `text` is refused; nil if it is not.
func refusal(_ text: String, _ rules: JSONRules = .general) -> JSONError? {
  refusal(Array(text.utf8), rules)
}

/// Why `bytes` are refused; nil if they are not.
func refusal(_ bytes: [UInt8], _ rules: JSONRules = .general) -> JSONError? {
  do {
    _ = try JSONParser.parse(bytes, rules: rules)
    return nil
  } catch {
    return error
  }
}
