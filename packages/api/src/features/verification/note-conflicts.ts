import type { FactDefinition, FactScope } from '@yimen/schema';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { FactValue } from '../../policy/types.js';
import { STANDS, WINNER_FIRST } from '../registry/project-facts.js';
import { SOURCES } from '../registry/sources.js';
import {
  closeConflicts,
  type KeptConflict,
  openConflicts,
  type SeenConflict,
  updateConflicts,
} from './keep-conflicts.js';
import { registerByCode, weightOf } from './registers.js';

/** What one source says of a fact. */
export interface ConflictSide {
  value: FactValue;
  /** A register's code, or words. */
  source: string;
  /** Code of the register; null of everybody else. */
  item: string | null;
  /** YYYY-MM-DD. */
  observedOn: string;
  verified: boolean;
}

/** A fact of a household, or of one of its people, of which something was learnt. */
export interface LearntFact {
  fact: FactDefinition;
  householdId: string;
  personId: string | null;
  /** Who said it. */
  source: string;
  /** What registers that see parts of an amount, yuan, add up to, and the day (YYYY-MM-DD) of the latest. */
  sum?: { value: number; observedOn: string };
}

export type ConflictUnit = Pick<UnitOfWork, 'sql' | 'county'> & { actor: Pick<UnitOfWork['actor'], 'staffId'> };

/** As which the registers' sum of parts stands as one side. */
const SUM_SOURCE = SOURCES.registers.zh;

/** What this system writes of its own records: it ends a conflict with them, and begins none. */
const OWN = new Set<string>([SOURCES.register.zh, SOURCES.lowIncomeRegister.zh, SOURCES.authorisation.zh]);

/**
 * Compares what the sources say of facts of which something was just learnt: the newest word of each register, of each
 * other source that verified it, and of whoever only declared it, since the fact was settled last. Where they differ a
 * conflict is opened, or the open one brought up to date; where they come to say the same, it is closed. A sum of parts
 * conflicts only with less than it: registers do not see every income. One statement a scope looks, whatever their
 * number. The caller holds the locks of the households.
 */
export async function noteConflicts(unit: ConflictUnit, learnt: readonly LearntFact[]): Promise<void> {
  const seen = [...(await compare(unit, 'household', learnt)), ...(await compare(unit, 'person', learnt))];
  await openConflicts(
    unit,
    seen.filter(({ openId, differs, begins }) => openId === null && differs && begins),
  );
  const kept = seen.filter((one): one is KeptConflict => one.openId !== null);
  await updateConflicts(
    unit,
    kept.filter(({ differs, changed }) => differs && changed),
  );
  await closeConflicts(
    unit,
    kept.filter(({ differs }) => !differs),
  );
}

export function sameValue(one: FactValue, other: FactValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

interface Subject {
  fact: FactDefinition;
  householdId: string;
  personId: string | null;
  begins: boolean;
  sum: ConflictSide | null;
}

async function compare(
  unit: ConflictUnit,
  scope: Extract<FactScope, 'household' | 'person'>,
  learnt: readonly LearntFact[],
): Promise<SeenConflict[]> {
  const subjects = subjectsOf(learnt.filter(({ fact }) => fact.scope === scope));
  if (subjects.length === 0) return [];
  const rows = await unit.sql<{ place: number; openId: string | null; sides: ConflictSide[]; said: ConflictSide[] }>(
    `select k.place::int as place, c.id as "openId", coalesce(c.sides, '[]') as sides, coalesce(s.said, '[]') as said
     from unnest($1::uuid[], $2::text[], $3::boolean[]) with ordinality as k (id, fact, summed, place)
     left join lateral (
       select f.id, f.sides from fact_conflict f
       where f.${scope}_id = k.id and f.fact = k.fact and f.status = 'open' limit 1) c on true
     cross join lateral (
       select k.summed or c.id is not null or count(distinct o.value) > 1 as heed
       from observation o where o.${scope}_id = k.id and o.fact = k.fact) h
     cross join lateral (
       select count(distinct x.value) as distinct_values, jsonb_agg(x) as said from (
         select distinct on (case when o.verified then o.source end)
           o.value, o.source, o.observed_on as "observedOn", o.verified
         from observation o
         where h.heed and o.${scope}_id = k.id and o.fact = k.fact and ${STANDS} and o.source <> $4
           and o.recorded_at >= coalesce((select max(f.resolved_at) from fact_conflict f
             where f.${scope}_id = k.id and f.fact = k.fact and ${SETTLED}), '-infinity')
         order by case when o.verified then o.source end, ${WINNER_FIRST}) x) s
     where h.heed and (s.distinct_values > 1 or k.summed or c.id is not null)`,
    [
      subjects.map(({ householdId, personId }) => (scope === 'person' ? personId : householdId)),
      subjects.map(({ fact }) => fact.code),
      subjects.map(({ sum }) => sum !== null),
      SOURCES.register.zh,
    ],
  );
  return rows.map(({ place, openId, sides, said }) =>
    seenOf(unit, subjects[place - 1] as Subject, openId, sides, said),
  );
}

/** SQL of whether an officer settled a conflict `f`; one that ended otherwise leaves what was said before in place. */
const SETTLED = `f.value is not null and f.reason is not null`;

function subjectsOf(learnt: readonly LearntFact[]): Subject[] {
  const subjects = new Map<string, Subject>();
  for (const { fact, householdId, personId, source, sum } of learnt) {
    const key = `${personId ?? householdId} ${fact.code}`;
    const before = subjects.get(key);
    subjects.set(key, {
      fact,
      householdId,
      personId,
      begins: before?.begins || !OWN.has(source),
      sum: sum
        ? { value: sum.value, source: SUM_SOURCE, item: null, observedOn: sum.observedOn, verified: true }
        : (before?.sum ?? null),
    });
  }
  return [...subjects.values()];
}

function seenOf(
  { county: { pack } }: ConflictUnit,
  { fact, householdId, personId, begins, sum }: Subject,
  openId: string | null,
  before: readonly ConflictSide[],
  said: readonly Omit<ConflictSide, 'item'>[],
): SeenConflict {
  const whole = said.map(({ value, source, observedOn, verified }) => ({
    value,
    source,
    item: registerByCode(pack, source)?.code ?? null,
    observedOn,
    verified,
  }));
  const summed = sum ?? before.find(({ source }) => source === SUM_SOURCE) ?? null;
  const isLess = ({ value }: ConflictSide) => summed !== null && Number(value) < Number(summed.value);
  const first = whole[0];
  const agree = whole.every(({ value }) => first && sameValue(value, first.value));
  const sides = [...whole, ...(summed ? [summed] : [])].sort(
    (a, b) => weightOf(pack, fact.code, a) - weightOf(pack, fact.code, b),
  );
  return {
    openId,
    fact,
    householdId,
    personId,
    begins,
    sides,
    differs: !agree || whole.some(isLess),
    changed: JSON.stringify(sides) !== JSON.stringify(before),
    agreed: first?.value ?? null,
  };
}
