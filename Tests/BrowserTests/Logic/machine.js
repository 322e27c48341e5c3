// The counter page's state machine, event by event, with a clock that the test holds.
const { begin, focus, lapsed, limits, step } = await import('/pos/machine.js')

const terminal = {
  label: '售票口', city: { id: 'taitung' }, venue: { id: 'museum' }, documents: ['disability'],
  tickets: [{ id: 'adult', price: 80 }, { id: 'concession', price: 50 }], cities: [{ id: 'taipei' }],
}
const minutes = 60_000
const granted = (id) => ({
  id, verdict: 'granted', collect: { regular: 80, discount: 20, due: 60 }, lines: [],
  at: '2026-11-23T10:00:00+08:00', expires: '2026-11-23T10:10:00+08:00',
})
const redeemed = (id, state = 'redeemed') => ({
  id, state, collect: { due: 60 }, at: '2026-11-23T10:00:05+08:00', undo_until: '2026-11-23T10:10:05+08:00',
})

/** A page under test: keeps the state, the actions of all steps, and the clock. */
function page(kept = { token: 'cct_x' }) {
  const it = {
    state: begin('taitung'), time: 1_000_000, ids: 0, actions: [],
    send(type, more = {}) {
      const [state, actions] = step(it.state, { type, time: it.time, id: `id${++it.ids}`, ...more })
      it.state = state
      it.actions.push(...actions)
      return actions
    },
    get call() { return it.actions.findLast(({ type }) => type === 'call') },
    answer(status, body) { return it.send('answered', { serial: it.call.serial, outcome: { status, body } }) },
    lose() { return it.answer(0) },
    kept(type) { return it.actions.findLast((action) => action.type === type) },
    again() { return it.send('again', { serial: it.state.call.serial }) },
    get phase() { return it.state.phase.name },
  }
  it.send('opened', kept)
  return it
}

function ready() {
  const it = page()
  it.answer(200, terminal)
  return it
}

function checked(verdict = 'granted', more = {}) {
  const it = ready()
  it.send('submitted', { text: '9000010000000011' })
  it.answer(200, { ...granted(it.call.body.id), verdict, ...more })
  it.time += limits.unread
  return it
}

function confirmed() {
  const it = checked()
  it.send('confirmed')
  return it
}

function done() {
  const it = confirmed()
  it.answer(200, redeemed(it.call.body.id))
  return it
}

test('without a token the page asks for one, and keeps the one it is given', () => {
  const it = page({})
  equal([it.phase, focus(it.state)], ['pairing', 'token'])
  it.send('paired', { token: 'has space' })
  equal(it.state.phase.notice, 'tokenForm')
  it.send('paired', { token: '  cct_y \n' })
  equal(it.kept('remember').token, 'cct_y')
  equal([it.call.path, it.call.token, it.phase], ['terminal', 'cct_y', 'opening'])
  it.answer(200, terminal)
  equal([it.phase, focus(it.state)], ['ready', 'card'])
})

test('the pairing link once more leaves what is under way as it is', () => {
  const { pending, last } = confirmed().kept('keep')
  for (const it of [page({ token: 'cct_x', pending, last }), ready(), checked(), confirmed(), done()]) {
    const before = { ...it.state, time: it.time }
    for (const token of [' cct_x', 'has space']) equal([it.send('paired', { token }), it.state], [[], before])
  }
})

test('another pairing says what the one before left unanswered', () => {
  const { pending } = confirmed().kept('keep')
  for (const [it, notice] of [
    [page({ token: 'cct_x', pending }), 'leftUnsure'], [page({ pending }), 'leftUnsure'],
    [confirmed(), 'leftUnsure'], [page(), undefined], [done(), undefined],
  ]) {
    if (it.phase === 'pairing') it.send('paired', { token: 'has space' })
    it.send('paired', { token: 'cct_y' })
    equal([it.phase, it.call.token, it.kept('keep').pending], ['opening', 'cct_y', null])
    it.answer(200, terminal)
    equal([it.phase, it.state.phase.notice, it.state.last], ['ready', notice, null])
  }
})

