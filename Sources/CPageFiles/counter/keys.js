// Keys as a scanner presses them. Pure.
//
// A scanner is a keyboard. An input method such as 注音 swallows the letters it sends, so a character is read
// from the place of the key (`code`) wherever `key` is not a plain one. A scanner's keys come in a burst, which
// tells them from a person's, and it ends with CR, LF or Tab.

/** The most milliseconds between two keys of a scanner; people take longer. */
export const gap = 60
/** For so many milliseconds after a key that nothing took, an Enter or a space may be a slow scanner's too. */
export const settle = 500
/** The fewest characters of a card number; fewer in a row may be a person's. */
const shortest = 6

const places = {
  Minus: '-', NumpadSubtract: '-', Slash: '/', NumpadDivide: '/', Period: '.', NumpadDecimal: '.',
  NumpadAdd: '+', Space: ' ',
}

/** The character of a card number that a key means; undefined if it means none. */
export function character({ key, code = '', shiftKey, ctrlKey, altKey, metaKey }) {
  if (ctrlKey || altKey || metaKey) return undefined
  if (/^[0-9A-Za-z /+.-]$/.test(key)) return key
  const letter = /^(?:Digit|Numpad|Key)([0-9A-Z])$/.exec(code)?.[1]
  if (letter && !(shiftKey && code.startsWith('Digit'))) return letter
  return code === 'Equal' && shiftKey ? '+' : places[code]
}

/** Whether a key ends a line: CR or LF as Enter, or as the control characters themselves. */
export function endsLine({ key, code, ctrlKey }) {
  return key === 'Enter' || code === 'Enter' || code === 'NumpadEnter'
    || Boolean(ctrlKey && (code === 'KeyJ' || code === 'KeyM'))
}

/** No keys yet. */
export const quiet = { text: '', last: -Infinity }

/** The burst after one more character. */
export function press(burst, character, time) {
  return { text: goesOn(burst, time) ? burst.text + character : character, last: time }
}

/** Whether a key at this time goes on with a burst: a space does, that else would press a button. */
export function goesOn(burst, time) {
  return time - burst.last <= gap
}

/** Whether what was pressed so far came from a scanner, and its end is now. */
export function isScan(burst, time) {
  return burst.text.length >= shortest && goesOn(burst, time)
}
