// Elements, made one by one. Text is only ever set as text, so that no name of a venue, a terminal or an offer
// can become markup.

const svg = 'http://www.w3.org/2000/svg'

/** An element with attributes and children; `null` and `false` are left out, functions listen. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value)
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false))
  return element
}

/** A text in both languages, each marked with its own. */
export function both({ zh, en }) {
  return [h('span', { lang: 'zh-Hant-TW' }, zh), ' ', h('span', { lang: 'en' }, en)]
}

/** A text with its `{marks}` filled in. */
export function fill({ zh, en }, values) {
  const put = (text) => text.replace(/\{(\w+)\}/g, (_, name) => values[name])
  return { zh: put(zh), en: put(en) }
}

export function keys(...names) {
  return names.map((name) => h('kbd', {}, name))
}

const outlines = {
  round: ['circle', { cx: 32, cy: 32, r: 30 }],
  octagon: ['polygon', { points: '20,2 44,2 62,20 62,44 44,62 20,62 2,44 2,20' }],
  triangle: ['polygon', { points: '32,3 63,60 1,60' }],
  diamond: ['polygon', { points: '32,1 63,32 32,63 1,32' }],
  square: ['rect', { x: 4, y: 4, width: 56, height: 56, rx: 8 }],
}

const signs = {
  check: 'M18 33 L28 43 L47 22',
  cross: 'M21 21 L43 43 M43 21 L21 43',
  exclamation: 'M32 22 L32 40 M32 48 L32 50',
  question: 'M25 26 Q25 18 32 18 Q39 18 39 25 Q39 30 32 34 L32 38 M32 46 L32 47',
  back: 'M27 20 L18 29 L27 38 M18 29 L37 29 Q46 29 46 37 Q46 45 37 45 L30 45',
  card: 'M15 21 L49 21 L49 43 L15 43 Z M15 29 L49 29',
  dots: 'M20 32 L21 32 M32 32 L33 32 M44 32 L45 32',
}

/** A sign in its shape: what a verdict is can be told without its colour. */
export function symbol(outline, sign) {
  const draw = (name, attributes) => {
    const element = document.createElementNS(svg, name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return element
  }
  const drawing = draw('svg', { viewBox: '0 0 64 64', class: 'symbol', 'aria-hidden': 'true', focusable: 'false' })
  drawing.dataset.shape = outline
  const [shape, attributes] = outlines[outline]
  drawing.append(draw(shape, { ...attributes, class: 'outline' }), draw('path', { d: signs[sign], class: 'sign' }))
  return drawing
}
