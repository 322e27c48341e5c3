// Pure parts of the counter page: card numbers, keys, identifiers, the sale.
const { read, ending, forms } = await import('/pos/card.js')
const { character, endsLine, gap, goesOn, isScan, press, quiet } = await import('/pos/keys.js')
const { uuid7 } = await import('/pos/ids.js')
const sales = await import('/pos/sale.js')

test('a number is of the system that its form shows', () => {
  for (const [entered, expected] of [
    ['9000010000000011', 'easycard:printed'], ['9000 0100-0000 0011', 'easycard:printed'],
    ['12345678901', 'ipass:printed'], ['04A1B2C3', 'easycard:uid'], ['04a1b2c3d4e5f6', 'easycard:uid'],
    ['00112233445566778899', 'easycard:uid'], ['TT900000000021', 'city:printed'], ['123', 'easycard:printed'],
  ]) {
    const { scheme, kind, number } = read(entered, 'auto', false)
    equal(`${scheme}:${kind}`, expected)
    if (kind === 'printed') equal(number, entered)
  }
})

test('leading zeros, spaces and hyphens of a printed number reach the node as they were entered', () => {
  equal(read(' 0000 0100-0000 0011\t', 'auto', false).number, '0000 0100-0000 0011')
})

test('what the clerk chose comes before the form', () => {
  for (const form of forms.slice(1)) {
    const { scheme, kind } = read('04A1B2C3', form, false)
    equal(`${scheme}:${kind}`, form)
  }
})

test('a decimal UID becomes hexadecimal, and a reader that prints bytes backwards is turned round', () => {
  equal(read('0077705923', 'auto', false).number, '04A1B2C3')
  equal(read('04A1B2C3', 'auto', true).number, 'C3B2A104')
  equal(read('0077705923', 'auto', true).number, 'C3B2A104')
  equal(read('04a1b2c3d4e5f6', 'auto', true).number, 'F6E5D4C3B2A104')
  equal(read('9999999999', 'auto', false).number, '9999999999')
  equal(read('9000010000000011', 'auto', true).number, '9000010000000011')
})

test('an e-invoice carrier goes to the node as it was scanned, which says so kindly', () => {
  for (const form of forms) equal(read('/ABC+123', form, true).number, '/ABC+123')
})

test('only the end of a number is ever shown', () => {
  equal(ending('9000 0100-0000 0011'), '0011')
  equal(ending('12'), '12')
})

test('a key is read by its place where an input method swallowed the letter', () => {
  for (const [event, expected] of [
    [{ key: '7', code: 'Digit7' }, '7'], [{ key: 'Process', code: 'Digit7' }, '7'],
    [{ key: 'ㄅ', code: 'Digit1' }, '1'], [{ key: 'Process', code: 'KeyA', shiftKey: true }, 'A'],
    [{ key: 'Process', code: 'Numpad4' }, '4'], [{ key: 'Process', code: 'Minus' }, '-'],
    [{ key: 'Process', code: 'Slash' }, '/'], [{ key: 'Process', code: 'Equal', shiftKey: true }, '+'],
    [{ key: 'z', code: 'KeyW' }, 'z'], [{ key: 'Process', code: 'Digit1', shiftKey: true }, undefined],
    [{ key: 'a', code: 'KeyA', ctrlKey: true }, undefined], [{ key: 'ArrowUp', code: 'ArrowUp' }, undefined],
    [{ key: 'Unidentified', code: '' }, undefined], [{ key: 'ß', code: '' }, undefined],
  ]) equal(character(event), expected)
})

test('CR and LF end a line, as keys and as control characters', () => {
  for (const event of [
    { key: 'Enter', code: 'Enter' }, { key: 'Enter', code: 'NumpadEnter' }, { key: 'Process', code: 'Enter' },
    { key: 'j', code: 'KeyJ', ctrlKey: true }, { key: 'm', code: 'KeyM', ctrlKey: true },
  ]) equal(endsLine(event), true)
  for (const event of [{ key: 'j', code: 'KeyJ' }, { key: 'Tab', code: 'Tab' }]) equal(endsLine(event), false)
})

