// What the counter page does: a state and an event give the next state and what is to be done. Pure: clock,
// network, storage and screen are app.js's. Every event carries its `time` in milliseconds and a fresh `id`.
//
// One rule stands above all: what the node has not said is never shown as granted, redeemed or undone. A call
// whose answer was lost is sent again with the same id, so that nothing happens twice, and until it is answered
// the page says that it does not know.

import { read } from './card.js'
import * as sales from './sale.js'

export const limits = {
  /** How often a call is sent again before the clerk is asked. */
  retries: 8,
  /** Between two of them, at most. */
  pause: 5_000,
  /** A problem that asks for a longer wait than this (in seconds) is shown rather than waited for. */
  patience: 5,
  /** How long a call may take; a check may have to wait for another city. */
  wait: { check: 40_000, other: 10_000 },
  /** Between two looks at the terminal's own record. */
  refresh: 30_000,
  /** A verdict that stood for less than this has not been read: an Enter is a scanner's second one, or a slip. */
  unread: 300,
  /** The node's limit for a reason, in bytes. */
  reason: 500,
}

/** Before anything is known. */
export function begin(city) {
  return {
    city, phase: { name: 'starting' }, token: null, reversed: false, terminal: null, time: 0,
    sale: sales.fresh, entry: '', form: 'auto', call: null, serial: 0, watch: null, asked: -Infinity,
    link: 'unknown', last: null,
  }
}

/** The state after an event, and the actions to carry out, in order. */
export function step(state, event) {
  const actions = []
  const now = { ...state, time: event.time }
  return [events[event.type]?.(now, event, (action) => actions.push(action)) ?? now, actions]
}

