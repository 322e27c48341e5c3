import Benefits
import Federation
import NIOCore
import StrictJSON

/// The questions of a load: real checks, each with an id of its own, whose expected answer the rules gave
/// beforehand.
struct CheckQuestions: Sendable {
  /// The city whose cards are shown; nil where none is named, as for own cards.
  let home: CityID?
  /// Where.
  let venue: VenueID
  /// What is bought.
  let ticket: TicketTypeID
  /// The cards that are shown in turn. To every one of them the rules give ``expected``.
  let cards: [CardIdentifier]
  /// What every answer must be.
  let expected: ExpectedAnswer

  /// The bytes of a request that are the same each time: before the id, and after it.
  struct Frame: Sendable {
    let before: ByteBuffer
    let after: ByteBuffer
  }

  /// The frames of one terminal's requests, one for each card. The id has always 36 characters.
  func frames(port: Int, token: String) -> [Frame] {
    cards.map { card in
      let body = body(of: card)
      let head = """
        POST /api/v1/checks HTTP/1.1\r
        Host: 127.0.0.1:\(port)\r
        Authorization: Bearer \(token)\r
        Content-Type: application/json\r
        Content-Length: \(body.before.utf8.count + 36 + body.after.utf8.count)\r
        \r

        """
      return Frame(before: ByteBuffer(string: head + body.before), after: ByteBuffer(string: body.after))
    }
  }

  /// One request's body, where no frame is needed.
  func body(id: UUIDv7, card index: Int = 0) -> [UInt8] {
    let body = body(of: cards[index])
    return Array("\(body.before)\(id)\(body.after)".utf8)
  }

  private func body(of card: CardIdentifier) -> (before: String, after: String) {
    var json = JSONWriter()
    json.object {
      $0.member("venue", venue.text)
      $0.object("card") {
        $0.member("scheme", card.scheme.rawValue)
        $0.member("kind", card.kind.rawValue)
        $0.member("number", card.number)
      }
      if let home { $0.member("home_city", home.text) }
      $0.array("basket") { list in
        list.object {
          $0.member("ticket", ticket.text)
          $0.member("quantity", 1)
        }
      }
    }
    return (#"{"id":""#, "\"," + String(decoding: json.bytes.dropFirst(), as: UTF8.self))
  }
}

/// What the rules give for every question of a load.
struct ExpectedAnswer: Hashable, Sendable {
  let verdict: Verdict
  let reason: Reason
  let due: Money
  /// Whether another city's signed answer is kept with the check.
  let evidence: Bool
}
