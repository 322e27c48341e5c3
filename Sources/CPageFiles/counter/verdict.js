// The verdict panel: what the clerk reads from an arm's length. A phase gives a description, the description
// the elements; nothing here decides.

import texts from '/pos/texts.js'
import { ending } from './card.js'
import { both, fill, h, keys, symbol } from './dom.js'
import { lapsed, limits } from './machine.js'
import { regular } from './sale.js'

/** Tone (colour), outline and sign of each kind of band; the word comes with the phase. */
const looks = {
  idle: ['square', 'card'], wait: ['square', 'dots'], granted: ['round', 'check'], done: ['round', 'check'],
  denied: ['octagon', 'cross'], unsure: ['triangle', 'exclamation'], city: ['diamond', 'question'],
  back: ['round', 'back'], failed: ['octagon', 'exclamation'],
}

const tones = { granted: 'granted', provisional: 'unsure', denied: 'denied', indeterminate: 'unsure', needs_city: 'city' }

/** What to show in a state: `{look, word, body, actions, amount, collect}`; all but the first two may be absent. */
export function describe(state) {
  return (descriptions[state.phase.name] ?? descriptions.opening)(state)
}

const descriptions = {
  opening({ phase, link }) {
    if (phase.problem) return problem(phase.problem, [button('confirmed', texts.askAgain, 'Enter')])
    return { look: 'wait', word: link === 'down' ? texts.linkDown : texts.opening, body: [] }
  },

  ready({ phase, sale, terminal }) {
    const { outcome } = phase
    if (outcome?.name === 'redeemed') {
      return { look: 'done', word: texts.redeemed, label: texts.collected, amount: outcome.due, body: [line(texts.nextCard)] }
    }
    if (outcome?.name === 'voided') {
      return {
        look: 'back', word: texts.voided, body: [line(texts.nextCard)],
        ...(outcome.due > 0 && { label: texts.refund, amount: outcome.due }),
      }
    }
    const total = { amount: regular(sale, terminal.tickets) }
    return { look: 'idle', word: texts.scanCard, body: [line(fill(texts.regularTotal, total)), line(texts.scanHint)] }
  },

  checking: ({ call }) => waiting(call, texts.checking, texts.checkStalled, [button('cancelled', texts.cancel, 'Esc')]),
  redeeming: ({ call }) => waiting(call, texts.redeeming, texts.redeemStalled),
  voiding: ({ call }) => waiting(call, texts.voiding, texts.voidStalled),

  verdict(state) {
    const { check, asked } = state.phase
    const over = lapsed(state)
    const card = fill(texts.cardEnding, { digits: ending(asked.entered) })
    return {
      look: over ? 'unsure' : tones[check.verdict], word: over ? texts.lapsed : unsigned(check.band),
      reason: over ? texts.lapsedReason : check.message, next: over ? texts.lapsedNext : check.next,
      ...(check.verdict !== 'needs_city' && !over && { amount: check.collect.due, label: texts.collect, collect: check.collect }),
      ...(check.verdict === 'needs_city'
        ? { choice: cities(check.cities) } : { till: till(check.lines), body: [...looking(check.lines), ...check.lines.map(priced), ...needed(check.needed)] }),
      ending: line(card, 'card-ending'),
      actions: choices(check.verdict, over), counts: check.verdict === 'granted' && !over,
    }
  },

  undo({ phase, last }) {
    return {
      look: 'back', word: texts.undoQuestion, amount: last.due, label: texts.collected,
      reason: phase.late ? texts.undoLate : texts.undoReason,
      choice: reasonField(phase),
      actions: [button('confirmed', texts.undoConfirm, 'Enter', true), button('cancelled', texts.undoKeep, 'Esc')],
    }
  },

  problem({ phase }) {
    const again = phase.asked ? [button('changed', texts.change, 'F7')] : []
    return problem(phase.problem, [button('confirmed', texts.next, 'Enter', true), ...again], phase.of)
  },
}

function choices(verdict, over) {
  const next = button('cancelled', texts.next, 'Esc')
  const change = button('changed', texts.change, 'F7')
  if (over) return [button('confirmed', texts.checkAgain, 'Enter', true), next]
  switch (verdict) {
    case 'granted': return [button('confirmed', texts.confirm, 'Enter', true), button('cancelled', texts.cancel, 'Esc'), change]
    case 'indeterminate': return [button('confirmed', texts.checkAgain, 'Enter', true), next, change]
    case 'denied': return [button('confirmed', texts.next, 'Enter', true), change]
    default: return [button('cancelled', texts.cancel, 'Esc')]
  }
}

function waiting(call, word, stalled, more = []) {
  const again = call.stalled ? [button('confirmed', texts.askAgain, 'Enter', true)] : []
  if (call.attempt === 0 && !call.stalled && !call.unsure) return { look: 'wait', word, body: [], actions: more }
  const hasEffect = word !== texts.checking
  const doubt = call.stalled ? stalled : word === texts.voiding ? texts.voidUnsure : texts.redeemUnsure
  return {
    look: 'unsure', word: call.stalled ? texts.noAnswer : hasEffect && call.unsure ? texts.unsure : texts.retrying,
    reason: call.stalled || (hasEffect && call.unsure) ? doubt : null, next: hasEffect ? texts.sameId : null,
    body: [line(fill(texts.attempt, { number: call.attempt + 1, most: limits.retries + 1 }))],
    actions: [...again, ...more],
  }
}

