import { type FactDefinition, factByCode } from '@yimen/schema';
import type { CountyPack, FactValue, VerificationSource } from '../../policy/types.js';
import { type RegisterRecord, tellFact } from './register-records.js';
import { registerByCode } from './registers.js';

/** A question of one household in one request, with its newest answer. */
export interface AnsweredQuestion {
  id: string;
  householdId: string;
  personId: string;
  itemCode: string;
  status: string;
  found: boolean | null;
  records: readonly RegisterRecord[] | null;
  /** YYYY-MM-DD. */
  answeredOn: string | null;
}

/** What one register tells of one fact. */
export interface ToldFact {
  item: VerificationSource;
  fact: FactDefinition;
  personId: string | null;
  value: FactValue;
  answeredOn: string;
}

/** What several registers tell of parts of one amount, yuan: at least so much. */
export interface ToldSum {
  fact: FactDefinition;
  personId: string | null;
  value: number;
  parts: { item: VerificationSource; name: string; value: number; counted: boolean }[];
  answeredOn: string;
}

/**
 * What the answers about one household tell. A fact of a person needs his answer; one of the household those about all
 * its members, so that nobody's car is overlooked. A sum is told once every register asked about the person answered.
 */
export function toldOf(
  pack: CountyPack,
  questions: readonly AnsweredQuestion[],
): { facts: ToldFact[]; sums: ToldSum[] } {
  const facts: ToldFact[] = [];
  const parts: (ToldFact & { part: string; complete: boolean })[] = [];
  for (const [code, asked] of Map.groupBy(questions, ({ itemCode }) => itemCode)) {
    const item = registerByCode(pack, code);
    for (const answer of item?.answers ?? []) {
      const fact = factByCode(answer.fact);
      if (!item || !fact) continue;
      const groups = fact.scope === 'person' ? asked.map((question) => [question]) : [asked];
      for (const group of groups) {
        if (!group.every(isAnswered)) continue;
        const value = tellFact(
          answer,
          group.flatMap(({ records }) => records ?? []),
        );
        if (value === undefined) continue;
        const personId = fact.scope === 'person' ? (group[0]?.personId ?? null) : null;
        const answeredOn = latest(group.flatMap((one) => one.answeredOn ?? []));
        const told = { item, fact, personId, value, answeredOn };
        if (answer.part === undefined) facts.push(told);
        else parts.push({ ...told, part: answer.part, complete: isComplete(pack, questions, answer.fact, personId) });
      }
    }
  }
  const sums = Map.groupBy(
    parts.filter(({ complete }) => complete),
    (part) => `${part.fact.code} ${part.personId}`,
  );
  return { facts, sums: [...sums.values()].map(sumUp) };
}

const latest = (days: readonly string[]) => [...days].sort().at(-1) ?? '';

const isAnswered = ({ status }: AnsweredQuestion) => status === 'answered';

/** Whether every register asked that tells a part of the amount has answered. */
function isComplete(
  pack: CountyPack,
  questions: readonly AnsweredQuestion[],
  fact: string,
  personId: string | null,
): boolean {
  return questions
    .filter((question) => personId === null || question.personId === personId)
    .filter(({ itemCode }) => registerByCode(pack, itemCode)?.answers.some((one) => one.part && one.fact === fact))
    .every(isAnswered);
}

function sumUp(told: readonly (ToldFact & { part: string })[]): ToldSum {
  const first = told[0] as ToldFact;
  const largest = new Map<string, ToldFact>();
  for (const one of told) {
    const known = largest.get(one.part);
    if (!known || Number(one.value) > Number(known.value)) largest.set(one.part, one);
  }
  const counted = [...largest.values()];
  return {
    fact: first.fact,
    personId: first.personId,
    value: counted.reduce((sum, { value }) => sum + Math.round(Number(value) * 100), 0) / 100,
    parts: told.map((one) => ({
      item: one.item,
      name: one.part,
      value: Number(one.value),
      counted: counted.includes(one),
    })),
    answeredOn: latest(told.map((one) => one.answeredOn)),
  };
}