const events = {
  // What was kept from before: the pairing, a redemption without an answer, the last one that may be undone.
  opened(state, { token, reversed = false, pending = null, last = null }, act) {
    if (!token) return { ...state, phase: { name: 'pairing', unsure: Boolean(pending) } }
    return look({ ...state, token, reversed, last, phase: { name: 'opening', pending } }, act)
  },

  // A token by hand or by a pairing link. The same one once more changes nothing, least of all what is under way.
  paired(state, { token }, act) {
    const text = token.trim()
    if (text === state.token) return state
    if (!/^[!-~]{1,200}$/.test(text)) return state.token ? state : noticed(state, 'tokenForm')
    const unsure = isUnanswered(state)
    const next = { ...begin(state.city), serial: state.serial, time: state.time, token: text }
    act({ type: 'remember', token: text, reversed: false })
    act({ type: 'keep', pending: null, last: null })
    return look({ ...next, phase: { name: 'opening', pending: null, unsure } }, act)
  },

  // The one-use code of an invitation, traded for a token under this event's id: sent again until it is answered, for
  // the same id gets the same token. Should it be refused, the page goes on as what it was.
  invited(state, { id, code }, act) {
    if (state.phase.name === 'joining') return state
    if (!/^[\w-]{43}$/.test(code)) return state.token ? state : noticed(state, 'codeForm')
    const { token, reversed, last, serial, time } = state
    const before = { token, reversed, last, pending: state.phase.pending ?? null }
    const phase = { name: 'joining', before, unsure: isUnanswered(state) }
    return first({ ...begin(state.city), serial, time, phase }, 'pairings', { id, code }, limits.wait.other, act)
  },

  unpaired: (state, _, act) => unpair(state, null, act),

  reader(state, { reversed }, act) {
    act({ type: 'remember', token: state.token, reversed })
    return { ...state, reversed }
  },

  // The sale, while it is being entered.
  entry: (state, { text }) => whileReady(state, { entry: text.slice(0, 64) }),
  form: (state, { form }) => whileReady(state, { form }),
  ticket: (state, { index }) =>
    whileReady(state, { sale: sales.choose(state.sale, index, state.terminal?.tickets.length) }),
  quantity: (state, { quantity }) => whileReady(state, { sale: sales.number(state.sale, quantity) }),
  seen: (state, { seen }) => whileReady(state, { sale: { ...state.sale, seen } }),
  price: (state, { price }) => whileReady(state, { sale: { ...state.sale, price } }),
  occasion: (state, { index }) => whileReady(state, { sale: { ...state.sale, occasion: index } }),
  line: (state) => whileReady(state, { sale: sales.add(state.sale) }),
  unline: (state, { index }) => whileReady(state, { sale: sales.remove(state.sale, index) }),

  // Enter or the check's button, with what stands in the field.
  submitted(state, { id, text = state.entry }, act) {
    if (state.phase.name !== 'ready') return state
    if (!text.trim()) return { ...state, phase: { name: 'ready', notice: 'cardMissing' } }
    if (sales.lacksPrice(state.sale, state.terminal.tickets)) {
      return { ...state, entry: text, phase: { name: 'ready', notice: 'priceMissing' } }
    }
    const card = read(text, state.form, state.reversed)
    return check(state, { card, entered: text, form: state.form }, id, act)
  },

  // A scanner's burst that ended outside the field.
  scanned(state, { id, text }, act) {
    const { phase } = state
    if (phase.name === 'ready') return events.submitted({ ...state, form: 'auto' }, { id, text }, act)
    if (phase.name === 'problem' || (phase.name === 'verdict' && phase.check.verdict !== 'granted')) {
      return events.submitted(ready(state), { id, text }, act)
    }
    return events.unused(state)
  },

  // Keys that may be a scanner's, and were not taken.
  unused: (state) => noticed(state, state.phase.name === 'verdict' ? 'confirmFirst' : 'scanUnused'),

  city(state, { id, index }, act) {
    const { phase } = state
    const city = phase.name === 'verdict' && phase.check.cities?.[index]
    return city ? check(state, { ...phase.asked, home: city.id }, id, act) : state
  },

  // Enter, or the button that has it: what comes next from here.
  confirmed(state, { id }, act) {
    const { phase, time } = state
    if (state.call && !state.call.stalled) return state
    switch (phase.name) {
      case 'opening': return look(state, act)
      case 'checking': case 'redeeming': case 'voiding': return send({ ...state.call, attempt: 0 }, state, act)
      case 'problem': return ready(state)
      case 'undo': return undo(state, act)
      case 'verdict': break
      default: return state
    }
    if (time - phase.since < limits.unread) return state
    switch (phase.check.verdict) {
      case 'granted':
        return lapsed(state) ? check(state, phase.asked, id, act) : redeem(state, id, act)
      case 'indeterminate': return check(state, phase.asked, id, act)
      case 'denied': return ready(state)
      default: return state
    }
  },

  // Esc: back to an empty field. A call that may have had an effect is not left behind.
  cancelled(state) {
    switch (state.phase.name) {
      case 'ready': return { ...ready(state), sale: state.entry ? state.sale : sales.fresh }
      case 'checking': case 'verdict': case 'problem': case 'undo': return ready(state)
      default: return state
    }
  },

  // The same card again, with other tickets or documents.
  changed(state) {
    const { asked } = state.phase
    if (!['verdict', 'problem'].includes(state.phase.name) || !asked) return state
    return { ...ready(state), sale: state.sale, entry: asked.entered, form: asked.form }
  },

  undone(state) {
    if (state.phase.name !== 'ready' || !state.last || state.last.voided) return state
    return { ...state, phase: { name: 'undo', late: state.time >= state.last.until, reason: '' } }
  },

  reason(state, { text }) {
    if (state.phase.name !== 'undo') return state
    return { ...state, phase: { ...state.phase, reason: text } }
  },

  // The network.
  answered(state, { serial, outcome }, act) {
    if (serial === state.watch) return watched({ ...state, watch: null }, outcome, act)
    if (serial !== state.call?.serial) return state
    return outcome.status === 200
      ? done({ ...state, link: 'up' }, outcome.body, act) : failed(state, outcome, act)
  },

  again(state, { serial }, act) {
    return serial === state.call?.serial && !state.call.stalled ? send(state.call, state, act) : state
  },

  ticked(state, _, act) {
    const since = state.time - state.asked
    const due = since >= limits.refresh || (state.link === 'down' && since >= limits.pause)
    const idle = ['opening', 'ready'].includes(state.phase.name) && state.watch === null
    return idle && due ? look(state, act) : state
  },

  disconnected: (state) => ({ ...state, link: 'down' }),
  reconnected(state, _, act) {
    if (state.call) return state.call.stalled || state.call.waiting ? send(state.call, state, act) : state
    return state.token ? look(state, act) : state
  },
}

