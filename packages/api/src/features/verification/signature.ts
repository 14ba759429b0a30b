import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** Seconds that clocks may differ, and for which a signature is remembered so that it serves once. */
export const REPLAY_WINDOW_S = 300;

export interface Signed {
  timestamp: string;
  nonce: string;
  signature: string;
}

const HEADERS = { timestamp: 'x-yimen-timestamp', nonce: 'x-yimen-nonce', signature: 'x-yimen-signature' } as const;

/** What is signed: method, path, digest of the body, time (seconds since 1970) and a number used once, a line each. */
function mac(secret: string, method: string, path: string, body: string, timestamp: string, nonce: string): string {
  const digest = createHash('sha256').update(body).digest('hex');
  return createHmac('sha256', secret).update([method, path, digest, timestamp, nonce].join('\n')).digest('hex');
}

/** The headers of a signed message; an answer carries the nonce of what it answers. */
export function signedHeaders(
  secret: string,
  method: string,
  path: string,
  body: string,
  nonce: string = randomUUID(),
): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    [HEADERS.timestamp]: timestamp,
    [HEADERS.nonce]: nonce,
    [HEADERS.signature]: mac(secret, method, path, body, timestamp, nonce),
  };
}

/** The signature of a message; undefined when a header is missing. */
export function signatureIn(header: (name: string) => string | null | undefined): Signed | undefined {
  const [timestamp, nonce, signature] = Object.values(HEADERS).map(header);
  return timestamp && nonce && signature ? { timestamp, nonce, signature } : undefined;
}

/** Whether a message is signed with the secret, within the window of time. */
export function isSigned(
  secret: string,
  method: string,
  path: string,
  body: string,
  signed: Signed | undefined,
): boolean {
  if (!signed || Math.abs(Date.now() / 1000 - Number(signed.timestamp)) > REPLAY_WINDOW_S) return false;
  const expected = Buffer.from(mac(secret, method, path, body, signed.timestamp, signed.nonce));
  const given = Buffer.from(signed.signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Remembers the nonces of the window; `use` answers whether one is new. */
export class Nonces {
  private readonly seen = new Map<string, number>();

  use(nonce: string): boolean {
    const now = Date.now();
    for (const [old, at] of this.seen) {
      if (now - at < 2 * REPLAY_WINDOW_S * 1000) break;
      this.seen.delete(old);
    }
    if (this.seen.has(nonce)) return false;
    this.seen.set(nonce, now);
    return true;
  }
}
