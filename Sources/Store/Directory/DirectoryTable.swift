/// The card directory's statements.
///
/// A generation is one file of the city's card system. It is staged beside the live one in short transactions
/// and appears by one change of `directory_head`, so nobody waits behind four million rows.
enum DirectoryTable {
  /// Finds a card by an identifier's keyed hash. A status set by hand after the file's as-of time wins.
  static let find = SQLText(
    """
    SELECT c.key, c.status, g.as_of, m.key, m.birth, m.classes,
      (SELECT s.status FROM card_status s WHERE s.card = c.key AND s.at > g.as_of
        ORDER BY s.at DESC LIMIT 1),
      (SELECT MAX(s.at) FROM card_status s WHERE s.card = c.key AND s.at > g.as_of)
    FROM directory_head h
      JOIN directory_generation g ON g.id = h.generation
      JOIN card_identifier i ON i.generation = h.generation AND i.digest = $1
      JOIN card c ON c.generation = i.generation AND c.id = i.card
      JOIN member m ON m.generation = c.generation AND m.id = c.member
    WHERE h.id = 1
    """)
  static let setStatus = SQLText(
    """
    INSERT INTO card_status (card, at, status) VALUES ($1, $2, $3)
    ON CONFLICT (card, at) DO UPDATE SET status = excluded.status
    """)

  static let live = SQLText(
    """
    SELECT g.id, g.as_of, g.source, g.members, g.cards
    FROM directory_head h JOIN directory_generation g ON g.id = h.generation WHERE h.id = 1
    """)
  static let begin = SQLText(
    """
    INSERT INTO directory_generation (as_of, source, state, members, cards)
    VALUES ($1, $2, 'staging', 0, 0) RETURNING id
    """)
  static let addMember = SQLText(
    """
    INSERT INTO member (generation, id, key, birth, classes) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (generation, key) DO NOTHING RETURNING id
    """)
  static let member = SQLText("SELECT id, birth, classes FROM member WHERE generation = $1 AND key = $2")
  static let addCard = SQLText(
    """
    INSERT INTO card (generation, id, key, member, status) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (generation, key) DO NOTHING RETURNING id
    """)
  static let addIdentifier = SQLText(
    """
    INSERT INTO card_identifier (generation, digest, card) VALUES ($1, $2, $3)
    ON CONFLICT (generation, digest) DO NOTHING RETURNING card
    """)
  static let seal = SQLText(
    "UPDATE directory_generation SET state = 'live', members = $2, cards = $3 WHERE id = $1")
  static let point = SQLText(
    """
    INSERT INTO directory_head (id, generation) VALUES (1, $1)
    ON CONFLICT (id) DO UPDATE SET generation = excluded.generation
    """)
  /// What can never become live any more: the generation before, and files that are no newer.
  static let retireOthers = SQLText(
    """
    UPDATE directory_generation SET state = 'retired'
    WHERE id <> $1 AND (state = 'live' OR (state = 'staging' AND as_of <= $2))
    """)
  /// An earlier try at the same file that died half-way.
  static let retireSameSource = SQLText(
    "UPDATE directory_generation SET state = 'retired' WHERE source = $1 AND state = 'staging'")
  static let state = SQLText("SELECT state FROM directory_generation WHERE id = $1")

  static let abandon = SQLText(
    "UPDATE directory_generation SET state = 'retired' WHERE id = $1 AND state = 'staging'")
  static let retired = SQLText("SELECT id FROM directory_generation WHERE state = 'retired' ORDER BY id")
  static let deleteGeneration = SQLText("DELETE FROM directory_generation WHERE id = $1")
  static let deleteMembers = SQLText(
    """
    DELETE FROM member WHERE generation = $1 AND id IN
      (SELECT id FROM member WHERE generation = $1 LIMIT $2) RETURNING 1
    """)
  static let deleteCards = SQLText(
    """
    DELETE FROM card WHERE generation = $1 AND id IN
      (SELECT id FROM card WHERE generation = $1 LIMIT $2) RETURNING 1
    """)
  static let deleteIdentifiers = SQLText(
    """
    DELETE FROM card_identifier WHERE generation = $1 AND digest IN
      (SELECT digest FROM card_identifier WHERE generation = $1 LIMIT $2) RETURNING 1
    """)
}
