import { createHmac, timingSafeEqual } from 'node:crypto';
import { isUuid } from '../../platform/parse.js';

const ID_LENGTH = 36;
const SEAL = /^[\w-]{43}$/;

function sealOf(secret: string, linkId: string): string {
  return createHmac('sha256', secret).update(`funding-link:${linkId}`).digest('base64url');
}

/** What the address of a link holds: its id, and a seal that nobody without the county's secret can make. */
export function tokenOf(secret: string, linkId: string): string {
  return linkId + sealOf(secret, linkId);
}

/** The id in a token; undefined when the token was not made here. */
export function linkIdOf(secret: string, token: string): string | undefined {
  const linkId = token.slice(0, ID_LENGTH);
  const seal = token.slice(ID_LENGTH);
  if (!isUuid(linkId) || !SEAL.test(seal)) return undefined;
  const isOurs = timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(secret, linkId)));
  return isOurs ? linkId : undefined;
}
