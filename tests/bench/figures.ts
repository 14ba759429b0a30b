/** How long each piece of work takes, one after the other, in milliseconds. */
export async function timesOf<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const item of items) {
    const start = performance.now();
    await work(item);
    times.push(performance.now() - start);
  }
  return times;
}

export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** One line of what a bench tells beside its figures. */
export function row(what: string, value: number): void {
  console.error(`${what.padEnd(48)} ${value.toFixed(1).padStart(12)}`);
}
