import Benefits
import Federation
import Settlement
import Testing

@Suite("What the home city finds")
struct ClaimJudgeTests {
  private let november = ClaimSample.november
  private let resident = BenefitClass.named(.resident)

  private func offer(
    version: Int = 3, ageAtLeast: Int? = nil, cities: Set<CityID> = []
  ) -> Offer {
    Offer(
      id: OfferID(unchecked: "resident-discount"), version: version,
      name: BilingualText(zh: "市民優惠", en: "Citizens"),
      benefit: .amountOff(Money(20)),
      audience: Audience(classes: [resident], homeCities: cities, ageAtLeast: ageAtLeast))
  }

  private func known(
    response: UUIDv7? = ClaimSample.response, venue: String? = "museum", active: Bool = true,
    grants: Set<BenefitClass>? = nil
  ) -> AnswerFact {
    .known(
      KnownAnswer(
        response: response, venue: venue.map { VenueID(unchecked: $0) }, isActive: active,
        grants: grants ?? [resident]))
  }

  private func facts(
    terms: SettlementTerms? = ClaimSample.terms(), registry: RegistryFact?? = .none,
    answer: AnswerFact? = nil,
    isDoubled: Bool = false, original: OriginalFact? = nil
  ) -> ClaimFacts {
    ClaimFacts(
      home: CityID(unchecked: "taipei"), terms: terms,
      registry: registry ?? RegistryFact(offer: offer(), wasInForce: true), answer: answer ?? known(),
      isDoubled: isDoubled, original: original)
  }

  private let right = Shares(merchant: Money(8), host: Money(8), home: Money(4))

  private func line(
    _ claim: Claim? = nil, recorded: Instant = ClaimSample.now, window: CivilMonth? = nil
  ) -> ClaimLine {
    ClaimLine(
      id: ClaimSample.id(10), seq: 1, window: window ?? november, recorded: recorded,
      entry: .claim(claim ?? ClaimSample.claim(shares: right)))
  }

  private func finding(
    _ line: ClaimLine? = nil, _ facts: ClaimFacts? = nil, meter: FundingMeter = FundingMeter()
  ) -> Finding {
    ClaimJudge(meter: meter).judge(line ?? self.line(), facts: facts ?? self.facts()).finding
  }

  @Test func `a claim as the host city's desk made it is matched`() { #expect(finding() == .matched) }

  @Test func `an agreement or a registry that is not known makes a claim unverifiable`() {
    #expect(finding(nil, facts(terms: nil)) == .exception(.unverifiable))
    #expect(finding(nil, facts(registry: .some(nil))) == .exception(.unverifiable))
  }

  @Test func `an answer that is not in the log is asked for, and then missing`() {
    #expect(finding(nil, facts(answer: .unknown)) == .awaiting)
    #expect(finding(nil, facts(answer: .unproven)) == .exception(.missingHere))
    #expect(finding(nil, facts(answer: known(venue: nil))) == .matched)
    #expect(finding(nil, facts(answer: known(venue: "theatre"))) == .exception(.missingHere))
    #expect(finding(nil, facts(answer: known(response: ClaimSample.id(9)))) == .exception(.missingHere))
    #expect(finding(nil, facts(answer: known(response: nil))) == .matched)
  }

  @Test(arguments: RiskBearer.allCases)
  func `what was given offline falls to whom the agreement names`(_ bearer: RiskBearer) {
    let offline = line(ClaimSample.claim(shares: right, evidence: .offline))
    var terms = ClaimSample.terms()
    terms.offlineRisk = bearer
    let expected: Finding = bearer == .home ? .matched : .exception(.missingHere)
    #expect(finding(offline, facts(terms: terms, answer: .unknown)) == expected)
    #expect(finding(offline, facts(terms: terms)) == .matched)
  }

  @Test func `another claim on the same answer is a duplicate`() {
    #expect(finding(nil, facts(isDoubled: true)) == .exception(.duplicate))
  }

  @Test func `the answer must have confirmed what the offer asks for`() {
    #expect(finding(nil, facts(answer: known(active: false))) == .exception(.statusDiffers))
    #expect(finding(nil, facts(answer: known(grants: []))) == .exception(.statusDiffers))
    let aged = RegistryFact(offer: offer(ageAtLeast: 65), wasInForce: true)
    #expect(finding(nil, facts(registry: aged)) == .exception(.statusDiffers))
    let both = known(grants: [resident, .ageAtLeast(65)])
    #expect(finding(nil, facts(registry: aged, answer: both)) == .matched)
    let others = RegistryFact(offer: offer(cities: [CityID(unchecked: "tainan")]), wasInForce: true)
    #expect(finding(nil, facts(registry: others)) == .exception(.statusDiffers))
  }

  @Test func `document and version are those in force at service time`() {
    let wrong = [
      RegistryFact(offer: nil, wasInForce: true), RegistryFact(offer: offer(), wasInForce: false),
      RegistryFact(offer: offer(version: 4), wasInForce: true),
    ]
    for fact in wrong { #expect(finding(nil, facts(registry: fact)) == .exception(.offerVersionDiffers)) }
  }

  @Test func `each amount that is one dollar off is an exception`() {
    for party in FundingParty.allCases {
      for change in [-1, 1] as [Int64] {
        var shares = right
        shares[party] += Money(change)
        #expect(finding(line(ClaimSample.claim(shares: shares))) == .exception(.amountDiffers))
      }
    }
    let moved = Shares(merchant: Money(7), host: Money(8), home: Money(5))
    let wrong = [
      ClaimSample.claim(paid: 59, shares: right), ClaimSample.claim(statutory: 79, shares: right),
      ClaimSample.claim(regular: 79, shares: right), ClaimSample.claim(shares: moved),
      ClaimSample.claim(shares: right, unfunded: Money(1)),
    ]
    for claim in wrong { #expect(finding(line(claim)) == .exception(.amountDiffers)) }
  }

  @Test func `a share that ignores a cap is over it`() {
    let terms = ClaimSample.terms([.home: FundingBounds(perLine: Money(3))])
    let capped = Shares(merchant: Money(9), host: Money(8), home: Money(3))
    #expect(finding(line(), facts(terms: terms)) == .exception(.overCap))
    #expect(finding(line(ClaimSample.claim(shares: capped)), facts(terms: terms)) == .matched)
    #expect(finding(line(ClaimSample.claim(shares: capped))) == .exception(.amountDiffers))
  }

  @Test func `thirty days after service a claim is not late, and one day more it is`() {
    let day = CivilCalendar.taipei.start(of: november.first) + .hours(34 * 24)
    #expect(finding(line(recorded: day + .hours(23), window: november.next)) == .matched)
    #expect(finding(line(recorded: day + .hours(24), window: november.next)) == .exception(.late))
  }

  @Test func `of several faults the first is named`() {
    let claim = ClaimSample.claim(shares: .zero)
    let late = line(claim, recorded: ClaimSample.now + .hours(24 * 60))
    let stale = RegistryFact(offer: offer(version: 9), wasInForce: false)
    #expect(finding(late) == .exception(.amountDiffers))
    #expect(finding(late, facts(registry: stale)) == .exception(.offerVersionDiffers))
    #expect(
      finding(late, facts(registry: stale, answer: known(active: false))) == .exception(.statusDiffers))
    #expect(
      finding(late, facts(registry: stale, answer: known(active: false), isDoubled: true))
        == .exception(.duplicate))
    #expect(
      finding(late, facts(registry: stale, answer: .unproven, isDoubled: true)) == .exception(.missingHere))
    #expect(finding(late, facts(terms: nil, answer: .unproven)) == .exception(.unverifiable))
  }
}

