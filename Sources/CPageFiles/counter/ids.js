// Identifiers that the client chooses (RFC 9562 §5.7). Pure: time and randomness are handed in.

/** A UUIDv7 of a time in milliseconds and ten random bytes. */
export function uuid7(time, random) {
  const bytes = new Uint8Array(16)
  let rest = Math.floor(time)
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = 0x70 | (bytes[6] & 0x0f)
  bytes[8] = 0x80 | (bytes[8] & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
