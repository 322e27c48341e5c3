// The page as it looks in a state. Built of elements and text alone; what the clerk does becomes an event.

import texts from '/pos/texts.js'
import { forms } from './card.js'
import { both, fill, h, keys } from './dom.js'
import { focus, lapsed } from './machine.js'
import { count, lines, most, occasions } from './sale.js'
import { play } from './sound.js'
import { describe, panel, spoken } from './verdict.js'

const element = (id) => document.getElementById(id)
const documents = { disability: texts.seenDisability, age65: texts.seenAge65, companion: texts.seenCompanion }
let card

/** Brings the page from one state to the next. */
export function render(state, before) {
  const { phase } = state
  const isPairing = ['starting', 'pairing', 'joining'].includes(phase.name)
  const paired = state.terminal !== null && !isPairing
  document.body.dataset.phase = phase.name
  element('pairing').hidden = !['pairing', 'joining'].includes(phase.name)
  element('counter').hidden = isPairing
  element('open-terminal').hidden = !paired
  if (['pairing', 'joining'].includes(phase.name)) pairing(phase)
  bar(state)
  if (paired) form(state, before)
  if (!isPairing) board(state, before)
  if (paired) undoOffer(state)
  if (phase.name !== before.phase.name || callChanged(state, before)) place(focus(state))
}

/** Connects the page's own controls. */
export function wire({ dispatch, card: field, state }) {
  card = field
  const send = (type, more = {}) => dispatch({ type, ...more })
  element('form').append(...forms.map((name) => h('option', { value: name }, formName(name))))
  on('form', 'change', ({ target }) => send('form', { form: target.value }))
  on('fewer', 'click', () => send('quantity', { quantity: state().sale.quantity - 1 }))
  on('more', 'click', () => send('quantity', { quantity: state().sale.quantity + 1 }))
  on('add-line', 'click', () => send('line'))
  on('undo', 'click', () => send('undone'))
  on('tickets', 'change', ({ target }) => send('ticket', { index: Number(target.value) }))
  on('seen', 'change', ({ target }) => send('seen', { seen: target.value || null }))
  on('occasion', 'change', ({ target }) => send('occasion', { index: target.value === '' ? null : Number(target.value) }))
  on('price', 'input', ({ target }) => price(target, send))
  on('price', 'keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    element('card').focus()
  })
  on('lines', 'click', ({ target }) => {
    const index = target.closest('button')?.dataset.line
    if (index !== undefined) send('unline', { index: Number(index) })
  })
  on('entry', 'submit', (event) => {
    event.preventDefault()
    send('submitted')
  })
  on('panel', 'click', ({ target }) => {
    const { event, city } = target.closest('button')?.dataset ?? {}
    if (event) send(event)
    if (city) send('city', { index: Number(city) })
  })
  on('panel', 'input', ({ target }) => target.id === 'reason' && send('reason', { text: target.value }))
  on('card', 'keydown', (event) => arrows(event, state(), send))
  on('pair', 'submit', (event) => {
    event.preventDefault()
    send('paired', { token: element('token').value })
    element('token').value = ''
  })
  on('open-terminal', 'click', () => {
    element('reversed').checked = state().reversed
    element('terminal').showModal()
  })
  on('close-terminal', 'click', () => element('terminal').close())
  on('reversed', 'change', ({ target }) => send('reader', { reversed: target.checked }))
  on('unpair', 'click', () => {
    element('terminal').close()
    send('unpaired')
  })
  on('terminal', 'close', () => place(focus(state())))
  return { command: (type) => send(...(type === 'nextSeen' ? nextSeen(state()) : [type])) }
}

function on(id, type, listener) {
  element(id).addEventListener(type, listener)
}

/** A price has at most eight digits. Whatever goes on is a card that was scanned while the clerk typed. */
function price(field, send) {
  const typed = field.value.trim()
  if (typed.length > 8) {
    field.value = ''
    send('price', { price: null })
    for (const letter of typed) card.type(letter)
    return
  }
  send('price', { price: /^[0-9]+$/.test(typed) ? Number(typed) : null })
}

/** In the card field the arrows choose, as long as they have no caret to move. */
function arrows(event, { sale, entry }, send) {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event
  if (altKey || ctrlKey || metaKey || shiftKey) return
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key]
  const upright = { ArrowUp: -1, ArrowDown: 1 }[key]
  if (upright) send('ticket', { index: sale.ticket + upright })
  else if (sideways && entry === '') send('quantity', { quantity: sale.quantity + sideways })
  else return
  event.preventDefault()
}

function nextSeen({ terminal, sale }) {
  const all = [null, ...(terminal?.documents ?? [])]
  return ['seen', { seen: all[(all.indexOf(sale.seen) + 1) % all.length] }]
}

function formName(name) {
  const { zh, en } = texts[`form_${name.replace(':', '_')}`]
  return `${zh} ${en}`
}

function place(target) {
  if (document.querySelector('dialog[open]')) return
  const wanted = { card: 'card', token: 'token', reason: 'reason' }[target]
  const found = wanted ? element(wanted) : document.querySelector('#panel .primary, #panel .city')
  const focused = found ?? element('panel')
  focused.focus({ preventScroll: true })
  if (target === 'reason') focused.setSelectionRange(focused.value.length, focused.value.length)
  scrollTo(0, 0)
}

function callChanged(state, before) {
  return Boolean(state.call?.stalled) !== Boolean(before.call?.stalled)
}

function pairing({ name, notice, unsure }) {
  const shown = [name === 'joining' && 'joining', notice, unsure && 'leftUnsure'].filter(Boolean)
  update(element('pair-notice'), shown.join(), () => shown.map((key) => h('span', {}, both(texts[key]))))
}

