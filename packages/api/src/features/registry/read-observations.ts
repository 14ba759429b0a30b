import { type FactDefinition, factByCode } from '@yimen/schema';
import { today } from '../../platform/clock.js';
import { InputCheck } from '../../platform/parse.js';
import type { UnitOfWork } from '../../platform/run-command.js';
import type { FactValue } from '../../policy/types.js';
import { readFactValue } from './fact-value.js';
import { SOURCES } from './sources.js';

const LONGEST_DOCUMENT = 200;

export interface NewObservation {
  code: string;
  personId?: string | null;
  /** As JSON or as typed; see `readFactValue`. */
  value: unknown;
  source?: string | null;
  /** YYYY-MM-DD, today unless given; never in the future. */
  observedOn?: string | null;
  verified?: boolean | null;
  /** The paper it was read off: its type and number, or a note. */
  document?: string | null;
  /** The observation that this one corrects, and why. */
  replaces?: { id: string; reason: string };
}

/** What was learnt of one household, its people and a case of it. */
export interface ObservationBatch {
  householdId: string;
  caseId?: string | null;
  facts: readonly NewObservation[];
  /** The change of the household that told it. */
  eventId?: string | null;
  /** Where problems of `facts` are reported: `facts` unless given. */
  path?: string;
}

/** An observation that fits the dictionary. */
export interface Observation {
  fact: FactDefinition;
  householdId: string;
  personId: string | null;
  caseId: string | null;
  /** None: the observation that it replaces was recorded in error. */
  value: FactValue | null;
  unit: string | null;
  source: string;
  observedOn: string;
  verified: boolean;
  document: string | null;
  replacesId: string | null;
  reason: string | null;
  eventId: string | null;
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
  { householdId, caseId = null, eventId = null }: ObservationBatch,
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
  const document = input.document?.trim() || null;
  if (document && document.length > LONGEST_DOCUMENT) {
    check.add(`${path}.document`, {
      zh: `凭证最多 ${LONGEST_DOCUMENT} 个字。`,
      en: `The document has at most ${LONGEST_DOCUMENT} characters.`,
    });
  }
  if (check.problems.length > before || 'problem' in read || observedOn === undefined) return undefined;
  const verified = input.verified ?? false;
  const source = input.source?.trim() || (verified ? SOURCES.verified.zh : SOURCES.declared.zh);
  return {
    fact,
    householdId,
    personId,
    caseId: fact.scope === 'case' ? caseId : null,
    value: read.value,
    unit: fact.unit?.zh ?? null,
    source,
    observedOn,
    verified,
    document,
    replacesId: input.replaces?.id ?? null,
    reason: input.replaces?.reason ?? null,
    eventId,
  };
}

function checkPrograms(unit: UnitOfWork, check: InputCheck, path: string, codes: readonly string[]): void {
  for (const code of codes.filter((one) => !unit.county.program(one))) {
    check.add(path, { zh: `没有编号为“${code}”的救助项目。`, en: `There is no program "${code}".` });
  }
}
