import type { AccessField } from '../../platform/access-sql.js';

/** What abilities ask of a pair, as SQL over the households `ha` and `hb` of its two people. */
export const PAIR_FIELDS: Record<string, AccessField> = {
  firstTownship: { sql: 'ha.township_code' },
  secondTownship: { sql: 'hb.township_code' },
};

/** A pair `d` with its people `a` and `b` and where they are, or were last. */
export const PAIR_FROM = `duplicate_pair d join person a on a.id = d.person_a join person b on b.id = d.person_b
  join household ha on ha.id = coalesce(a.household_id, a.last_household_id)
  join household hb on hb.id = coalesce(b.household_id, b.last_household_id)`;