/** Whether the verdict on the screen can no longer be redeemed. */
export function lapsed({ phase, time }) {
  return phase.name === 'verdict' && phase.lapses !== null && time >= phase.lapses
}

/** Where the keyboard should be when a phase begins. */
export function focus({ phase }) {
  switch (phase.name) {
    case 'pairing': return 'token'
    case 'ready': return 'card'
    case 'undo': return phase.late ? 'reason' : 'primary'
    default: return 'primary'
  }
}

function whileReady(state, change) {
  return state.phase.name === 'ready' ? { ...state, ...change, phase: quieted(state.phase) } : state
}

/** A notice, and the outcome of the visit before, stand until the clerk goes on. */
function quieted(phase) {
  return phase.notice || phase.outcome ? { name: 'ready', outcome: null } : phase
}

function noticed(state, notice) {
  return { ...state, phase: { ...state.phase, notice } }
}

/** Ready for the next visitor: nothing of the last one's card is left. */
function ready(state, outcome = null) {
  return {
    ...state, phase: { name: 'ready', outcome }, sale: sales.fresh, entry: '', form: 'auto', call: null,
  }
}

/** Whether there is a redemption or an undo of which nobody knows what became. */
function isUnanswered({ phase }) {
  return ['redeeming', 'voiding'].includes(phase.name) || Boolean(phase.pending || phase.unsure)
}

function unpair(state, notice, act, unsure = isUnanswered(state)) {
  act({ type: 'forget' })
  return { ...begin(state.city), serial: state.serial, phase: { name: 'pairing', notice, unsure } }
}

// Calls

/** Asks for the terminal's own record, beside whatever else goes on. */
function look(state, act) {
  const serial = state.serial + 1
  act({ type: 'call', serial, token: state.token, method: 'GET', path: 'terminal', wait: limits.wait.other })
  return { ...state, serial, watch: serial, asked: state.time }
}

function send(call, state, act) {
  const serial = state.serial + 1
  const { method, path, body, wait } = call
  act({ type: 'call', serial, token: state.token, method, path, body, wait })
  return { ...state, serial, call: { ...call, serial, waiting: false, stalled: false } }
}

/** The first sending of a call. `since` is before anything that the node does for it. */
function first(state, path, body, wait, act) {
  const call = { method: 'POST', path, body, wait, attempt: 0, since: state.time, unsure: false }
  return send(call, state, act)
}

function check(state, asked, id, act) {
  const tickets = state.terminal.tickets
  const body = {
    id, venue: state.terminal.venue.id, card: asked.card, basket: sales.basket(state.sale, tickets, state.terminal.events),
    ...(asked.home && { home_city: asked.home }),
  }
  const next = { ...state, entry: '', phase: { name: 'checking', asked } }
  return first(next, 'checks', body, limits.wait.check, act)
}

function redeem(state, id, act) {
  const { check, lapses } = state.phase
  const pending = { id, check: check.id, due: check.collect.due, since: state.time }
  act({ type: 'keep', pending, last: state.last })
  const next = { ...state, phase: { name: 'redeeming', pending, lapses } }
  return first(next, 'redemptions', { id, check: check.id }, limits.wait.other, act)
}

function undo(state, act) {
  const reason = state.phase.reason.trim()
  if (state.phase.late && !reason) return noticed(state, 'reasonMissing')
  if (new TextEncoder().encode(reason).length > limits.reason) return noticed(state, 'reasonLong')
  const next = { ...state, phase: { name: 'voiding', late: state.phase.late } }
  const path = `redemptions/${state.last.id}/void`
  return first(next, path, reason ? { reason } : {}, limits.wait.other, act)
}

// Answers