const code = 'A'.repeat(21) + '-_' + '9'.repeat(20)

test('a code is traded for a token under one id, however often the answer is lost', () => {
  const it = page({})
  it.send('invited', { code: code.slice(1) })
  equal([it.phase, it.state.phase.notice], ['pairing', 'codeForm'])
  it.send('invited', { code })
  const { id } = it.call.body
  equal([it.phase, it.call.path, it.call.token, it.call.body], ['joining', 'pairings', null, { id, code }])
  for (let lost = 0; lost < 3 * limits.retries; lost += 1) {
    it.lose()
    it.again()
    equal([it.phase, it.call.body.id], ['joining', id])
  }
  // The link opened once more meanwhile begins nothing new.
  equal(it.send('invited', { code }), [])
  it.answer(200, { token: 'cct_y' })
  equal([it.kept('remember').token, it.call.path, it.call.token, it.phase], ['cct_y', 'terminal', 'cct_y', 'opening'])
  it.answer(200, terminal)
  equal(it.phase, 'ready')
})

test('a code that is refused says why', () => {
  for (const [problem, notice] of [
    ['pairing_code_unknown', 'codeUnknown'], ['pairing_code_used', 'codeUsed'], ['pairing_code_expired', 'codeExpired'],
    ['invalid_request', 'codeRefused'],
  ]) {
    const it = page({})
    it.send('invited', { code })
    it.answer(409, { code: problem, retry: 'after_change' })
    equal([it.phase, it.state.phase.notice, it.state.token], ['pairing', notice, null])
  }
})

test('a refused code leaves a terminal what it was, with what it has not yet confirmed', () => {
  const it = confirmed()
  const { pending } = it.kept('keep')
  it.send('invited', { code })
  it.answer(410, { code: 'pairing_code_expired', retry: 'after_change' })
  equal([it.phase, it.state.token, it.call.path], ['opening', 'cct_x', 'terminal'])
  it.answer(200, terminal)
  equal([it.phase, it.call.path, it.call.body.id], ['redeeming', 'redemptions', pending.id])
})

test('a new pairing by a code says what the one before left unanswered', () => {
  const it = confirmed()
  it.send('invited', { code })
  it.answer(200, { token: 'cct_y' })
  it.answer(200, terminal)
  equal([it.phase, it.state.phase.notice, it.kept('keep').pending], ['ready', 'leftUnsure', null])
})

test('a token that is refused is forgotten, whenever that is told', () => {
  for (const it of [page(), ready(), confirmed()]) {
    if (it.phase === 'ready') { it.time += limits.refresh; it.send('ticked') }
    const wasUnsure = it.phase === 'redeeming'
    if (wasUnsure) { it.lose(); it.again() }
    it.answer(401, { code: 'terminal_token_unknown', retry: 'after_change' })
    equal([it.phase, it.state.phase.notice, it.state.token], ['pairing', 'tokenRefused', null])
    equal(it.kept('forget'), { type: 'forget' })
    equal(Boolean(it.state.phase.unsure), wasUnsure)
  }
})

test('a pairing that ends under an unanswered redemption or undo says so', () => {
  const refuse = (it) => it.answer(401, { code: 'terminal_token_unknown', retry: 'after_change' })
  const { pending } = confirmed().kept('keep')
  const undoing = () => {
    const it = done()
    it.send('undone')
    it.send('confirmed')
    return it
  }
  const looking = () => {
    const it = ready()
    it.time += limits.refresh
    it.send('ticked')
    const look = it.call.serial
    it.send('submitted', { text: '9000010000000011' })
    it.answer(200, granted(it.call.body.id))
    it.time += limits.unread
    it.send('confirmed')
    return [it, look]
  }
  const [looked, serial] = looking()
  const lost = undoing()
  lost.lose()
  lost.again()
  for (const [it, end, unsure] of [
    [page({ token: 'cct_x', pending }), refuse, true],
    [page({ token: 'cct_x', pending }), (it) => it.send('unpaired'), true],
    [confirmed(), (it) => it.send('unpaired'), true],
    [undoing(), (it) => it.send('unpaired'), true],
    [looked, (it) => it.send('answered', { serial, outcome: { status: 401 } }), true],
    [lost, refuse, true],
    // The first sending itself was refused: nothing came of it.
    [confirmed(), refuse, false], [undoing(), refuse, false],
    [done(), (it) => it.send('unpaired'), false], [checked(), (it) => it.send('unpaired'), false],
  ]) {
    end(it)
    equal([it.phase, it.state.phase.unsure], ['pairing', unsure])
  }
  equal(page({ pending }).state.phase, { name: 'pairing', unsure: true })
})

