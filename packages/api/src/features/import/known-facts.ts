import { isDeepStrictEqual } from 'node:util';
import { factByCode } from '@yimen/schema';
import type { Sql } from '../../platform/run-command.js';
import type { FactValue } from '../../policy/types.js';

/** A fact as a file brings it. */
export interface BroughtFact {
  code: string;
  value: FactValue;
}

export interface BroughtFacts {
  householdId: string;
  personId: string;
  /** YYYY-MM-DD */
  observedOn: string;
  source: string;
  verified: boolean;
  facts: readonly BroughtFact[];
}

export interface Compared {
  /** Those that nobody has recorded in just this way. */
  unrecorded: BroughtFact[];
  /** Whether anything was recorded before of one of the unrecorded. */
  isChange: boolean;
}

interface Recorded {
  householdId: string;
  personId: string | null;
  fact: string;
  value: FactValue;
  observedOn: string;
  source: string;
  verified: boolean;
}

const subjectOf = (householdId: string, personId: string, code: string) =>
  `${factByCode(code)?.scope === 'person' ? personId : householdId} ${code}`;

/** Which of the facts are on record already: same value, day, source and state. Answers in the order of `list`. */
export async function compareFacts(sql: Sql, list: readonly BroughtFacts[]): Promise<Compared[]> {
  const codes = [...new Set(list.flatMap(({ facts }) => facts.map(({ code }) => code)))];
  const recorded = await sql<Recorded>(
    `select o.household_id as "householdId", o.person_id as "personId", o.fact, o.value, o.observed_on as "observedOn",
       o.source, o.verified from observation o
     where o.fact = any($3) and (o.person_id = any($2) or o.person_id is null and o.household_id = any($1))`,
    [list.map(({ householdId }) => householdId), list.map(({ personId }) => personId), codes],
  );
  const bySubject = Map.groupBy(recorded, (one) => `${one.personId ?? one.householdId} ${one.fact}`);
  return list.map((brought) => {
    const before = (code: string) => bySubject.get(subjectOf(brought.householdId, brought.personId, code)) ?? [];
    const unrecorded = brought.facts.filter(
      ({ code, value }) =>
        !before(code).some(
          (one) =>
            one.observedOn === brought.observedOn &&
            one.source === brought.source &&
            one.verified === brought.verified &&
            isDeepStrictEqual(one.value, value),
        ),
    );
    return { unrecorded, isChange: unrecorded.some(({ code }) => before(code).length > 0) };
  });
}
