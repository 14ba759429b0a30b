import { randomBytes } from 'node:crypto';

const COUNTER_BITS = 12;

/** The time and the counter of the last id as one number, so that the next one is always greater. */
let last = 0;

/**
 * A new id, ordered by the time at which it is made (RFC 9562, version 7), as the database's own `uuidv7()`; ids of one
 * process are in the order in which they were made also within a millisecond.
 */
export function uuidv7(): string {
  last = Math.max(last + 1, Date.now() * 2 ** COUNTER_BITS);
  const counter = last % 2 ** COUNTER_BITS;
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Math.floor(last / 2 ** COUNTER_BITS), 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