test('a check says the basket, the card and a fresh id, and forgets what stood in the field', () => {
  const it = ready()
  it.send('ticket', { index: 1 })
  it.send('quantity', { quantity: 2 })
  it.send('entry', { text: '04A1B2C3' })
  it.send('submitted')
  equal(it.call.path, 'checks')
  equal(it.call.body, {
    id: `id${it.ids}`, venue: 'museum', card: { scheme: 'easycard', kind: 'uid', number: '04A1B2C3' },
    basket: [{ ticket: 'concession', quantity: 2 }],
  })
  equal([it.state.entry, it.phase], ['', 'checking'])
})

test('an empty field checks nothing and says so', () => {
  const it = ready()
  equal(it.send('submitted'), [])
  equal([it.phase, it.state.phase.notice], ['ready', 'cardMissing'])
})

test('a second Enter while a check is under way sends nothing', () => {
  const it = ready()
  it.send('submitted', { text: '9000010000000011' })
  for (const type of ['submitted', 'confirmed']) equal(it.send(type, { text: '9000010000000011' }), [])
})

test('nothing is granted before the node said so: a lost check is asked again with its own id', () => {
  const it = ready()
  it.send('submitted', { text: '9000010000000011' })
  const { body } = it.call
  for (let attempt = 0; attempt < limits.retries; attempt++) {
    const later = it.lose().find(({ type }) => type === 'later')
    equal(later.event.type, 'again')
    equal(later.pause <= limits.pause, true)
    it.again()
    equal([it.call.body, it.phase], [body, 'checking'])
  }
  equal(it.lose(), [])
  equal([it.state.call.stalled, it.phase, it.state.link], [true, 'checking', 'down'])
  it.send('confirmed')
  equal(it.call.body, body)
  it.answer(200, granted(body.id))
  equal([it.phase, it.state.link], ['verdict', 'up'])
})

test('an answer that comes too late, for a check that was left, changes nothing', () => {
  const it = ready()
  it.send('submitted', { text: '9000010000000011' })
  it.send('cancelled')
  const before = it.state
  it.answer(200, granted('id1'))
  equal([it.phase, it.state.phase], ['ready', before.phase])
})

test('a verdict that nobody could have read is not confirmed: a scanner that ends with CR and LF', () => {
  const it = ready()
  it.send('submitted', { text: '9000010000000011' })
  it.answer(200, granted(it.call.body.id))
  it.time += limits.unread - 1
  equal(it.send('confirmed'), [])
  it.time += 1
  equal(it.send('confirmed').map(({ type }) => type), ['keep', 'call'])
})

test('a second confirmation while the first is under way sends nothing', () => {
  const it = confirmed()
  equal(it.send('confirmed'), [])
  equal(it.send('cancelled'), [])
  equal(it.phase, 'redeeming')
})

test('a lost confirmation is unsure until answered, with the same id, and never shown as done', () => {
  const it = confirmed()
  const { body } = it.call
  it.lose()
  equal([it.phase, it.state.call.unsure, it.state.last], ['redeeming', true, null])
  it.again()
  equal(it.call.body, body)
  it.answer(200, redeemed(body.id))
  equal([it.phase, it.state.phase.outcome, it.state.last.id], ['ready', { name: 'redeemed', due: 60 }, body.id])
})

test('a server error after a confirmation is unsure, a busy node is not', () => {
  for (const [status, code, unsure] of [[500, 'internal_error', true], [503, 'store_unavailable', true], [503, 'busy', false]]) {
    const it = confirmed()
    const [later] = it.answer(status, { code, retry: 'later', retry_after: 1 })
    equal([it.state.call.unsure, it.phase, later.pause >= 1000], [unsure, 'redeeming', true])
  }
})

