// What a scanner sent or a clerk typed, as the API's card. Pure.
//
// Whether a number is a card's is the node's to say (CardIdentifier). Here it is decided only which system of
// numbers it is of, as the clerk chose it or, by default, from its form:
//
//   16 digits                          EasyCard, printed
//   11 digits                          iPASS, printed
//   8, 14 or 20 hexadecimal digits     a chip's UID
//   10 digits                          a chip's UID that the reader prints as a decimal number
//   letters and digits                 a city's own number
//
// A city's own number that looks like a UID has to be chosen by hand.

/** What the clerk may choose. */
export const forms = [
  'auto', 'easycard:printed', 'ipass:printed', 'city:printed', 'easycard:uid', 'ipass:uid', 'city:uid',
]

/** `{scheme, kind, number}` of what was entered; `reversed` for a reader that prints a UID's bytes backwards. */
export function read(entered, form, reversed) {
  const text = entered.trim()
  const bare = text.replace(/[ -]/g, '').toUpperCase()
  const [scheme, kind] = (form === 'auto' ? guess(bare) : form).split(':')
  return { scheme, kind, number: (kind === 'uid' && uid(bare, reversed)) || text }
}

/** The end of a number, enough to compare with the card in hand. */
export function ending(number) {
  return number.replace(/[ -]/g, '').slice(-4)
}

function guess(bare) {
  if (/^[0-9]{16}$/.test(bare)) return 'easycard:printed'
  if (/^[0-9]{11}$/.test(bare)) return 'ipass:printed'
  if (/^([0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20}|[0-9]{10})$/.test(bare)) return 'easycard:uid'
  return /[A-Z]/.test(bare) ? 'city:printed' : 'easycard:printed'
}

/** A UID's bytes in the order of anticollision; undefined for what is none. */
function uid(bare, reversed) {
  let hex = bare
  if (/^[0-9]{10}$/.test(bare)) {
    const number = Number(bare)
    if (number > 0xffffffff) return undefined
    hex = number.toString(16).toUpperCase().padStart(8, '0')
  }
  const bytes = hex.match(/[0-9A-F]{2}/g)
  if (!bytes || bytes.join('') !== hex) return undefined
  return (reversed ? bytes.reverse() : bytes).join('')
}
