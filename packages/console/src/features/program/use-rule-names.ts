'use client';

import { RuleNamesDocument } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import type { RuleName } from './rule-completion';

/** Everything that a rule may name, as its completion shows it; undefined until it is known. */
export function useRuleNames(): readonly RuleName[] | undefined {
  const t = useTranslations('rules.names');
  const b = useBilingual();
  const locale = useLocale();
  const [{ data }] = useQuery({ query: RuleNamesDocument, requestPolicy: 'cache-first' });
  return useMemo(() => {
    if (!data) return undefined;
    const other = (name: { zh: string; en: string }) => (locale === 'en' ? name.en : '');
    const detail = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' · ');
    const facts = data.factDefinitions.map((fact): RuleName => {
      const labels = fact.options.map(({ zh }) => zh);
      const choices = fact.options.map(b).join(t('comma'));
      return {
        name: fact.name.zh,
        kind: 'fact',
        detail: detail(t('fact'), other(fact.name), fact.unit ? b(fact.unit) : undefined),
        aliases: [fact.name.en, fact.code],
        info: [choices, fact.note].filter(Boolean).join('\n') || undefined,
        ...(labels.length > 0 && { labels }),
      };
    });
    const standards = data.standards.map((standard): RuleName => {
      const value = standard.current?.value.toLocaleString(locale, { maximumFractionDigits: 4 });
      return {
        name: standard.name.zh,
        kind: 'standard',
        detail: detail(t('standard'), other(standard.name), value && `${value} ${b(standard.unit)}`),
        aliases: [standard.name.en, standard.code],
      };
    });
    const terms = data.ruleVocabulary.terms.map(
      (term): RuleName => ({
        name: term.name.zh,
        kind: 'term',
        detail: detail(t('term'), other(term.name)),
        aliases: [term.name.en, term.code],
        info: term.expression,
      }),
    );
    const functions = data.ruleVocabulary.functions.map(
      ({ name, least }): RuleName => ({
        name,
        kind: 'function',
        detail: t('function'),
        aliases: [],
        parameters: least,
      }),
    );
    const household: RuleName = {
      name: '家庭成员',
      kind: 'term',
      detail: t('household'),
      aliases: ['household members'],
      info: t('householdHint'),
    };
    const known = new Set(facts.map(({ name }) => name));
    return [...facts, household, ...standards, ...terms.filter(({ name }) => !known.has(name)), ...functions];
  }, [data, b, t, locale]);
}