extension ClaimJudgeTests {
  // MARK: Reversals

  private func original(_ finding: Finding, shares: Shares? = nil, voided: Bool = false) -> OriginalFact {
    let shares = shares ?? right
    let claim = ClaimSample.claim(shares: shares)
    return OriginalFact(
      claim: claim,
      standing: ClaimStanding(
        id: ClaimSample.id(10), seq: 1, window: november, service: claim.service, agreement: claim.agreement,
        shares: voided ? .zero : shares, isVoided: voided),
      recorded: ClaimSample.now, finding: finding)
  }

  private func reversal(
    _ shares: Shares, at: Instant = ClaimSample.now, void: Bool = true
  ) -> ClaimLine {
    let reversal = ClaimReversal(original: ClaimSample.id(10), at: at, shares: shares, reason: "error")
    return ClaimLine(
      id: ClaimSample.id(11), seq: 2, window: november, recorded: at,
      entry: void ? .void(reversal) : .correction(reversal))
  }

  private func judge(_ line: ClaimLine, _ original: OriginalFact?) -> Judgement {
    ClaimJudge(meter: FundingMeter()).judge(line, facts: facts(original: original))
  }

  @Test func `a void cancels its claim, payable or not`() {
    #expect(judge(reversal(-right), original(.matched)) == Judgement(.matched))
    #expect(judge(reversal(-right), original(.awaiting)) == Judgement(.matched, original: .matched))
    #expect(
      judge(reversal(-right), original(.exception(.missingHere))) == Judgement(.matched, original: .matched))
  }

  @Test func `a void that is no void of a claim is an exception`() {
    #expect(judge(reversal(-right), nil) == Judgement(.exception(.unverifiable)))
    #expect(judge(reversal(-right), original(.rejected)) == Judgement(.rejected))
    #expect(judge(reversal(-right), original(.matched, voided: true)) == Judgement(.exception(.duplicate)))
    #expect(
      judge(reversal(Shares(home: Money(-4))), original(.matched)) == Judgement(.exception(.amountDiffers)))
    let late = ClaimSample.service + .hours(24 * 91)
    #expect(judge(reversal(-right, at: late), original(.matched)) == Judgement(.exception(.late)))
  }

  @Test
  func `a host city may ask for less without being asked why, and for more only if the terms make it so`() {
    let (less, more) = (Shares(home: Money(-1)), Shares(home: Money(1)))
    #expect(judge(reversal(less, void: false), original(.matched)) == Judgement(.matched))
    #expect(
      judge(reversal(more, void: false), original(.matched)) == Judgement(.exception(.amountDiffers)))
    let tooFew = original(.matched, shares: right - more)
    #expect(judge(reversal(more, void: false), tooFew) == Judgement(.matched))
  }

  @Test func `a correction that makes a claim right makes it payable`() {
    let wrong = original(.exception(.amountDiffers), shares: right + Shares(home: Money(2)))
    #expect(
      judge(reversal(Shares(home: Money(-2)), void: false), wrong) == Judgement(.matched, original: .matched))
    #expect(
      judge(reversal(Shares(home: Money(-1)), void: false), wrong) == Judgement(.exception(.amountDiffers)))
    #expect(
      judge(reversal(Shares(home: Money(-9)), void: false), wrong) == Judgement(.exception(.amountDiffers)))
    #expect(judge(reversal(-right, void: false), original(.rejected)) == Judgement(.rejected))
  }
}
