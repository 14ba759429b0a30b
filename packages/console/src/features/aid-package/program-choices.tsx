'use client';

import { AssessmentDocument, type AssessmentQuery, type VerdictPartsFragment } from '@yimen/schema/documents';
import { Button, Collapse } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { useListFocus } from '@/lib/list-focus';
import { Money } from '@/lib/money';
import { readableRule } from '@/lib/rule-text';
import { QueryBoundary } from '@/lib/states';
import { useVocabulary } from '@/lib/vocabulary';
import { explainedIn } from '../explanation/explain-href';
import { AssumedTag } from '../program/programs-page';
import styles from './aid-package.module.css';
import { MissingFacts } from './missing-facts';
import { Clause, Trace, TraceValues } from './trace';
import type { ComposedCase, Composing } from './use-composer';
import { VerdictAmount } from './verdict-amount';

type Assessment = AssessmentQuery['assessment'];

interface ProgramChoicesProps {
  file: ComposedCase;
  composing: Composing;
  composable: boolean;
  /** Whether the facts to ask for are folded at first: in the meeting they stand in the way. */
  foldFacts: boolean;
  /** Called with the day on which the programs were judged. */
  onJudged: (date: string) => void;
}

/** All programs judged for the case: those that fit, those that need a fact, those that do not fit and why. */
export function ProgramChoices({ file, composing, composable, foldFacts, onJudged }: ProgramChoicesProps) {
  const t = useTranslations('composer');
  const { decisionDate } = composing;
  const [query, execute] = useQuery({ query: AssessmentDocument, variables: { caseId: file.id, decisionDate } });
  const version = composing.aidPackage?.version ?? 0;
  const judgedOn = query.data?.assessment.decisionDate;

  // What the package grants changes what fits: judged again with every version of it.
  useEffect(() => {
    if (version > 0) execute({ requestPolicy: 'network-only' });
  }, [version, execute]);

  useEffect(() => {
    if (judgedOn) onJudged(judgedOn);
  }, [judgedOn, onJudged]);

  return (
    <section className={`paper ${styles.programs}`} aria-label={t('programs')}>
      <QueryBoundary query={query} retry={() => execute({ requestPolicy: 'network-only' })}>
        {({ assessment }) => (
          <>
            <Fitting file={file} assessment={assessment} composing={composing} composable={composable} />
            <Collapse
              ghost
              className={styles.folds}
              defaultActiveKey={foldFacts ? [] : ['facts']}
              items={[
                {
                  key: 'facts',
                  label: <h2>{t('needsFacts', { count: assessment.needsFacts.length })}</h2>,
                  children: (
                    <MissingFacts
                      file={file}
                      assessment={assessment}
                      onRecorded={() => execute({ requestPolicy: 'network-only' })}
                    />
                  ),
                },
                {
                  key: 'no',
                  label: <h2>{t('doesNotFit', { count: assessment.doesNotFit.length })}</h2>,
                  children: <Unfitting file={file} assessment={assessment} />,
                },
              ]}
            />
          </>
        )}
      </QueryBoundary>
    </section>
  );
}

function Fitting({
  file,
  assessment,
  composing,
  composable,
}: {
  file: ComposedCase;
  assessment: Assessment;
  composing: Composing;
  composable: boolean;
}) {
  const t = useTranslations('composer');
  const chosen = new Set(composing.aidPackage?.selections.map(({ programCode }) => programCode));
  const unchosen = assessment.fits.filter(({ program }) => !chosen.has(program.code));
  const open = [...unchosen.filter(({ barred }) => !barred), ...unchosen.filter(({ barred }) => barred)];
  return (
    <>
      <h2>{t('fits', { count: open.length })}</h2>
      {assessment.fits.length === 0 && <p className="quiet">{t('noneFits')}</p>}
      {assessment.fits.length > open.length && (
        <p className="quiet">
          {open.length === 0 ? t('allChosen') : t('fitsChosen', { count: assessment.fits.length - open.length })}
        </p>
      )}
      <ul
        {...useListFocus<HTMLUListElement>()}
        className={styles.verdicts}
        aria-label={t('fits', { count: open.length })}
        data-testid="fits"
      >
        {open.map((verdict) => (
          <FittingRow
            key={verdict.program.code}
            verdict={verdict}
            href={explainedIn(file, verdict.program.code, assessment.decisionDate)}
            running={composing.running}
            onAdd={
              composable
                ? () =>
                    composing.change(
                      (draft) => ({
                        ...draft,
                        selections: [...draft.selections, { programCode: verdict.program.code, planOnly: false }],
                      }),
                      verdict.program.code,
                    )
                : undefined
            }
          />
        ))}
      </ul>
    </>
  );
}

