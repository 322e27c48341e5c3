import ArgumentParser

/// `citycard agreement`: what two cities agreed.
struct AgreementCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreement",
    abstract: "城市間的協議 / Agreements between cities.",
    subcommands: [AgreementShow.self, AgreementPin.self])
}
