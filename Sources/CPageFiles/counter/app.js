// The counter page's shell: clock, randomness, network, storage, keyboard. What is done, machine.js decides;
// how it looks is view.js's.

import { attach } from './entry.js'
import { uuid7 } from './ids.js'
import { character, endsLine, gap, goesOn, isScan, press, quiet, settle } from './keys.js'
import { begin, step } from './machine.js'
import { render, wire } from './view.js'

const { city, page } = document.documentElement.dataset
/** Browsers share storage between the ports of a host, so two cities on one machine need two names. */
const names = { pairing: `citycard.${city}.terminal`, kept: `citycard.${city}.sale` }
const now = () => performance.timeOrigin + performance.now()
const newID = () => uuid7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))

let state = begin(city)
let burst = quiet
/** When a key was last pressed that nothing took. */
let untaken = -Infinity

function dispatch(event) {
  const before = state
  const [next, actions] = step(state, { id: newID(), time: now(), ...event })
  state = next
  for (const action of actions) perform(action)
  render(state, before)
}

function perform(action) {
  switch (action.type) {
    case 'call': return void call(action)
    case 'later': return void setTimeout(dispatch, action.pause, action.event)
    case 'remember': return store(localStorage, names.pairing, { token: action.token, reversed: action.reversed })
    case 'keep': return store(sessionStorage, names.kept, { pending: action.pending, last: action.last })
    case 'forget':
      store(localStorage, names.pairing, null)
      return store(sessionStorage, names.kept, null)
  }
}

async function call({ serial, token, method, path, body, wait }) {
  let outcome = { status: 0 }
  try {
    const response = await fetch(`/api/v1/${path}`, {
      method, cache: 'no-store', credentials: 'omit', redirect: 'error', signal: AbortSignal.timeout(wait),
      headers: {
        'Citycard-Page': page, ...(token && { Authorization: `Bearer ${token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const document = await response.json()
    // Anything else was said by something between the node and here, and tells nothing.
    if (response.status === 200 || typeof document.code === 'string') {
      outcome = { status: response.status, body: document }
    }
  } catch {
    // No answer, or half of one: nobody knows what became of the call, and the machine goes by that.
  }
  dispatch({ type: 'answered', serial, outcome })
}

/** A browser that keeps nothing still works, until it is closed. */
function store(storage, name, value) {
  try {
    if (value === null) storage.removeItem(name)
    else storage.setItem(name, JSON.stringify(value))
  } catch {
    return
  }
}

function stored(storage, name) {
  try {
    return JSON.parse(storage.getItem(name)) ?? {}
  } catch {
    return {}
  }
}

/** What a link brings: an invitation's code, or a token. It leaves the address at once, and was sent nowhere with it. */
function takeLink() {
  const link = new URLSearchParams(location.hash.slice(1))
  if (location.hash) history.replaceState(null, '', location.pathname)
  const [code, token] = [link.get('pair'), link.get('token')]
  return code ? { type: 'invited', code } : token ? { type: 'paired', token } : null
}

// Keys that are not typed into a field.

const commands = { F2: 'nextSeen', F4: 'line', F7: 'changed', F8: 'undone', Escape: 'cancelled' }

function isTextField(element) {
  return element instanceof HTMLInputElement && ['text', 'password'].includes(element.type)
}

function pressed(event) {
  if (document.querySelector('dialog[open]')) return
  const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.repeat
  if (event.key in commands && isPlain) {
    event.preventDefault()
    return controls.command(commands[event.key])
  }
  if (event.target.id === 'reason') return reasoned(event)
  if (isTextField(event.target)) return
  const letter = character(event)
  if (letter !== undefined && (letter !== ' ' || goesOn(burst, now()))) return typed(event, letter)
  const ends = endsLine(event)
  if (!ends && letter !== ' ' && event.key !== 'Tab') return
  if (isScan(burst, now())) {
    event.preventDefault()
    scanned()
  } else if (event.key !== 'Tab' && isHasty()) {
    event.preventDefault()
    dispatch({ type: 'unused' })
  } else if (ends && (event.repeat || event.ctrlKey)) {
    // A key that was held down since the last screen, or a scanner's second line end.
    event.preventDefault()
  } else if (ends && !event.target.closest('button, select, input')) {
    event.preventDefault()
    dispatch({ type: 'confirmed' })
  }
}

function scanned() {
  give({ type: 'scanned', text: burst.text })
  burst = quiet
}

/** What was pressed goes to the machine, which takes it if a check comes of it. */
function give(event) {
  dispatch(event)
  untaken = state.phase.name === 'checking' ? -Infinity : now()
}

/** Whether an Enter or a space comes too soon after keys that nothing took to be a person's confirmation. */
function isHasty() {
  return state.phase.name !== 'ready' && now() - untaken < settle
}

function typed(event, letter) {
  if (state.phase.name === 'ready' && event.target.tagName !== 'SELECT') {
    event.preventDefault()
    return card.type(letter)
  }
  if (letter === ' ') event.preventDefault()
  burst = press(burst, letter, now())
  untaken = now()
  const alone = burst
  if (/^[1-9]$/.test(letter)) {
    // One digit chooses a city; the first digit of a scanned card does not.
    setTimeout(() => burst === alone && alone.text.length === 1
      && give({ type: 'city', index: Number(letter) - 1 }), gap + 20)
  }
}

/** A reason is a person's: a card that is scanned into its field is taken out again, and confirms nothing. */
function reasoned(event) {
  const { target } = event
  const letter = character(event)
  if (letter !== undefined) {
    burst = press(burst, letter, now())
    if (burst.text.length === 1 || target.unscanned === undefined) target.unscanned = target.value
  } else if ((endsLine(event) || event.key === 'Tab') && isScan(burst, now())) {
    event.preventDefault()
    target.value = target.unscanned
    dispatch({ type: 'reason', text: target.value })
    scanned()
  } else if (event.key === 'Enter' && !event.isComposing) {
    event.preventDefault()
    if (!event.repeat && !isHasty()) dispatch({ type: 'confirmed' })
  }
}

const card = attach(document.getElementById('card'), {
  now,
  changed: (text) => dispatch({ type: 'entry', text }),
  ended: (text) => dispatch({ type: 'submitted', text }),
})
const controls = wire({ dispatch, card, state: () => state })
document.addEventListener('keydown', pressed)
addEventListener('online', () => dispatch({ type: 'reconnected' }))
addEventListener('offline', () => dispatch({ type: 'disconnected' }))
addEventListener('hashchange', () => {
  const link = takeLink()
  if (link) dispatch(link)
})
setInterval(() => dispatch({ type: 'ticked' }), 1000)

const link = takeLink()
dispatch({ type: 'opened', ...stored(localStorage, names.pairing), ...stored(sessionStorage, names.kept) })
if (link) dispatch(link)
