import type { DemoRecord } from './registers.js';

export const FAULTS = ['slow', 'error', 'partial', 'bad_signature', 'garbage'] as const;
export type Fault = (typeof FAULTS)[number];

/** What a test asks of the provider: to fail so many times in a way, or to hold other records of a person. */
export type FaultOrder =
  | { verifier: string; fault: Fault; times: number; ms?: number }
  | { item: string; idNumber: string; records: DemoRecord[] };

/** The faults that are still to come, and what was changed in the registers. */
export class Faults {
  private readonly coming = new Map<string, { fault: Fault; ms: number }[]>();
  private readonly changed = new Map<string, DemoRecord[]>();

  order(order: FaultOrder): void {
    if ('item' in order) {
      this.changed.set(`${order.item} ${order.idNumber}`, order.records);
      return;
    }
    const { verifier, fault, times, ms = 0 } = order;
    const list = this.coming.get(verifier) ?? [];
    list.push(...Array.from({ length: times }, () => ({ fault, ms })));
    this.coming.set(verifier, list);
  }

  /** The fault of the next answer, if any is ordered. */
  next(verifier: string): { fault: Fault; ms: number } | undefined {
    return this.coming.get(verifier)?.shift();
  }

  records(item: string, idNumber: string): DemoRecord[] | undefined {
    return this.changed.get(`${item} ${idNumber}`);
  }
}
