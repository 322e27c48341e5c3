import Benefits
import Federation
import Office

/// What the audit log says of a revision that changed.
enum RegistryAudit {
  static func entry(
    _ revision: VenueRevision, before: VenueRevision?, by actor: Actor, at now: Instant
  ) -> AuditEntry {
    AuditEntry(
      at: now, actor: actor, action: action(revision, before: before), subject: "revision:\(revision.id)",
      before: before.map(text), after: text(revision))
  }

  private static func action(_ revision: VenueRevision, before: VenueRevision?) -> AuditAction {
    switch revision.state {
    case .draft: .revisionDrafted
    case .inReview: .revisionSubmitted
    case .scheduled: before?.state == .scheduled ? .revisionBroughtForward : .revisionApproved
    case .published: .revisionPublished
    case .retired: .revisionRetired
    case .rejected: .revisionRejected
    }
  }

  /// One line each; the document by its hash, under which it is kept for ever.
  private static func text(_ revision: VenueRevision) -> String {
    let lines: [(String, String?)] = [
      ("venue", revision.venue.text), ("state", revision.state.rawValue),
      ("document", revision.document.map { hexadecimal($0.bytes) } ?? "withdrawn"),
      ("replaces", revision.base.map { "revision:\($0)" }), ("author", revision.author),
      ("note", revision.note), ("reviewer", revision.reviewer), ("refusal", revision.refusal),
      ("effective", revision.effective.map(CivilCalendar.taipei.format)),
      ("registry", revision.seq.map { "\($0)" }),
    ]
    return lines.compactMap { name, value in value.map { "\(name): \($0)" } }.joined(separator: "\n")
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
