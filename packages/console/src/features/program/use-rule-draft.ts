'use client';

import type { ProgramRulesQuery, RuleContentInput } from '@yimen/schema/documents';
import { useCallback, useEffect, useState } from 'react';

export type RuleProgram = NonNullable<ProgramRulesQuery['program']>;

/** What is being written: the texts, and what goes with them. */
export interface RuleDraft {
  content: Omit<RuleContentInput, 'variants' | 'subBenefits'> & {
    variants: { code: string; rule: string; formula: string }[];
    subBenefits: { code: string; rule: string; formula: string }[];
  };
  effectiveFrom: string;
  source: string;
  note: string;
}

interface Kept {
  /** On which version it was typed. */
  base: string;
  draft: RuleDraft;
}

function draftOf({ openVersion, content }: Pick<RuleProgram, 'openVersion' | 'content'>): RuleDraft {
  const texts = openVersion?.content ?? content;
  const part = ({ code, rule, formula }: { code: string; rule: string | null; formula: string }) => {
    return { code, rule: rule ?? '', formula };
  };
  return {
    content: {
      rule: texts.rule,
      ruleInWords: { zh: texts.ruleInWords.zh, en: texts.ruleInWords.en },
      formula: texts.formula,
      min: texts.min,
      max: texts.max,
      step: texts.step,
      variants: texts.variants.map(part),
      subBenefits: texts.subBenefits.map(part),
    },
    effectiveFrom: openVersion?.effectiveFrom ?? '',
    source: openVersion?.source ?? '',
    note: openVersion?.note ?? '',
  };
}

const baseOf = ({ version, openVersion }: RuleProgram) =>
  openVersion ? `${openVersion.id}.${openVersion.version}` : `${version}`;

function readKept(key: string): Kept | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * The draft of a program's rule as it is typed. What is not saved yet is kept in the browser, so that nothing typed is
 * lost to a closed window; `restored` tells that it was taken up again, `outdated` that the version under it has changed.
 */
export function useRuleDraft(program: RuleProgram) {
  const key = `yimen.rule.${program.code}`;
  const base = baseOf(program);
  const [kept] = useState(() => readKept(key));
  const [draft, setDraft] = useState<RuleDraft>(() => kept?.draft ?? draftOf(program));
  const [typedOn, setTypedOn] = useState(kept?.base ?? base);
  const [mine, setMine] = useState<string>();
  const [restored, setRestored] = useState(kept !== undefined);
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(program));

  useEffect(() => {
    if (changed) localStorage.setItem(key, JSON.stringify({ base: base === mine ? base : typedOn, draft }));
    else localStorage.removeItem(key);
  }, [key, base, mine, typedOn, draft, changed]);

  const change = useCallback((patch: Partial<RuleDraft>) => setDraft((now) => ({ ...now, ...patch })), []);
  const changeContent = useCallback(
    (patch: Partial<RuleDraft['content']>) => setDraft((now) => ({ ...now, content: { ...now.content, ...patch } })),
    [],
  );
  /** Begins again from what is on record. */
  const reset = useCallback(() => {
    setDraft(draftOf(program));
    setTypedOn(baseOf(program));
    setRestored(false);
  }, [program]);
  /** What was typed is on record now, as this version. */
  const saved = useCallback(
    (version: NonNullable<RuleProgram['openVersion']>) => {
      setDraft(draftOf({ openVersion: version, content: program.content }));
      setMine(`${version.id}.${version.version}`);
      setRestored(false);
    },
    [program.content],
  );

  const outdated = changed && base !== typedOn && base !== mine;
  return { draft, change, changeContent, changed, restored, outdated, reset, saved };
}
