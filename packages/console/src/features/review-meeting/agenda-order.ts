/** The order with `id` moved to `place`, counted from 0; places beyond either end are the end. */
export function moved(order: readonly string[], id: string, place: number): string[] {
  const others = order.filter((one) => one !== id);
  const at = Math.min(Math.max(place, 0), others.length);
  return [...others.slice(0, at), id, ...others.slice(at)];
}

/** The order with `id` put at its end, or taken out. */
export function toggled(order: readonly string[], id: string): string[] {
  return order.includes(id) ? order.filter((one) => one !== id) : [...order, id];
}
