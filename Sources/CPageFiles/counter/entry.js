// The card field. What stands in it is what the keys meant by their places, not what an input method made of
// them; screen keyboards, which have no places, and pasted text are taken as they come.

import { character, endsLine, isScan, press, quiet } from './keys.js'

/** Looks after `field`; tells of its text, and of the Enter (or a scanner's Tab) that ends it. */
export function attach(field, { changed, ended, now }) {
  let text = ''
  let burst = quiet
  let placed = false

  const put = (next, caret = next.length) => {
    text = next
    if (field.value !== next) field.value = next
    if (document.activeElement === field) field.setSelectionRange(caret, caret)
  }
  const insert = (letter) => {
    const [from, to] = [field.selectionStart ?? text.length, field.selectionEnd ?? text.length]
    if (text.length - (to - from) >= field.maxLength) return
    put(text.slice(0, from) + letter + text.slice(to), from + 1)
    changed(text)
  }

  field.addEventListener('keydown', (event) => {
    const letter = character(event)
    placed = letter !== undefined
    if (letter !== undefined) {
      event.preventDefault()
      burst = press(burst, letter, now())
      insert(letter)
    } else if (endsLine(event) || (event.key === 'Tab' && isScan(burst, now()))) {
      event.preventDefault()
      burst = quiet
      if (!event.repeat) ended(text)
    }
  })
  field.addEventListener('input', (event) => {
    // A key that was read by its place has no input of its own: this is an input method's.
    if (placed && /^insert(Text|CompositionText|FromComposition)$/.test(event.inputType)) return put(text)
    text = field.value
    changed(text)
  })
  field.addEventListener('compositionend', () => put(placed ? text : field.value))

  return {
    /** Shows what the state has. */
    show(next) {
      if (next !== text || field.value !== next) put(next)
    },
    /** A character that was pressed elsewhere on the page. */
    type(letter) {
      field.focus()
      burst = press(burst, letter, now())
      insert(letter)
    },
  }
}
