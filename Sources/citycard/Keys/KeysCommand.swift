import ArgumentParser

/// `citycard keys`: keys and certificates.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys",
    abstract: "金鑰與憑證 / Keys and certificates.",
    subcommands: [KeysIssue.self, KeysShow.self])
}
