// What a visitor buys: one line after the other, the last of them still being chosen. Pure.

/** As the API has it. */
export const most = { lines: 20, tickets: 100 }

/** One ticket of the first type. */
export const fresh = { lines: [], ticket: 0, quantity: 1, seen: null, price: null, occasion: null }

/** Everything that was chosen. */
export function lines({ lines, ticket, quantity, seen, price, occasion }) {
  return [...lines, { ticket, quantity, seen, price, occasion }]
}

/** What tickets may be for besides admission: the day's events, and each slot of those that have some. */
export function occasions(events = []) {
  return events.flatMap(({ id, name, slots = [] }) =>
    slots.length > 0 ? slots.map((slot) => ({ event: id, name, slot })) : [{ event: id, name }])
}

export function count(sale) {
  return lines(sale).reduce((sum, line) => sum + line.quantity, 0)
}

export function choose(sale, ticket, types) {
  return { ...sale, ticket: (ticket + types) % types, price: null }
}

export function number(sale, quantity) {
  const room = most.tickets - count(sale) + sale.quantity
  return { ...sale, quantity: Math.min(Math.max(quantity, 1), room) }
}

/** Puts the line aside and begins another; as it was where the limit is reached. */
export function add(sale) {
  if (sale.lines.length + 1 >= most.lines || count(sale) >= most.tickets) return sale
  return { ...fresh, lines: lines(sale), ticket: sale.ticket, occasion: sale.occasion }
}

export function remove(sale, index) {
  return { ...sale, lines: sale.lines.filter((_, at) => at !== index) }
}

/** The regular price of everything, in NT$. */
export function regular(sale, tickets) {
  return lines(sale).reduce((sum, line) => sum + line.quantity * (tickets[line.ticket]?.price ?? line.price ?? 0), 0)
}

/** The basket as the API takes it. */
export function basket(sale, tickets, events) {
  const all = occasions(events)
  return lines(sale).map(({ ticket, quantity, seen, price, occasion }) => ({
    ticket: tickets[ticket].id, quantity, ...(seen && { seen }),
    // Goods have the price on their tag, tickets one of their own.
    ...(price !== null && tickets[ticket].price === undefined && { price }),
    ...(all[occasion] && { event: all[occasion].event, ...(all[occasion].slot && { slot: all[occasion].slot }) }),
  }))
}

/** Whether some goods still lack their price. */
export function lacksPrice(sale, tickets) {
  return lines(sale).some(({ ticket, price }) => tickets[ticket]?.price === undefined && price === null)
}
