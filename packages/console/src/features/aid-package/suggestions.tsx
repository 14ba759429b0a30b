'use client';

import {
  type PackageSuggestionPartsFragment,
  SuggestPackagesDocument,
  type SuggestPackagesQuery,
} from '@yimen/schema/documents';
import { Checkbox } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatYuan, Money } from '@/lib/money';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { SuggestionCard } from './suggestion-card';
import styles from './suggestions.module.css';
import { asSelections, type Composing } from './use-composer';

type Found = SuggestPackagesQuery['suggestPackages'];

interface SuggestionsProps {
  caseId: string;
  composing: Composing;
}

/** The best packages around what people set by hand, beside one another; one click makes one the draft. */
export function Suggestions({ caseId, composing }: SuggestionsProps) {
  const t = useTranslations('suggestions');
  const { decisionDate, aidPackage, running } = composing;
  const [free, setFree] = useState<string[]>([]);
  const [query, execute] = useQuery({
    query: SuggestPackagesDocument,
    variables: { caseId, free, decisionDate },
    requestPolicy: 'network-only',
  });
  const version = aidPackage?.version ?? 0;
  const found = query.data?.suggestPackages;
  // Whoever changes the draft, here or elsewhere in the room: what is suggested rests on it.
  const isBehind = found !== undefined && !query.fetching && !running && found.draftVersion < version;
  useEffect(() => {
    if (isBehind) execute();
  }, [isBehind, execute]);

  const take = ({ selections }: PackageSuggestionPartsFragment) =>
    composing.change(({ setAside }) => ({ selections: asSelections(selections), setAside }));
  return (
    <section className="paper" aria-labelledby="suggestions" aria-busy={query.fetching} data-testid="suggestions">
      <h2 id="suggestions">
        {t('title')} <small className="quiet">{(query.fetching || running) && t('comparing')}</small>
      </h2>
      <QueryBoundary query={query} retry={execute} skeletonRows={4}>
        {({ suggestPackages }) => (
          <>
            <Proof found={suggestPackages} />
            <ByHand found={suggestPackages} free={free} onChange={setFree} />
            {suggestPackages.suggestions.length === 0 ? (
              <EmptyState title={t('none')} hint={t('noneHint')} />
            ) : (
              <ol className={styles.cards}>
                {suggestPackages.suggestions.map((suggestion) => (
                  <SuggestionCard
                    key={suggestion.kind + suggestion.items.map(({ program }) => program.code).join()}
                    suggestion={suggestion}
                    disabled={query.fetching || running || isBehind}
                    onTake={() => take(suggestion)}
                  />
                ))}
              </ol>
            )}
            <Short short={suggestPackages.short} />
          </>
        )}
      </QueryBoundary>
    </section>
  );
}

/** How sure it is that nothing better can stand, and what was not compared. */
function Proof({ found }: { found: Found }) {
  const t = useTranslations('suggestions');
  const locale = useLocale();
  const { proof, suggestions, needsFacts } = found;
  const { compared, isProven, mostCoveredFen, mostMonthlyFen } = proof;
  const [best] = suggestions;
  const most = { covered: formatYuan(mostCoveredFen, locale), monthly: formatYuan(mostMonthlyFen, locale) };
  return (
    <div role="status" data-proven={isProven}>
      <p>
        {best?.isDraft && isProven && <strong>{t('isBest')} </strong>}
        {isProven ? t('proven', { compared }) : t('open', { compared, ...most })}{' '}
        {suggestions.length > 0 && suggestions.length < 3 && isProven && t('fewer', { count: suggestions.length })}
      </p>
      {needsFacts > 0 && <p className="quiet">{t('needsFacts', { count: needsFacts })}</p>}
    </div>
  );
}

interface ByHandProps {
  found: Found;
  free: string[];
  onChange: (free: string[]) => void;
}

/** What people set or left out stays so, unless they let it be changed. */
function ByHand({ found: { byHand, setAside }, free, onChange }: ByHandProps) {
  const t = useTranslations('suggestions');
  const b = useBilingual();
  if (byHand.length + setAside.length === 0) return null;
  const box = (code: string, label: React.ReactNode) => (
    <Checkbox
      key={code}
      checked={!free.includes(code)}
      onChange={({ target }) => onChange(target.checked ? free.filter((one) => one !== code) : [...free, code])}
    >
      {label}
    </Checkbox>
  );
  return (
    <fieldset className={styles.byHand}>
      <legend className="quiet">{t('byHand')}</legend>
      {byHand.map(({ program, amountFen, planOnly }) =>
        box(
          program.code,
          <>
            {b(program.name)}{' '}
            {planOnly ? t('onPlan') : amountFen === null ? t('amountFree') : <Money fen={amountFen} />}
          </>,
        ),
      )}
      {setAside.map((program) => box(program.code, t('leftOut', { name: b(program.name) })))}
    </fieldset>
  );
}

/** What fits and cannot be paid now: a fact to know, and for the waiting list. */
function Short({ short }: { short: Found['short'] }) {
  const t = useTranslations('suggestions');
  const b = useBilingual();
  if (short.length === 0) return null;
  return (
    <details>
      <summary>{t('short', { count: short.length })}</summary>
      <ul>
        {short.map(({ program, words }) => (
          <li key={program.code}>
            {b(program.name)}: {b(words)}
          </li>
        ))}
      </ul>
    </details>
  );
}