test('a page that was closed before the answer came asks again for the same redemption', () => {
  const first = confirmed()
  const { pending, last } = first.kept('keep')
  const it = page({ token: 'cct_x', pending, last })
  it.answer(200, terminal)
  equal([it.phase, it.state.call.unsure], ['redeeming', true])
  equal(it.call.body, first.call.body)
  it.answer(200, redeemed(pending.id))
  equal([it.state.phase.outcome.name, it.kept('keep').pending], ['redeemed', null])
})

test('a redemption that was voided meanwhile is shown as undone, not as done', () => {
  const it = confirmed()
  it.answer(200, redeemed(it.call.body.id, 'voided'))
  equal([it.state.phase.outcome.name, it.state.last.voided], ['voided', true])
})

test('a refused confirmation is a problem with its reason, and nothing is left to retry', () => {
  const it = confirmed()
  it.answer(409, { code: 'check_already_redeemed', retry: 'never' })
  equal([it.phase, it.state.phase.of, it.state.call, it.kept('keep').pending], ['problem', 'redeeming', null, null])
  it.send('confirmed')
  equal([it.phase, it.state.last], ['ready', null])
})

test('a verdict lapses, and Enter then checks anew with another id', () => {
  const it = checked()
  it.time = 1_000_000 + 10 * minutes - 1
  it.send('ticked')
  equal(lapsed(it.state), false)
  it.time += 1
  it.send('ticked')
  equal(lapsed(it.state), true)
  const { body } = it.call
  it.send('confirmed')
  equal([it.call.path, it.call.body.id === body.id, it.call.body.card], ['checks', false, body.card])
})

test('a verdict is never taken to hold longer because its answer came late', () => {
  const it = ready()
  it.send('submitted', { text: '9000010000000011' })
  it.lose()
  it.time += 30_000
  it.again()
  it.answer(200, granted(it.call.body.id))
  equal(it.state.phase.lapses, 1_000_000 + 10 * minutes)
})

test('a city is asked with a fresh id and the same card', () => {
  const it = checked('needs_city', { cities: [{ id: 'taipei' }], expires: undefined })
  const { body } = it.call
  equal(it.send('city', { index: 3 }), [])
  equal(it.send('confirmed'), [])
  it.send('city', { index: 0 })
  equal([it.call.body.home_city, it.call.body.card, it.call.body.id === body.id], ['taipei', body.card, false])
})

test('only a granted verdict can be confirmed', () => {
  for (const [verdict, path] of [['denied', null], ['indeterminate', 'checks'], ['needs_city', null]]) {
    const it = checked(verdict, { cities: [], expires: undefined })
    const call = it.send('confirmed').find(({ type }) => type === 'call')
    equal(call?.path ?? null, path)
  }
})

test('a card that is scanned over an unconfirmed verdict does not confirm it', () => {
  const it = checked()
  equal(it.send('scanned', { text: '9000010000000022' }), [])
  equal([it.phase, it.state.phase.notice], ['verdict', 'confirmFirst'])
})

test('a card that is scanned over a refusal or a problem is the next visitor', () => {
  const refused = checked('denied', { expires: undefined })
  const problem = ready()
  problem.send('submitted', { text: '/ABC+123' })
  problem.answer(422, { code: 'invoice_carrier', retry: 'after_change' })
  for (const it of [refused, problem]) {
    it.send('scanned', { text: '9000010000000022' })
    equal([it.phase, it.call.body.card.number], ['checking', '9000010000000022'])
  }
})

test('a card that is scanned while something is under way is said to be unused', () => {
  const it = confirmed()
  it.send('scanned', { text: '9000010000000022' })
  equal([it.phase, it.state.phase.notice], ['redeeming', 'scanUnused'])
})

test('keys that nothing took are said to be unused', () => {
  for (const [it, notice] of [[checked(), 'confirmFirst'], [confirmed(), 'scanUnused']]) {
    const { phase } = it
    equal([it.send('unused'), it.phase, it.state.phase.notice], [[], phase, notice])
  }
})

