// Shows what an offer does to the prices while somebody types. The node reckons it, by the rules that decide at the
// counter; without this module the button "試算價格" does the same.

const pause = 200
const box = document.querySelector('#effect')
const offer = document.querySelector('#offer')
const form = offer?.closest('form')

const element = (name, className, text) => {
  const made = document.createElement(name)
  if (className) made.className = className
  made.textContent = text
  return made
}

const show = ({ lines, caption, why }) => {
  const parts = []
  if (why) parts.push(element('p', 'soft', why))
  if (lines.length > 0) {
    const list = element('ul', 'effect', '')
    for (const { what, prices, same } of lines) {
      const item = element('li', '', '')
      item.append(element('span', '', what), element('span', same ? 'prices same' : 'prices', prices))
      list.append(item)
    }
    parts.push(list)
  }
  if (caption) parts.push(element('p', 'soft', caption))
  box.replaceChildren(...parts)
}

let asked
const ask = async () => {
  asked?.abort()
  asked = new AbortController()
  try {
    const response = await fetch(offer.dataset.effect, {
      method: 'POST', body: new URLSearchParams(new FormData(form)), signal: asked.signal,
    })
    if (response.ok) show(await response.json())
  } catch (error) {
    // The next stroke asks again; what stands there was right for what was typed before.
    if (error.name !== 'AbortError') console.warn(error.message)
  }
}

let timer
form?.addEventListener('input', () => {
  clearTimeout(timer)
  timer = setTimeout(ask, pause)
})
