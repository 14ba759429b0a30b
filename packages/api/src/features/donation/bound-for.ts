import type { Holds, ShortLineInfo } from '../../ledger/ledger.js';
import type { County } from '../../platform/county.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import type { FactBag } from '../../policy/types.js';
import { loadFactBags } from '../registry/fact-bag.js';
import { boundTo, type Gift, giftsOn } from './gifts.js';

/** Who money is to be given to. */
export interface Recipient {
  householdId: string;
  personId: string | null;
  caseId: string | null;
  townshipCode: string;
}

/**
 * What of some lines is bound to wishes that fit whom a case is for: fen by line, none is nothing. It lies frozen and is in
 * no balance; a department's decision on that day lets go of it (`drawOnDonations`). It is kept for such as him, not for
 * him alone: whoever else it fits may be given it first.
 */
export async function boundForCase(
  sql: Sql,
  county: County,
  caseId: string,
  lineIds: readonly string[],
  on: string,
): Promise<Map<string, number>> {
  const gifts = (await giftsOn(sql, lineIds)).filter(({ words }) => words !== null);
  const bound = new Map<string, number>();
  if (gifts.length === 0) return bound;
  const [to] = await sql<Recipient>(
    `select id as "caseId", household_id as "householdId", beneficiary_id as "personId", township_code as "townshipCode"
     from case_file where id = $1`,
    [caseId],
  );
  if (!to) return bound;
  const [facts] = await factsOf(sql, gifts, [to], on);
  for (const gift of gifts) {
    if (!boundTo(gift, { ...to, facts }, county.on(on), on)) continue;
    bound.set(gift.lineId, (bound.get(gift.lineId) ?? 0) + gift.leftFen);
  }
  return bound;
}

/**
 * Sets money (fen) of a line aside for a case by `take`; where the line is short, what is needed beside the money that is
 * bound for such as him, which the decision will let go of.
 */
export async function takeBesideBound(
  { sql, county }: Pick<UnitOfWork, 'sql' | 'county'>,
  { caseId, lineId, fen, on }: { caseId: string; lineId: string; fen: number; on: string },
  take: (fen: number) => Promise<Holds | { short: ShortLineInfo[] }>,
): Promise<Holds | { short: ShortLineInfo[] }> {
  const taken = await take(fen);
  if (!('short' in taken)) return taken;
  const boundFen = (await boundForCase(sql, county, caseId, [lineId], on)).get(lineId) ?? 0;
  return boundFen > 0 ? take(Math.max(0, fen - boundFen)) : taken;
}

/** What is known of each recipient, where a wish is a rule. */
export async function factsOf(
  sql: Sql,
  gifts: readonly Gift[],
  recipients: readonly Recipient[],
  on: string,
): Promise<(FactBag | undefined)[]> {
  const facts = new Array<FactBag | undefined>(recipients.length);
  if (!gifts.some(({ rule }) => rule !== null)) return facts;
  const known = recipients.flatMap((one, place) => (one.personId ? [{ ...one, personId: one.personId, place }] : []));
  const bags = await loadFactBags(sql, known, on);
  for (const [index, { place }] of known.entries()) facts[place] = bags[index];
  return facts;
}
