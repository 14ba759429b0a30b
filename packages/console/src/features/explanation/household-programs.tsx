'use client';

import { HouseholdProgramsDocument, type HouseholdProgramsQuery } from '@yimen/schema/documents';
import { Radio } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { DepartmentName } from '@/lib/department';
import { readableRule } from '@/lib/rule-text';
import { QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { VerdictAmount } from '../aid-package/verdict-amount';
import { explainHref } from './explain-href';
import styles from './explanation.module.css';

type Member = HouseholdProgramsQuery['householdPrograms'][number];
type Fit = Member['programs'][number];

/** All programs of the county for each member of a household: those that fit, that need a fact, and that do not fit. */
export function HouseholdPrograms({ householdId }: { householdId: string }) {
  const t = useTranslations('explanation');
  const [{ member }, setFilters] = useUrlFilters(['member'] as const);
  const [query, reload] = useQuery({ query: HouseholdProgramsDocument, variables: { householdId } });
  return (
    <section className="paper" aria-labelledby="programs" data-testid="household-programs">
      <h2 id="programs">{t('programs')}</h2>
      <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
        {({ householdPrograms: members }) => {
          const chosen = members.find(({ person }) => person.id === member) ?? members[0];
          if (!chosen) return null;
          return (
            <>
              <Radio.Group
                aria-labelledby="programs"
                className={styles.members}
                value={chosen.person.id}
                onChange={({ target }) => setFilters({ member: target.value })}
                options={members.map(({ person, programs }) => ({
                  value: person.id,
                  label: t('memberTab', {
                    name: person.name,
                    count: programs.filter(({ outcome }) => outcome === 'ELIGIBLE').length,
                  }),
                }))}
              />
              <MemberFits householdId={householdId} member={chosen} />
            </>
          );
        }}
      </QueryBoundary>
    </section>
  );
}

function MemberFits({ householdId, member: { person, programs } }: { householdId: string; member: Member }) {
  const t = useTranslations('explanation');
  const of = (wanted: string) => programs.filter(({ outcome }) => outcome === wanted);
  const list = (fits: Fit[]) => (
    <ul className={styles.fits}>
      {fits.map((fit) => (
        <FitRow
          key={fit.program.code}
          fit={fit}
          href={explainHref({ householdId, personId: person.id, programCode: fit.program.code })}
        />
      ))}
    </ul>
  );
  const [fitting, asking, refused] = [of('ELIGIBLE'), of('NEEDS_FACTS'), of('NOT_ELIGIBLE')];
  const near = [...refused].sort((a, b) => Number(a.nearest === null) - Number(b.nearest === null));
  return (
    <>
      <h3>{t('fits', { count: fitting.length })}</h3>
      {fitting.length > 0 ? list(fitting) : <p className="quiet">{t('noneFits')}</p>}
      {asking.length > 0 && (
        <details className={styles.folded}>
          <summary>{t('needsFacts', { count: asking.length })}</summary>
          {list(asking)}
        </details>
      )}
      <details className={styles.folded}>
        <summary>{t('doesNotFit', { count: refused.length })}</summary>
        {list(near)}
      </details>
    </>
  );
}

function FitRow({ fit, href }: { fit: Fit; href: string }) {
  const t = useTranslations('explanation');
  const b = useBilingual();
  const locale = useLocale();
  const { program, outcome, amount, missingFacts, nearest, against } = fit;
  return (
    <li data-program={program.code} data-outcome={outcome}>
      <div className={styles.fitHead}>
        <Link href={href}>{b(program.name)}</Link>
        {outcome === 'ELIGIBLE' && <VerdictAmount amount={amount} />}
      </div>
      <div className="quiet">
        <DepartmentName department={program.department} />
      </div>
      {missingFacts.length > 0 && (
        <div>{t('asks', { facts: missingFacts.map(({ name }) => b(name)).join(t('comma')) })}</div>
      )}
      {against.length > 0 && (
        <div className="quiet">
          {t('against', { clauses: against.map((text) => readableRule(text, locale)).join(t('semicolon')) })}
        </div>
      )}
      {nearest && <div className={styles.nearest}>{b(nearest)}</div>}
    </li>
  );
}