function problem(problem, actions, of) {
  const kind = ['invoice_carrier', 'random_uid', 'malformed_card'].includes(problem.code) ? 'unsure' : 'failed'
  const title = { zh: problem.title, en: problem.title_en }
  const detail = problem.detail && { zh: problem.detail, en: problem.detail_en }
  const word = { checking: texts.notChecked, redeeming: texts.notRedeemed, voiding: texts.notVoided }[of] ?? texts.notOpened
  return {
    look: kind, word, reason: title, next: detail, actions,
    body: [line(texts[`retry_${problem.retry}`]), h('p', { class: 'code' }, problem.code)],
  }
}

/** A band's word without its sign: the sign is drawn. */
function unsigned({ zh, en }) {
  const bare = (text) => text.replace(/^[^\p{L}]+/u, '')
  return { zh: bare(zh), en: bare(en) }
}

const line = (text, name = 'line') => h('p', { class: name }, both(text))

function button(event, text, key, primary = false) {
  return h('button', { type: 'button', class: primary ? 'primary' : 'secondary', 'data-event': event }, h('span', { class: 'label' }, both(text)), keys(key))
}

function cities(list) {
  return h('div', { class: 'cities', role: 'group', 'aria-label': `${texts.chooseCity.zh} ${texts.chooseCity.en}` },
    list.map(({ name }, index) => h('button', { type: 'button', class: 'city', 'data-city': index }, h('span', { class: 'label' }, both(name)), index < 9 && keys(String(index + 1)))))
}

function priced({ ticket, name = { zh: ticket, en: ticket }, quantity, regular, due, offer_name: offer, basis, stacked = [], redeemable }) {
  const why = [offer ?? (basis === 'statutory' ? texts.byLaw : null), ...stacked.map(({ offer_name }) => offer_name)]
  return h('div', { class: 'priced' },
    line(fill(texts.pricedLine, { zh: name.zh, en: name.en, quantity, regular, due })), why.filter(Boolean).map((text) => line(text)),
    redeemable && line(fill(texts.redeemable, { amount: redeemable })))
}

/** What to look at on the card, before anything else is read. */
function looking(lines) {
  const looks = new Map(lines.filter(({ look }) => look).map(({ look }) => [look.zh, look]))
  return [...looks.values()].map((look) => line(look, 'look'))
}

/** What would make it cheaper still. */
function needed(hints = []) {
  if (hints.length === 0) return []
  return [h('div', { class: 'needed' }, line(texts.neededTitle), h('ul', {}, hints.map(({ message }) => h('li', {}, both(message)))))]
}

/** What to press on the venue's own till, in the order of the lines. */
function till(lines) {
  const pressed = lines.filter((line) => line.till_code)
  if (pressed.length === 0) return null
  return h('div', { class: 'till' }, h('p', {}, both(texts.tillPress)), h('p', { class: 'till-keys' },
    pressed.map(({ till_code: key, quantity }) => h('strong', {}, quantity > 1 ? `${key} ×${quantity}` : key))))
}

function reasonField(phase) {
  return h('div', { class: 'reason' },
    h('label', { for: 'reason' }, both(phase.late ? texts.undoReasonLabel : texts.undoReasonOptional)),
    h('input', {
      id: 'reason', type: 'text', maxlength: 160, autocomplete: 'off', value: phase.reason, required: phase.late,
      'aria-describedby': phase.notice ? 'panel-notice' : null,
    }))
}

/** The elements of a description: what has to be seen first stands first, on a telephone too. */
export function panel(shown, notice) {
  const { look, word, reason, next, amount, label, collect, till, body = [], actions = [], counts } = shown
  const [outline, sign] = looks[look]
  return [
    h('div', { class: 'band' }, symbol(outline, sign), h('h2', { id: 'word' }, both(word)),
      counts && h('p', { class: 'countdown' }, both(texts.valid), ' ', h('span', { id: 'countdown' }))),
    h('div', { class: 'content' },
      amount !== undefined && h('div', { class: 'amount' }, h('p', { class: 'amount-label' }, both(label)),
        h('p', { class: 'due' }, h('span', { class: 'currency' }, 'NT$'), String(amount)), till),
      collect && h('p', { class: 'sum' }, both(fill(texts.sum, collect))),
      reason && h('p', { class: 'why' }, both(reason)),
      next && h('p', { class: 'next' }, both(next)),
      notice && h('p', { id: 'panel-notice', class: 'notice', role: 'alert' }, both(texts[notice])),
      shown.choice, actions.length > 0 && h('div', { class: 'actions' }, actions), body, shown.ending),
  ]
}

/** The description in words, for who hears the page. */
export function spoken({ word, amount, label, collect, reason, next }, language) {
  const sum = amount !== undefined && `${label[language]} ${amount}`
  return [word[language], sum, collect && fill(texts.sum, collect)[language], reason?.[language], next?.[language]]
    .filter(Boolean).join(language === 'zh' ? '。' : '. ').replaceAll('。。', '。').replaceAll('.. ', '. ')
}
