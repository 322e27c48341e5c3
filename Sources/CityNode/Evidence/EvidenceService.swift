public import Benefits
import Federation
public import Store
import Wire

/// Gathers a check's evidence from the store.
public struct EvidenceService: Sendable {
  private let store: CityStore

  /// A service over the city's store.
  public init(store: CityStore) { self.store = store }

  /// Why there is no evidence to export.
  public enum Fault: String, Error, CaseIterable, Hashable, Sendable {
    /// There is no check or redemption under this id.
    case unknownID = "unknown_id"
    /// No partner city answered for this check: the card is an own one, or nobody was asked or answered.
    case noAnswer = "no_answer"

    /// What is wrong.
    public var message: BilingualText {
      switch self {
      case .unknownID:
        BilingualText(zh: "沒有這筆查驗或核銷。", en: "There is no check or redemption under this id.")
      case .noAnswer:
        BilingualText(
          zh: "這筆查驗沒有其他城市簽署的回覆（本市卡片，或對方未回覆）。",
          en: "No partner city signed an answer for this check: an own card, or nobody answered.")
      }
    }
  }

  /// The evidence of a check, or of the check that a redemption redeemed.
  public func export(_ id: UUIDv7) async throws -> EvidenceFile {
    var check = try await store.check(id)
    if check == nil, let redemption = try await store.redemption(id) {
      check = try await store.check(redemption.check)
    }
    guard let check else { throw Fault.unknownID }
    guard let reference = check.evidence, let response = try await store.response(reference) else {
      throw Fault.noAnswer
    }
    return EvidenceFile(
      check: check.id, response: response.jws, disclosure: reference.disclosure,
      statement: try await statement(for: response))
  }

  /// The newest statement that was fetched before the response arrived; else the oldest there is.
  private func statement(for response: KeptResponse) async throws -> String? {
    guard let entity = EntityID(response.issuer) else { return nil }
    let kept = try await store.statements(of: entity, limit: 1000)
    return (kept.first { $0.fetched <= response.received } ?? kept.last)?.statement
  }
}
