'use client';

import {
  CheckRuleDocument,
  type RuleContentInput,
  RuleReachDocument,
  type RuleReachQuery,
} from '@yimen/schema/documents';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useQuery } from 'urql';
import type { RuleProblem } from './rule-text';

const TYPING_MS = 300;
const NONE: readonly RuleProblem[] = [];

/** A value once it has rested. */
function useRested<Value>(value: Value, ms: number): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

export type Reach = NonNullable<RuleReachQuery['ruleReach']>;

export interface LiveRule {
  problems: readonly RuleProblem[];
  /** Of the newest text that has no problem. */
  reach: Reach | undefined;
  /** A newer text is being looked at. */
  waiting: boolean;
  error: Error | undefined;
}

/** What a text fits and what is wrong with it, while it is typed; a newer text ends the question about an older one. */
export function useLiveRule(programCode: string, content: RuleContentInput, on: string): LiveRule {
  const text = JSON.stringify(content);
  const rested = useRested(text, TYPING_MS);
  const variables = useMemo(
    () => ({ programCode, content: JSON.parse(rested) as RuleContentInput, on: on || null }),
    [programCode, rested, on],
  );

  const [check] = useQuery({ query: CheckRuleDocument, variables, requestPolicy: 'network-only' });
  const [count] = useQuery({ query: RuleReachDocument, variables, requestPolicy: 'network-only' });
  const last = useRef<Reach>(undefined);
  const problems = check.data?.checkRule ?? NONE;
  if (!count.fetching && count.data?.ruleReach) last.current = count.data.ruleReach;
  return {
    problems,
    reach: last.current,
    waiting: text !== rested || check.fetching || count.fetching,
    error: check.error ?? count.error,
  };
}