test('changing tickets keeps the card; the next visitor begins with nothing of the last', () => {
  const it = checked('denied', { expires: undefined })
  it.send('changed')
  equal([it.phase, it.state.entry], ['ready', '9000010000000011'])
  it.send('cancelled')
  equal([it.state.entry, it.phase], ['', 'ready'])
  equal(JSON.stringify(it.state).includes('9000010000000011'), false)
  equal(JSON.stringify(done().state).includes('9000010000000011'), false)
})

test('an undo within ten minutes asks no reason, voids the last redemption and cannot be repeated', () => {
  const it = done()
  const { id } = it.state.last
  it.send('undone')
  equal([it.phase, it.state.phase.late, focus(it.state)], ['undo', false, 'primary'])
  it.send('confirmed')
  equal([it.call.path, it.call.body], [`redemptions/${id}/void`, {}])
  it.lose()
  equal([it.phase, it.state.call.unsure, it.state.last.voided], ['voiding', true, false])
  it.again()
  it.answer(200, redeemed(id, 'voided'))
  equal([it.phase, it.state.phase.outcome.name, it.state.last.voided], ['ready', 'voided', true])
  it.send('undone')
  equal(it.phase, 'ready')
})

test('an undo after ten minutes needs a reason, by this clock or by the node\u2019s', () => {
  const late = done()
  late.time += 10 * minutes
  late.send('undone')
  equal([late.state.phase.late, focus(late.state)], [true, 'reason'])
  equal(late.send('confirmed'), [])
  equal(late.state.phase.notice, 'reasonMissing')
  late.send('reason', { text: '字'.repeat(167) })
  equal(late.send('confirmed'), [])
  equal(late.state.phase.notice, 'reasonLong')
  late.send('reason', { text: ' 旅客改期 ' })
  late.send('confirmed')
  equal(late.call.body, { reason: '旅客改期' })

  const refused = done()
  refused.send('undone')
  refused.send('confirmed')
  refused.answer(422, { code: 'void_reason_required', retry: 'after_change' })
  equal([refused.phase, refused.state.phase.late, refused.state.phase.notice], ['undo', true, 'reasonMissing'])
})

test('a problem that asks for a long wait is shown, not waited for', () => {
  const it = ready()
  it.send('submitted', { text: '9000010000000011' })
  equal(it.answer(429, { code: 'terminal_limited', retry: 'later', retry_after: 60 }), [])
  equal(it.phase, 'problem')
})

test('a page at rest looks after its line: it asks again, and soon when the line is down', () => {
  const it = ready()
  it.time += limits.refresh - 1
  equal(it.send('ticked'), [])
  it.time += 1
  equal(it.send('ticked').map(({ path }) => path), ['terminal'])
  equal(it.send('ticked'), [])
  it.lose()
  equal(it.state.link, 'down')
  it.time += limits.pause
  equal(it.send('ticked').length, 1)
  it.answer(200, { ...terminal, tickets: terminal.tickets.slice(0, 1) })
  equal([it.state.link, it.state.sale.ticket], ['up', 0])
})

test('a visit that is open keeps the tickets it was begun with, whatever the venue sells meanwhile', () => {
  const it = ready()
  it.send('ticket', { index: 1 })
  it.time += limits.refresh
  it.send('ticked')
  const { serial } = it.call
  it.send('submitted', { text: '9000010000000011' })
  it.answer(200, { ...granted(it.call.body.id), verdict: 'indeterminate', expires: undefined })
  it.send('answered', { serial, outcome: { status: 200, body: { ...terminal, tickets: terminal.tickets.slice(0, 1) } } })
  it.time += limits.unread
  it.send('confirmed')
  equal(it.call.body.basket, [{ ticket: 'concession', quantity: 1 }])
})

test('a line that comes back sends at once what waits, and its timer then sends nothing', () => {
  const it = confirmed()
  const [later] = it.lose()
  equal(it.send('reconnected').map(({ path }) => path), ['redemptions'])
  equal(it.send('again', later.event), [])
})
