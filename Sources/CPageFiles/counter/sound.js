// The verdict's sound, for a clerk who looks at the visitor: two notes up, one low, two alike. It comes beside
// word, sign, shape and colour, and a browser that plays none takes nothing away.

const notes = {
  granted: [[660, 0], [880, 0.12]], done: [[880, 0]], denied: [[220, 0]], failed: [[220, 0]],
  unsure: [[440, 0], [440, 0.16]], city: [[440, 0], [440, 0.16]],
}

let context

/** Plays what belongs to a panel's look. */
export function play(look) {
  if (!(look in notes) || typeof AudioContext === 'undefined') return
  context ??= new AudioContext()
  // Browsers let a page sound only after a key was pressed or a button clicked, as every check begins.
  if (context.state === 'suspended') void context.resume().catch(() => {})
  for (const [pitch, start] of notes[look]) {
    const [tone, volume] = [context.createOscillator(), context.createGain()]
    const at = context.currentTime + start
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(0.15, at)
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.14)
    tone.connect(volume).connect(context.destination)
    tone.start(at)
    tone.stop(at + 0.15)
  }
}
