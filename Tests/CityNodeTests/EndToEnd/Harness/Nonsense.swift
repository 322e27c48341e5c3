import Benefits
import CityNode
import Federation
import Signing
import Testing
import Wire

@testable import CitySupport

/// Replies to a verification request that a host must not believe.
enum Nonsense {
  /// Replies that nobody signed.
  static let unsigned: [(Comment, FakePartner.Behaviour)] = [
    ("no token", .reply(200, MessageMedia.sdJWT, Array("nonsense".utf8))),
    ("nothing", .reply(200, MessageMedia.sdJWT, [])),
    ("a page", .reply(200, "text/html", Array("<html>".utf8))),
    ("an unsigned error", .reply(500, "application/problem+json", Array("{}".utf8))),
    ("a body over the limit", .reply(200, MessageMedia.sdJWT, [UInt8](repeating: 65, count: 2 << 20))),
    ("a redirect", .reply(302, "text/plain", [])),
  ]

  /// Signed responses with one thing wrong.
  static func signed(by city: City) throws -> [(Comment, FakePartner.Behaviour)] {
    func changed(_ change: @escaping @Sendable (inout ResponseDraft, VerificationRequest) throws -> Void)
      -> FakePartner.Behaviour
    { ResponseDraft.behaviour(of: city, change) }
    let stranger = MessageSigner(try PrivateKey.generate())
    let federation = MessageSigner(try city.privateKey("federation"))
    let elsewhere = try #require(EntityID("https://card.kaohsiung.example"))
    return [
      ("a stranger's key", changed { draft, _ in draft.signer = stranger }),
      ("the federation key", changed { draft, _ in draft.signer = federation }),
      ("another issuer", changed { draft, _ in draft.issuer = elsewhere }),
      ("for another city", changed { draft, _ in draft.audience = elsewhere }),
      ("another request's id", changed { draft, _ in draft.requestID = city.clock.ports.newID() }),
      ("no request's id", changed { draft, _ in draft.requestID = nil }),
      ("another request's hash", changed { draft, _ in draft.requestHash[0] ^= 1 }),
      ("older than the request", changed { draft, _ in draft.issued = draft.issued - .minutes(5) }),
      ("from the future", changed { draft, _ in draft.issued = draft.issued + .minutes(5) }),
      ("expired", changed { draft, _ in draft.expires = draft.issued - .minutes(3) }),
    ] + answers(by: city, changed)
  }

  private static func answers(
    by city: City,
    _ changed: (@escaping @Sendable (inout ResponseDraft, VerificationRequest) throws -> Void) ->
      FakePartner.Behaviour
  ) -> [(Comment, FakePartner.Behaviour)] {
    func only(_ make: @escaping @Sendable (ReceivedQuestion) -> [Answer]) -> FakePartner.Behaviour {
      changed { draft, request in draft.content = .answers(make(request.questions[0])) }
    }
    return [
      ("no answers", only { _ in [] }),
      (
        "an answer too many",
        only { question in
          let answer = ResponseDraft.answer(question, by: city)
          return [answer, answer]
        }
      ),
      (
        "an answer to another check",
        only { _ in [Answer(id: city.clock.ports.newID(), content: .unrecognised)] }
      ),
      (
        "a grant that was not asked",
        only { question in [ResponseDraft.answer(question, by: city, more: [.named(.lowIncome)])] }
      ),
      (
        "grants for a suspended card",
        only { question in [ResponseDraft.answer(question, by: city, state: .suspended)] }
      ),
    ]
  }
}