/** The terminal's own record came, or did not. */
function watched(state, outcome, act) {
  if (outcome.status === 401) return unpair(state, 'tokenRefused', act)
  if (outcome.status !== 200) {
    const stuck = state.phase.name === 'opening' && outcome.status
    return { ...state, link: outcome.status ? 'up' : 'down', ...(stuck && { phase: opening(state, outcome) }) }
  }
  // Under an open visit the tickets stay as they were chosen.
  if (!['opening', 'ready'].includes(state.phase.name)) return { ...state, link: 'up' }
  const sold = (terminal) => JSON.stringify([terminal?.tickets, terminal?.events])
  const same = sold(state.terminal) === sold(outcome.body)
  const next = { ...state, link: 'up', terminal: outcome.body, sale: same ? state.sale : sales.fresh }
  if (state.phase.name !== 'opening') return next
  const { pending, unsure } = state.phase
  if (!pending) return unsure ? noticed(ready(next), 'leftUnsure') : ready(next)
  // The page was closed between a confirmation and its answer: the same id finds what became of it.
  const resumed = { ...next, phase: { name: 'redeeming', pending, lapses: null } }
  const sent = first(resumed, 'redemptions', { id: pending.id, check: pending.check }, limits.wait.other, act)
  return { ...sent, call: { ...sent.call, unsure: true } }
}

function opening(state, outcome) {
  return { ...state.phase, problem: outcome.body }
}

/** The call under way was answered as it should be. */
function done(state, body, act) {
  const { phase } = state
  if (phase.name === 'joining') return events.paired(state, { token: body.token }, act)
  if (phase.name === 'checking') return judged(state, body)
  if (phase.name === 'redeeming') {
    const { pending } = phase
    // `at` is no earlier than the moment of the first sending, so this end is no later than the node's.
    const until = pending.since + span(body.at, body.undo_until)
    const last = { id: body.id, due: body.collect?.due ?? pending.due, until, voided: body.state === 'voided' }
    act({ type: 'keep', pending: null, last })
    return { ...ready(state, { name: body.state, due: last.due }), last }
  }
  const last = { ...state.last, voided: true }
  act({ type: 'keep', pending: null, last })
  return { ...ready(state, { name: 'voided', due: last.due }), last }
}

function judged(state, check) {
  const { asked } = state.phase
  const lapses = check.expires ? state.call.since + span(check.at, check.expires) : null
  return { ...state, call: null, phase: { name: 'verdict', check, asked, lapses, since: state.time } }
}

function span(from, until) {
  return Date.parse(until) - Date.parse(from)
}

/** The call was refused, or nobody knows what became of it. */
function failed(state, { status = 0, body }, act) {
  const link = status ? 'up' : 'down'
  // A first sending that is refused has had no effect; a later one says nothing of those before.
  if (status === 401) return unpair(state, 'tokenRefused', act, isUnanswered(state) && state.call.unsure)
  const unsure = state.call.unsure || status === 0 || (status >= 500 && body.code !== 'busy')
  const passing = status === 0 || (body.retry === 'later' && (body.retry_after ?? 1) <= limits.patience)
  const call = { ...state.call, unsure }
  if (!passing) return refused({ ...state, link, call }, body, act)
  if (call.attempt >= limits.retries && state.phase.name !== 'joining') return { ...state, link, call: { ...call, stalled: true } }
  const pause = Math.max(Math.min(500 * 2 ** call.attempt, limits.pause), (body?.retry_after ?? 0) * 1000)
  act({ type: 'later', pause, event: { type: 'again', serial: call.serial } })
  return { ...state, link, call: { ...call, attempt: call.attempt + 1, waiting: true } }
}

const codeNotices = {
  pairing_code_unknown: 'codeUnknown', pairing_code_used: 'codeUsed', pairing_code_expired: 'codeExpired',
}

function refused(state, problem, act) {
  const { phase } = state
  if (phase.name === 'voiding' && problem.code === 'void_reason_required') {
    return { ...state, call: null, phase: { name: 'undo', late: true, reason: '', notice: 'reasonMissing' } }
  }
  if (phase.name === 'joining') {
    const back = events.opened({ ...begin(state.city), serial: state.serial, time: state.time }, phase.before, act)
    return phase.before.token ? back : noticed(back, codeNotices[problem.code] ?? 'codeRefused')
  }
  if (phase.name === 'redeeming') act({ type: 'keep', pending: null, last: state.last })
  return { ...state, call: null, phase: { name: 'problem', problem, of: phase.name, asked: phase.asked } }
}