function bar({ terminal, phase, sale, link, call, token }) {
  const shown = token !== null && terminal !== null
  element('bar').hidden = !shown
  if (!shown) return
  text('bar-venue', terminal.venue.name)
  text('bar-city', terminal.city.name)
  plain('bar-desk', terminal.label)
  const ticket = terminal.tickets[sale.ticket]
  text('bar-ticket', fill(texts.barTicketValue, { zh: ticket.name.zh, en: ticket.name.en, count: count(sale) }))
  element('bar-link').dataset.link = link
  text('bar-link', { up: texts.linkUp, down: texts.linkDown, unknown: texts.linkUnknown }[link])
  const waits = Boolean(call) && ['redeeming', 'voiding'].includes(phase.name)
  plain('bar-queued', waits ? '1' : '0')
}

/** The sale's form: as the state has it, and only touched where that changed. */
function form(state, before) {
  const { terminal, sale, phase } = state
  card.show(state.entry)
  element('entry').inert = phase.name !== 'ready'
  if (terminal !== before.terminal) choices(terminal)
  mark('tickets', String(sale.ticket))
  mark('seen', sale.seen ?? '')
  element('form').value = state.form
  const isGoods = terminal.tickets[sale.ticket]?.price === undefined
  element('price-row').hidden = !isGoods
  if (sale.price === null && document.activeElement !== element('price')) element('price').value = ''
  element('occasion').value = sale.occasion ?? ''
  plain('quantity', String(sale.quantity))
  element('fewer').disabled = sale.quantity <= 1
  element('more').disabled = count(sale) >= most.tickets
  element('add-line').disabled = sale.lines.length + 1 >= most.lines || count(sale) >= most.tickets
  if (sale.lines !== before.sale.lines || terminal !== before.terminal) basket(sale, terminal)
  const notice = phase.name === 'ready' ? phase.notice : undefined
  update(element('entry-notice'), notice ?? '', () => (notice ? both(texts[notice]) : []))
}

function choices({ tickets, documents: offered, events }) {
  const radio = (name, value, content) => h('label', { class: 'choice' },
    h('input', { type: 'radio', name, value }), h('span', { class: 'choice-text' }, content))
  element('tickets').replaceChildren(...tickets.map(({ name, price }, index) =>
    radio('ticket', index, [h('span', {}, both(name)), ' ', price !== undefined && h('span', { class: 'price' }, `NT$${price}`)])))
  element('occasion').replaceChildren(h('option', { value: '' }, `${texts.occasionNone.zh} ${texts.occasionNone.en}`),
    ...occasions(events).map(({ name, slot = '' }, index) =>
      h('option', { value: index }, `${name.zh} ${name.en} ${slot}`.trim())))
  element('occasion-row').hidden = occasions(events).length === 0
  element('seen').replaceChildren(radio('seen', '', both(texts.seenNone)),
    ...offered.map((name) => radio('seen', name, both(documents[name]))))
  element('seen-group').hidden = offered.length === 0
}

function basket(sale, { tickets }) {
  element('lines').replaceChildren(...lines(sale).slice(0, -1).map(({ ticket, quantity, seen }, index) => {
    const name = fill(texts.basketLine, { zh: tickets[ticket].name.zh, en: tickets[ticket].name.en, quantity })
    const remove = fill(texts.removeLine, name)
    return h('li', {}, h('span', {}, both(name), seen && [' ', both(documents[seen])]),
      h('button', { type: 'button', class: 'small', 'data-line': index, 'aria-label': `${remove.zh} ${remove.en}` }, '✕'))
  }))
}

function board(state, before) {
  const { phase, call, sale, terminal } = state
  const target = element('panel')
  const key = [phase, phase.notice, call?.attempt, call?.stalled, call?.unsure, lapsed(state),
    state.link, ...(phase.name === 'ready' ? [sale, terminal] : [])]
  if (!same(key, target.shown)) {
    const shown = describe(state)
    const typing = phase.name === 'undo' && before.phase.name === 'undo' && phase.notice === before.phase.notice
    target.shown = key
    if (target.dataset.tone !== shown.look || phase.name !== before.phase.name) play(shown.look)
    target.dataset.tone = shown.look
    if (!typing) {
      const again = target.contains(document.activeElement)
      target.replaceChildren(...panel(shown, phase.name === 'ready' ? undefined : phase.notice))
      if (again) place(focus(state))
      say(shown)
    }
  }
  countdown(state)
}

function same(a, b) {
  return b !== undefined && a.length === b.length && a.every((value, index) => value === b[index])
}

function countdown({ phase, time }) {
  const shown = element('countdown')
  if (shown && phase.lapses) plain('countdown', clock(phase.lapses - time))
}

function clock(span) {
  const seconds = Math.max(0, Math.ceil(span / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** For screen readers: the verdict at once, in both languages, each in its own voice. */
function say(shown) {
  plain('live-zh', spoken(shown, 'zh'))
  plain('live-en', spoken(shown, 'en'))
}

function undoOffer({ last, phase, time }) {
  const offered = last !== null && !last.voided && phase.name === 'ready'
  element('last').hidden = !offered
  if (!offered) return
  const left = last.until - time
  const shown = left > 0 ? texts.lastInTime : texts.lastLate
  text('last-text', fill(shown, { due: last.due, left: clock(left) }))
}

function text(id, value) {
  update(element(id), `${value.zh}\n${value.en}`, () => both(value))
}

function plain(id, value) {
  const target = element(id)
  if (target.textContent !== value) target.textContent = value
}

function update(target, key, build) {
  if (target.shown === key) return
  target.shown = key
  target.replaceChildren(...build())
}

function mark(group, value) {
  for (const radio of element(group).querySelectorAll('input')) radio.checked = radio.value === value
}