test('a burst of keys is a scanner, slow keys are a person', () => {
  const typed = (pause) => [...'9000010000'].reduce((burst, key, index) => press(burst, key, index * pause), quiet)
  equal(isScan(typed(gap), 9 * gap + gap), true)
  equal(isScan(typed(gap), 9 * gap + gap + 1), false)
  equal(isScan(typed(gap + 1), 9 * (gap + 1)), false)
  equal(isScan(press(quiet, '1', 0), 0), false)
})

test('a space within a burst is the card\u2019s, one by itself a person\u2019s', () => {
  const burst = press(quiet, '9', 1000)
  equal([goesOn(burst, 1000 + gap), goesOn(burst, 1000 + gap + 1), goesOn(quiet, 0)], [true, false, false])
  equal(press(burst, ' ', 1000 + gap).text, '9 ')
})

test('an id is a UUIDv7 of its time', () => {
  const id = uuid7(1_795_399_200_123.7, new Uint8Array(10).fill(255))
  equal(id, '01a20621-ad7b-7fff-bfff-ffffffffffff')
  equal(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid7(1, new Uint8Array(10))), true)
})

const tickets = [{ id: 'adult', price: 80 }, { id: 'concession', price: 50 }]

test('a sale is one line after the other, and the basket says them in order', () => {
  let sale = sales.number(sales.fresh, 2)
  sale = { ...sales.add(sale), seen: 'disability' }
  sale = { ...sales.add(sale), ticket: 1, seen: 'companion' }
  equal(sales.basket(sale, tickets), [
    { ticket: 'adult', quantity: 2 }, { ticket: 'adult', quantity: 1, seen: 'disability' },
    { ticket: 'concession', quantity: 1, seen: 'companion' },
  ])
  equal(sales.regular(sale, tickets), 290)
  equal(sales.count(sales.remove(sale, 0)), 2)
})

test('a sale keeps within the limits of the API', () => {
  equal(sales.number(sales.fresh, 1000).quantity, 100)
  equal(sales.number(sales.fresh, 0).quantity, 1)
  let sale = sales.fresh
  for (let index = 0; index < 50; index++) sale = sales.add(sale)
  equal(sales.lines(sale).length, 20)
  sale = sales.add(sales.number(sales.fresh, 99))
  equal(sales.number(sale, 5).quantity, 1)
  equal(sales.add(sale), sale)
})

test('goods carry the price on their tag, tickets never one', () => {
  const sold = [...tickets, { id: 'books' }]
  let sale = { ...sales.choose(sales.fresh, 2, 3), quantity: 2 }
  equal(sales.lacksPrice(sale, sold), true)
  sale = { ...sale, price: 350 }
  equal(sales.lacksPrice(sale, sold), false)
  equal(sales.regular(sale, sold), 700)
  equal(sales.basket(sale, sold), [{ ticket: 'books', quantity: 2, price: 350 }])
  equal(sales.choose(sale, 0, 3).price, null)
  equal(sales.basket({ ...sale, ticket: 0 }, sold), [{ ticket: 'adult', quantity: 2 }])
})

test('tickets may be for an event of today, or for a slot of one', () => {
  const events = [{ id: 'tour', name: { zh: '導覽', en: 'Tour' }, slots: ['10:00', '14:00'] }, { id: 'fair', name: { zh: '市集', en: 'Fair' }, slots: [] }]
  equal(sales.occasions(events).map(({ event, slot }) => [event, slot]), [['tour', '10:00'], ['tour', '14:00'], ['fair', undefined]])
  equal(sales.occasions(undefined), [])
  const sale = { ...sales.fresh, occasion: 1 }
  equal(sales.basket(sale, tickets, events), [{ ticket: 'adult', quantity: 1, event: 'tour', slot: '14:00' }])
  equal(sales.basket({ ...sale, occasion: 2 }, tickets, events), [{ ticket: 'adult', quantity: 1, event: 'fair' }])
  equal(sales.basket(sale, tickets), [{ ticket: 'adult', quantity: 1 }])
  equal(sales.add(sale).occasion, 1)
})

test('choosing goes round', () => {
  equal(sales.choose(sales.fresh, -1, 2).ticket, 1)
  equal(sales.choose(sales.fresh, 2, 2).ticket, 0)
})
