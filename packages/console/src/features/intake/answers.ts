import type { FactInput, WantedFactPartsFragment } from '@yimen/schema/documents';
import type { Failure } from '@/lib/graphql';
import { type FactValue, factInputValue } from '../registry/fact-control';

export type AskedFact = WantedFactPartsFragment;

export interface Answer {
  value: FactValue | undefined;
  /** The paper or a department's data was seen. */
  verified: boolean;
}

/** Answers not saved yet, by `wantedKey`. */
export type Answers = Record<string, Answer>;

export function wantedKey({ fact, personId }: AskedFact): string {
  return `${fact.code} ${personId ?? ''}`;
}

export interface AnsweredFact {
  key: string;
  scope: string;
  input: FactInput;
}

/** What of the asked was answered, as the API takes it and in the order asked. */
export function answeredFacts(asked: readonly AskedFact[], answers: Answers): AnsweredFact[] {
  return asked.flatMap((wanted) => {
    const key = wantedKey(wanted);
    const answer = answers[key];
    if (answer?.value === undefined || answer.value === '') return [];
    const { fact, personId } = wanted;
    const input = { code: fact.code, personId, value: factInputValue(fact, answer.value), verified: answer.verified };
    return [{ key, scope: fact.scope, input }];
  });
}

/** Takes the problems of `facts.N…` out of a failure and tells them by the fact they are about. */
export function problemsByFact(failure: Failure, sent: readonly AnsweredFact[]) {
  if (failure.__typename !== 'InvalidInput') return { problems: {}, rest: failure };
  const problems: Record<string, string> = {};
  const rest = failure.problems.filter(({ path, message }) => {
    const fact = sent[Number(/^facts\.(\d+)/.exec(path)?.[1] ?? Number.NaN)];
    if (fact) problems[fact.key] = message;
    return !fact;
  });
  return { problems, rest: { ...failure, problems: rest } };
}