interface FittingRowProps {
  verdict: VerdictPartsFragment;
  href: string;
  running: boolean;
  onAdd: (() => void) | undefined;
}

function FittingRow({ verdict, href, running, onAdd }: FittingRowProps) {
  const t = useTranslations('composer');
  const b = useBilingual();
  const { form, period } = useVocabulary();
  const { program, amount, subBenefits } = verdict;
  const name = b(program.name);
  return (
    <li data-program={program.code}>
      <div className={styles.verdictHead}>
        <div>
          <strong>{name}</strong> {(verdict.assumed || program.assumed) && <AssumedTag />}
        </div>
        <div className={styles.amount}>
          <VerdictAmount amount={amount} />
        </div>
      </div>
      <div className={styles.verdictMeta}>
        <div className={`quiet ${styles.meta}`}>
          <DepartmentName department={program.department} />
          <span>{form(program.form)}</span>
          <span>{period(program.period)}</span>
        </div>
        {onAdd && !verdict.barred && (
          <Button type="primary" size="small" aria-label={t('addNamed', { name })} aria-busy={running} onClick={onAdd}>
            {t('add')}
          </Button>
        )}
      </div>
      {verdict.barred && <p className={styles.barred}>{b(verdict.barred)}</p>}
      <p className={styles.rule}>{b(program.ruleInWords)}</p>
      {subBenefits.length > 0 && (
        <ul className={styles.values}>
          {subBenefits.map((part) => (
            <li key={part.code}>
              {b(part.name)} {part.fen !== null && <Money fen={part.fen} />} · {period(part.period)}
            </li>
          ))}
        </ul>
      )}
      <Why verdict={verdict} href={href} />
    </li>
  );
}

function Why({ verdict, href }: { verdict: VerdictPartsFragment; href: string }) {
  const t = useTranslations('composer');
  const more = useTranslations('explanation');
  const locale = useLocale();
  const { amount, trace } = verdict;
  return (
    <details className={styles.why}>
      <summary>{t('why')}</summary>
      <Trace trace={trace} />
      {amount.formula && (
        <>
          <div className="quiet">{t('formula')}</div>
          <code className={styles.formula}>{readableRule(amount.formula, locale)}</code>
          <TraceValues values={amount.values} />
        </>
      )}
      <p>
        <Link href={href}>{more('why')}</Link>
      </p>
    </details>
  );
}

function Unfitting({ file, assessment }: { file: ComposedCase; assessment: Assessment }) {
  const b = useBilingual();
  return (
    <ul className={styles.verdicts} data-testid="does-not-fit">
      {assessment.doesNotFit.map((verdict) => (
        <li key={verdict.program.code} data-program={verdict.program.code}>
          <strong>{b(verdict.program.name)}</strong>
          <div className="quiet">
            <DepartmentName department={verdict.program.department} />
          </div>
          <p className={styles.rule}>{b(verdict.program.ruleInWords)}</p>
          <ul className={styles.trace}>
            {verdict.reasons.map((reason) => (
              <li key={`${reason.text} ${reason.label ?? ''}`}>
                <Clause node={reason} />
              </li>
            ))}
          </ul>
          <Why verdict={verdict} href={explainedIn(file, verdict.program.code, assessment.decisionDate)} />
        </li>
      ))}
    </ul>
  );
}
