import Benefits
import Settlement
import Testing

@Suite("What the bank answers")
struct BankAnswerTests {
  private func entry(
    _ payment: Payment, _ outcome: BankOutcome = .paid, amount: Int64 = 0
  ) -> BankEntry {
    BankEntry(reference: .payment(payment.id), amount: payment.amount + Money(amount), outcome: outcome)
  }

  private func answer(_ entries: [BankEntry], day: Int = 24, account: String? = nil) throws -> BankAnswer {
    BankAnswer(
      hash: [1, 2, 3], date: try BatchSamples.day(day), account: account, entries: entries, others: 0)
  }

  private func codes(
    _ matching: BankAnswerMatching, _ answer: BankAnswer
  ) -> [BankAnswerProblem.Code] {
    do throws(BankAnswerProblems) { _ = try matching.changes(by: answer) } catch {
      return error.all.map(\.code)
    }
    return []
  }

  @Test func `what was paid is paid, and what came back is open again`() throws {
    let batch = try BatchSamples.batch([10, 20, 30])
    let matching = BankAnswerMatching(batches: [batch])
    let changes = try matching.changes(
      by: answer([
        entry(batch.payments[0]), entry(batch.payments[1]),
        entry(batch.payments[1], .returned(code: "AC04", text: "closed")),
      ]))
    #expect(changes.paid == [batch.payments[0].id])
    #expect(changes.returned.map(\.payment) == [batch.payments[1].id])
    #expect(changes.returned.map(\.code) == ["AC04"])
  }

  @Test func `a returned clearing file is matched by name, and without names by day and number`() throws {
    let batch = try BatchSamples.batch([10, 20, 30])
    for named in [true, false] {
      let file = try BatchSamples.returned(batch, [3, 1], named: named)
      let answer = BankAnswer(file, hash: [9])
      let changes = try BankAnswerMatching(batches: [batch]).changes(by: answer)
      #expect(changes.paid.isEmpty)
      #expect(changes.returned.map(\.payment) == [batch.payments[2].id, batch.payments[0].id])
    }
    let other = try BatchSamples.batch([10, 20, 30], first: 500)
    let unnamed = BankAnswer(try BatchSamples.returned(batch, [1], named: false), hash: [9])
    #expect(codes(BankAnswerMatching(batches: [batch, other]), unnamed) == [.ambiguousReference])
    let later = try BatchSamples.batch([10], first: 500, day: 23)
    #expect(codes(BankAnswerMatching(batches: [later]), unnamed) == [.anotherDay])
  }

  @Test func `each problem is named by entry, and one problem refuses all`() throws {
    let batch = try BatchSamples.batch([10, 20, 30])
    let stranger = try BatchSamples.batch([10], first: 700).payments[0]
    let (first, second) = (batch.payments[0], batch.payments[1])
    let matching = BankAnswerMatching(batches: [batch])
    let mixed = try answer([entry(first), entry(stranger), entry(second, amount: 1), entry(first)])
    #expect(codes(matching, mixed) == [.unknownReference, .amountDiffers, .answeredBefore])
    let problems = #expect(throws: BankAnswerProblems.self) { try matching.changes(by: mixed) }
    #expect(problems?.all.map(\.entry) == [2, 3, 4])
    #expect(problems?.all.first?.message.zh == "第 2 筆：查無此付款。")
    #expect(codes(matching, try answer([entry(first)], day: 23)) == [.anotherDay])
    let seen = BankAnswerMatching(batches: [batch], seen: [[1, 2, 3]])
    #expect(codes(seen, try answer([entry(first)])) == [.fileTwice])
    let returned = BankAnswerMatching(batches: [batch], standing: [first.id: .returned(code: "04")])
    #expect(codes(returned, try answer([entry(first)])) == [.answeredBefore])
  }

  @Test func `the account may have zeros and its bank before it, and no other account is taken`() throws {
    let batch = try BatchSamples.batch([10])
    let matching = BankAnswerMatching(batches: [batch])
    for account in ["100900", "00100900", "0000000000100900", "00400100900"] {
      #expect(codes(matching, try answer([entry(batch.payments[0])], account: account)) == [], "\(account)")
    }
    #expect(codes(matching, try answer([], account: "004-0123-00100900")) == [])
    #expect(codes(matching, try answer([], account: "100901")) == [.anotherAccount])
  }

  @Test func `no more problems are named than the limit`() throws {
    let batch = try BatchSamples.batch([10])
    let stranger = try BatchSamples.batch([10], first: 700).payments[0]
    let many = try answer(Array(repeating: entry(stranger), count: 200))
    #expect(codes(BankAnswerMatching(batches: [batch]), many).count == BankAnswerMatching.problemLimit)
  }
}
