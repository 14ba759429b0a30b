import { type FactDefinition, type FactScope, factByCode } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { Sql, UnitOfWork } from '../../platform/run-command.js';
import type { FactValue } from '../../policy/types.js';
import { readFactValue } from './fact-value.js';
import { SOURCES } from './sources.js';

export interface NewObservation {
  code: string;
  personId?: string | null;
  /** As JSON or as typed; see `readFactValue`. */
  value: unknown;
  source?: string | null;
  /** YYYY-MM-DD, today unless given; never in the future. */
  observedOn?: string | null;
  verified?: boolean | null;
}

interface Observation {
  fact: FactDefinition;
  personId: string | null;
  value: FactValue;
  source: string;
  observedOn: string;
  verified: boolean;
}

/**
 * Adds what was learnt of a household, its people and a case, and brings the typed facts up to date: the latest
 * `observed_on` wins, then the verified one, then the one recorded last. Nothing is overwritten.
 * Throws InvalidInput with every problem, their paths below `path`.
 */
export async function recordObservations(
  unit: UnitOfWork,
  subject: { householdId: string; caseId?: string | null },
  facts: readonly NewObservation[],
  path = 'facts',
): Promise<void> {
  if (facts.length === 0) return;
  // Two writers of one household's facts queue here, so that the projection always sees the other's observation.
  const members = await unit.sql<{ id: string }>(
    'select p.id from household h join person p on p.household_id = h.id where h.id = $1 for update of h',
    [subject.householdId],
  );
  const memberIds = new Set(members.map((member) => member.id));
  const observations = readObservations(unit, subject.caseId ?? null, facts, memberIds, path);
  await unit.sql(
    `insert into observation (household_id, person_id, case_id, fact, value, source, observed_on, verified, recorded_by)
     select $1, o.person_id, o.case_id, o.fact, o.value, o.source, o.observed_on, o.verified, $2
     from jsonb_to_recordset($3::jsonb) as o (person_id uuid, case_id uuid, fact text, value jsonb, source text, observed_on date, verified boolean)`,
    [
      subject.householdId,
      unit.actor.staffId,
      JSON.stringify(
        observations.map((observation) => ({
          person_id: observation.personId,
          case_id: observation.fact.scope === 'case' ? subject.caseId : null,
          fact: observation.fact.code,
          value: observation.value,
          source: observation.source,
          observed_on: observation.observedOn,
          verified: observation.verified,
        })),
      ),
    ],
  );
  for (const [scope, id, codes] of touched(observations, subject)) await project(unit.sql, scope, id, codes);
}

function readObservations(
  unit: UnitOfWork,
  caseId: string | null,
  facts: readonly NewObservation[],
  memberIds: ReadonlySet<string>,
  path: string,
): Observation[] {
  const check = new InputCheck();
  const observations = facts.flatMap((input, index): Observation[] => {
    const at = `${path}.${index}`;
    const before = check.problems.length;
    const fact = factByCode(input.code);
    if (!fact) {
      check.add(`${at}.code`, { zh: `没有信息项“${input.code}”。`, en: `There is no fact "${input.code}".` });
      return [];
    }
    const personId = fact.scope === 'person' ? (input.personId ?? null) : null;
    if (fact.scope === 'person' && !(personId && memberIds.has(personId))) {
      check.add(`${at}.personId`, {
        zh: `“${fact.nameZh}”须指明是该户的哪位成员。`,
        en: `"${fact.nameEn}" needs the member of this household it is about.`,
      });
    }
    if (fact.scope === 'case' && !caseId) {
      check.add(`${at}.code`, {
        zh: `“${fact.nameZh}”只能在个案中登记。`,
        en: `"${fact.nameEn}" is recorded within a case.`,
      });
    }
    const read = readFactValue(fact, input.value);
    if ('problem' in read) check.add(`${at}.value`, read.problem);
    else if (fact.type === 'list') checkPrograms(unit, check, `${at}.value`, read.value as readonly string[]);
    const observedOn = input.observedOn ? check.day(`${at}.observedOn`, input.observedOn) : today();
    if (observedOn !== undefined && observedOn > today()) {
      check.add(`${at}.observedOn`, {
        zh: '采集日期不能晚于今天。',
        en: 'The date of a fact cannot lie in the future.',
      });
    }
    if (check.problems.length > before || 'problem' in read || observedOn === undefined) return [];
    const verified = input.verified ?? false;
    const source = input.source?.trim() || (verified ? SOURCES.verified.zh : SOURCES.declared.zh);
    return [{ fact, personId, value: read.value, source, observedOn, verified }];
  });
  check.done();
  return observations;
}

function checkPrograms(unit: UnitOfWork, check: InputCheck, path: string, codes: readonly string[]): void {
  for (const code of codes.filter((one) => !unit.county.program(one))) {
    check.add(path, { zh: `没有编号为“${code}”的救助项目。`, en: `There is no program "${code}".` });
  }
}

type Touched = [scope: FactScope, id: string, codes: string[]];

/** Which typed rows the observations touch, and which columns of them. */
function touched(
  observations: readonly Observation[],
  subject: { householdId: string; caseId?: string | null },
): Touched[] {
  const idOf = ({ fact, personId }: Observation): string => {
    if (fact.scope === 'person') return personId as string;
    return fact.scope === 'case' ? (subject.caseId as string) : subject.householdId;
  };
  const found = new Map<string, Touched>();
  for (const observation of observations) {
    const { scope, code } = observation.fact;
    const id = idOf(observation);
    const row = found.get(`${scope} ${id}`) ?? [scope, id, []];
    if (!row[2].includes(code)) row[2].push(code);
    found.set(`${scope} ${id}`, row);
  }
  return [...found.values()];
}

/** Writes the winning observation of each fact into its typed column. Codes come from the dictionary. */
async function project(sql: Sql, scope: FactScope, id: string, codes: readonly string[]): Promise<void> {
  const winners = await sql<{ fact: string; value: FactValue }>(
    `select distinct on (fact) fact, value from observation where ${scope}_id = $1 and fact = any($2)
     order by fact, observed_on desc, verified desc, recorded_at desc, id desc`,
    [id, [...codes]],
  );
  const columns = winners.map((winner) => winner.fact);
  await sql(
    `insert into ${scope}_facts (${scope}_id, ${columns.join(', ')})
     values ($1, ${columns.map((_column, index) => `$${index + 2}`).join(', ')})
     on conflict (${scope}_id) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [id, ...winners.map((winner) => winner.value)],
  );
}
