import { type FactDefinition, factByCode } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
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

/** What was learnt of one household, its people and a case of it. */
export interface ObservationBatch {
  householdId: string;
  caseId?: string | null;
  facts: readonly NewObservation[];
  /** Where problems of `facts` are reported: `facts` unless given. */
  path?: string;
}

/** An observation that fits the dictionary. */
export interface Observation {
  fact: FactDefinition;
  householdId: string;
  personId: string | null;
  caseId: string | null;
  value: FactValue;
  source: string;
  observedOn: string;
  verified: boolean;
}

/**
 * Reads observations by the dictionary. `householdOf` names the household of each person they may be about. Throws
 * InvalidInput with every problem of every batch.
 */
export function readObservations(
  unit: UnitOfWork,
  batches: readonly ObservationBatch[],
  householdOf: ReadonlyMap<string, string>,
): Observation[] {
  const check = new InputCheck();
  const read = batches.flatMap((batch) =>
    batch.facts.flatMap((input, index) => {
      const path = `${batch.path ?? 'facts'}.${index}`;
      return readObservation(unit, check, batch, input, householdOf, path) ?? [];
    }),
  );
  check.done();
  return read;
}

function readObservation(
  unit: UnitOfWork,
  check: InputCheck,
  { householdId, caseId = null }: ObservationBatch,
  input: NewObservation,
  householdOf: ReadonlyMap<string, string>,
  path: string,
): Observation | undefined {
  const before = check.problems.length;
  const fact = factByCode(input.code);
  if (!fact) {
    check.add(`${path}.code`, { zh: `没有信息项“${input.code}”。`, en: `There is no fact "${input.code}".` });
    return undefined;
  }
  const personId = fact.scope === 'person' ? (input.personId ?? null) : null;
  if (fact.scope === 'person' && !(personId && householdOf.get(personId) === householdId)) {
    check.add(`${path}.personId`, {
      zh: `“${fact.nameZh}”须指明是该户的哪位成员。`,
      en: `"${fact.nameEn}" needs the member of this household it is about.`,
    });
  }
  if (fact.scope === 'case' && !caseId) {
    check.add(`${path}.code`, {
      zh: `“${fact.nameZh}”只能在个案中登记。`,
      en: `"${fact.nameEn}" is recorded within a case.`,
    });
  }
  const read = readFactValue(fact, input.value);
  if ('problem' in read) check.add(`${path}.value`, read.problem);
  else if (fact.type === 'list') checkPrograms(unit, check, `${path}.value`, read.value as readonly string[]);
  const observedOn = input.observedOn ? check.day(`${path}.observedOn`, input.observedOn) : today();
  if (observedOn !== undefined && observedOn > today()) {
    check.add(`${path}.observedOn`, {
      zh: '采集日期不能晚于今天。',
      en: 'The date of a fact cannot lie in the future.',
    });
  }
  if (check.problems.length > before || 'problem' in read || observedOn === undefined) return undefined;
  const verified = input.verified ?? false;
  const source = input.source?.trim() || (verified ? SOURCES.verified.zh : SOURCES.declared.zh);
  const ofCase = fact.scope === 'case' ? caseId : null;
  return { fact, householdId, personId, caseId: ofCase, value: read.value, source, observedOn, verified };
}

function checkPrograms(unit: UnitOfWork, check: InputCheck, path: string, codes: readonly string[]): void {
  for (const code of codes.filter((one) => !unit.county.program(one))) {
    check.add(path, { zh: `没有编号为“${code}”的救助项目。`, en: `There is no program "${code}".` });
  }
}
