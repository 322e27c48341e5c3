// Looks every few seconds whether the device has paired, and then shows the page anew. Without this module the page has
// a button that does the same.

const pause = 3_000
const address = document.getElementById('pairing').dataset.state

async function look() {
  try {
    const response = await fetch(address, { cache: 'no-store', redirect: 'error', signal: AbortSignal.timeout(10_000) })
    if (!response.ok || (await response.text()) !== 'waiting') return location.reload()
  } catch {
    // No answer, as when the network is away for a moment: the next look finds out.
  }
  setTimeout(look, pause)
}

setTimeout(look, pause)
