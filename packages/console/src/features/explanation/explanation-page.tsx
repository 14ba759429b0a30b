'use client';

import { ExplanationDocument, type ExplanationQuery } from '@yimen/schema/documents';

import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { DepartmentName } from '@/lib/department';
import { Money } from '@/lib/money';
import { Page, StatusTag } from '@/lib/page';
import { readableRule } from '@/lib/rule-text';
import { QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { useVocabulary } from '@/lib/vocabulary';
import { TraceValues } from '../aid-package/trace';
import { VerdictAmount } from '../aid-package/verdict-amount';
import { AssumedTag } from '../program/programs-page';
import styles from './explanation.module.css';
import { RuleView } from './rule-view';
import { Turns } from './turns';

type Explained = ExplanationQuery['explanation'];

interface ExplanationPageProps {
  householdId: string;
  programCode: string;
}

/** Why a program fits a person or does not: `?person=`, else the member whom it fits best, and when asked from a case `?case=`, on a day `?on=`. */
export function ExplanationPage({ householdId, programCode }: ExplanationPageProps) {
  const [{ person, on, case: caseId }, setFilters] = useUrlFilters(['person', 'on', 'case'] as const);
  const [query, reload] = useQuery({
    query: ExplanationDocument,
    variables: { householdId, programCode, personId: person, on, caseId },
  });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ explanation }) => (
        <Sheet
          explained={explanation}
          householdId={householdId}
          caseId={caseId}
          onDay={(day) => setFilters({ on: day })}
        />
      )}
    </QueryBoundary>
  );
}

interface SheetProps {
  explained: Explained;
  householdId: string;
  caseId: string | undefined;
  onDay: (day: string) => void;
}

function Sheet({ explained, householdId, caseId, onDay }: SheetProps) {
  const t = useTranslations('explanation');
  const b = useBilingual();
  const { program, person, outcome, on, ruleVersion, assumed, variant } = explained;
  const title = t('title', { program: b(program.name), person: person.name });
  const back = caseId
    ? { title: t('package'), href: `/cases/${caseId}/package` }
    : { title: t('household'), href: `/households/${householdId}` };
  return (
    <Page
      title={title}
      breadcrumb={[back, { title: t('crumb') }]}
      extra={
        <span className={`no-print ${styles.day}`}>
          {t('day')} <DayPicker aria-label={t('day')} value={on} onChange={(day) => day && onDay(day)} />
        </span>
      }
    >
      <section className={`paper ${styles.answer}`} aria-label={t('answer')} data-outcome={outcome}>
        <p className={styles.public}>{b(program.ruleInWords)}</p>
        <p className={styles.outcome}>
          <StatusTag kind="outcome" status={outcome} /> {t(`outcome.${outcome}`, { person: person.name })}{' '}
          {outcome === 'ELIGIBLE' && <VerdictAmount amount={explained.amount} />}
        </p>
        {variant && <p>{t('variant', { name: b(variant) })}</p>}
        {explained.missingFacts.length > 0 && (
          <p>{t('asks', { facts: explained.missingFacts.map(({ name }) => b(name)).join(t('comma')) })}</p>
        )}
        <p className="quiet">
          <DepartmentName department={program.department} /> · {t('onDay', { date: on })} ·{' '}
          <Link href={`/programs/${program.code}`}>{t('version', { version: ruleVersion })}</Link>{' '}
          {assumed && <AssumedTag />}
        </p>
        {caseId && <p className="quiet">{t('inCase')}</p>}
      </section>
      <Changes explained={explained} />
      <section className="paper" aria-labelledby="rule">
        <h2 id="rule">{t('rule')}</h2>
        <RuleView lines={explained.lines} />
      </section>
      {outcome !== 'NOT_ELIGIBLE' && <Amount explained={explained} />}
    </Page>
  );
}

/** Of a refusal what would make it fit; of an entitlement how far it reaches. */
function Changes({ explained: { outcome, nearMisses, margins, searchCut } }: { explained: Explained }) {
  const t = useTranslations('explanation');
  if (outcome === 'NEEDS_FACTS') return null;
  const isRefused = outcome === 'NOT_ELIGIBLE';
  const turns = isRefused ? nearMisses : margins;
  return (
    <section className="paper" aria-labelledby="changes">
      <h2 id="changes">{isRefused ? t('nearMisses') : t('margins')}</h2>
      {turns.length > 0 ? (
        <>
          <p className="quiet">{isRefused ? t('nearMissesHint') : t('marginsHint')}</p>
          <Turns turns={turns} />
        </>
      ) : (
        <p className="quiet">{isRefused ? t('noNearMiss') : t('noMargin')}</p>
      )}
      {searchCut && <p>{t(turns.length > 0 ? 'searchCut' : 'searchCutEmpty')}</p>}
    </section>
  );
}

function Amount({ explained: { amount, subBenefits } }: { explained: Explained }) {
  const t = useTranslations('explanation');
  const b = useBilingual();
  const locale = useLocale();
  const { period } = useVocabulary();
  if (!amount.formula && subBenefits.length === 0) return null;
  return (
    <section className="paper" aria-labelledby="amount">
      <h2 id="amount">{t('amount')}</h2>
      <p>
        <VerdictAmount amount={amount} />
      </p>
      {amount.formula && <code className={styles.formula}>{readableRule(amount.formula, locale)}</code>}
      <TraceValues values={amount.values} />
      {subBenefits.length > 0 && (
        <ul className={styles.parts}>
          {subBenefits.map((part) => (
            <li key={part.code}>
              {b(part.name)} {part.fen !== null && <Money fen={part.fen} />} · {period(part.period)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
