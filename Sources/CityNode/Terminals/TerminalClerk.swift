public import Benefits
import Logging
public import Office
import Store

/// Brings terminals in and sends them away.
public struct TerminalClerk: Sendable {
  private let store: CityStore
  private let keys: NodeKeys
  private let ports: NodePorts
  private let guesses = PairingGuesses()
  private let logger: Logger

  init(store: CityStore, keys: NodeKeys, ports: NodePorts, logger: Logger) {
    self.store = store
    self.keys = keys
    self.ports = ports
    self.logger = logger
  }

  /// Invites one device to become a terminal.
  ///
  /// - Throws: `TooManyPairings`, `StoreError`.
  public func invite(
    to venue: VenueID, label: String, salesPoint: SalesPointID?, by author: Actor
  ) async throws -> PairingID {
    try await store.inviteTerminal(
      seed: ports.random(PairingCode.half), venue: venue, label: label, salesPoint: salesPoint, by: author,
      at: ports.now())
  }

  /// The code that an invitation's device has to bring.
  public func code(of pairing: TerminalPairing) -> String { PairingCode(seed: pairing.seed, keys: keys).text }

  /// Takes the code that a device brings under an id of its own choice, and gives the device its token; the same id
  /// gets the same again for as long as the code would have counted.
  ///
  /// - Throws: ``Problem`` (`pairing_code_unknown`, `pairing_code_used`, `pairing_code_expired`, `pairing_limited`),
  ///   `StoreError`.
  public func pair(code text: String, device: UUIDv7) async throws -> String {
    guard let code = PairingCode(text, keys: keys) else { throw guessed() }
    let token = keys.terminalToken(pairing: code.seed, device: device)
    do {
      // Looked at first: an old code is refused without a transaction.
      guard let pairing = try await store.pairing(seed: code.seed) else { throw PairingFault.unknown }
      if case .again = try pairing.brought(by: device, at: ports.now()) { return token }
      try await store.pair(
        seed: code.seed, device: device, token: keys.digest(token: token), at: ports.now())
    } catch let fault as PairingFault {
      throw Problem(fault.problem)
    }
    return token
  }

  private func guessed() -> Problem {
    let (admitted, isFirstTooMany) = guesses.admits(at: ports.now())
    if isFirstTooMany { logger.warning("strangers guess pairing codes") }
    return Problem(admitted ? .pairingCodeUnknown : .pairingLimited)
  }

  /// Revokes a terminal; false if there is none in service under that number.
  public func revoke(_ id: TerminalID, by actor: Actor) async throws -> Bool {
    try await store.revokeTerminal(id, by: actor, at: ports.now())
  }

  /// Ends an invitation that nobody took up; false if there is none that waits.
  public func end(_ id: PairingID, by actor: Actor) async throws -> Bool {
    try await store.endPairing(id, by: actor, at: ports.now())
  }
}

extension PairingFault {
  fileprivate var problem: ProblemCode {
    switch self {
    case .unknown: .pairingCodeUnknown
    case .used: .pairingCodeUsed
    case .expired: .pairingCodeExpired
    }
  }
}
