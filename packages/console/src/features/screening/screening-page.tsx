'use client';

import {
  ScreeningRunDocument,
  type ScreeningRunQuery,
  ScreeningRunsDocument,
  TownshipsDocument,
} from '@yimen/schema/documents';
import { Button, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { LinkButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import { useUrlFilters } from '@/lib/url-filters';
import { FactCheckLine } from '../registry/fact-check-line';
import { CountSection, type Dimension } from './count-section';
import { listHref } from './hrefs';
import { KindCards } from './kind-cards';
import { useScreeningState } from './run-now';
import styles from './screening.module.css';

type Run = NonNullable<ScreeningRunQuery['screeningRun']>;

const FILTERS = ['run', 'kind', 'township'] as const;
const FIRST_KIND = 'ENTITLED_WITHOUT';

/** Policy finds people: what the last screening of the whole county found, and where. */
export function ScreeningPage() {
  const t = useTranslations('screening');
  const [filters, setFilters] = useUrlFilters(FILTERS);
  const [query, reload] = useQuery({ query: ScreeningRunDocument, variables: { id: filters.run } });
  const again = useCallback(() => reload({ requestPolicy: 'network-only' }), [reload]);
  const { mayList, button, progress } = useScreeningState(again);
  return (
    <Page
      title={t('title')}
      extra={
        <div className="row">
          <RunChoice chosen={query.data?.screeningRun?.id} onChoose={(run) => setFilters({ run })} />
          <LinkButton href="/lists">{t('lists')}</LinkButton>
          <LinkButton href="/register">{t('register')}</LinkButton>
          <LinkButton href="/screening/history">{t('history')}</LinkButton>
          {button}
        </div>
      }
    >
      {progress}
      <QueryBoundary query={query} retry={again}>
        {({ screeningRun }) =>
          screeningRun ? (
            <RunView run={screeningRun} mayList={mayList} filters={filters} onChange={setFilters} />
          ) : (
            <EmptyState title={t(filters.run ? 'noSuchRun' : 'noRun')} hint={t('noRunHint')} />
          )
        }
      </QueryBoundary>
      <FactCheckLine />
    </Page>
  );
}

function RunChoice({ chosen, onChoose }: { chosen: string | undefined; onChoose: (run: string) => void }) {
  const t = useTranslations('screening');
  const [{ data }] = useQuery({ query: ScreeningRunsDocument });
  if (!chosen || !data || data.screeningRuns.length < 2) return null;
  return (
    <Select
      className={styles.run}
      aria-label={t('chooseRun')}
      value={chosen}
      options={data.screeningRuns.map(({ id, completedAt, requestedBy }) => ({
        value: id,
        label: `${formatDateTime(completedAt)} ${requestedBy ?? t('nightly')}`,
      }))}
      onChange={onChoose}
    />
  );
}

interface RunViewProps {
  run: Run;
  mayList: boolean;
  filters: Partial<Record<(typeof FILTERS)[number], string>>;
  onChange: (patch: Partial<Record<(typeof FILTERS)[number], string | undefined>>) => void;
}

function RunView({ run, mayList, filters: { kind = FIRST_KIND, township }, onChange }: RunViewProps) {
  const t = useTranslations('screening');
  const b = useBilingual();
  const compared = run.previousId !== null;
  const [{ data: county }] = useQuery({ query: TownshipsDocument, requestPolicy: 'cache-first' });
  const townshipName = county?.townships.find(({ code }) => code === township)?.name;
  const hrefOf = (by: Dimension) =>
    mayList && run.hasLists
      ? (key: string) => listHref({ run: run.id, kind, ...(by === 'village' && { township }), [by]: key })
      : undefined;
  const main: Dimension = kind === 'BLOCKING_FACT' ? 'fact' : 'program';
  const place: Dimension = township ? 'village' : 'township';
  const all = { runId: run.id, kind, compared };
  return (
    <>
      <p className="quiet">
        {t('runLine', {
          at: formatDateTime(run.snapshotAt),
          by: run.requestedBy ?? t('nightly'),
          programs: run.programs.length,
          people: run.people,
          households: run.households,
        })}{' '}
        {t(compared ? 'comparedLine' : 'firstLine')}
      </p>
      <KindCards
        counts={run.counts}
        kind={kind}
        compared={compared}
        onChoose={(chosen) => onChange({ kind: chosen, township: undefined })}
      />
      <p>
        {t(`explain.${kind}`)}{' '}
        {mayList && run.hasLists && (
          <LinkButton size="small" href={listHref({ run: run.id, kind })}>
            {t('openWhole')}
          </LinkButton>
        )}
        {!run.hasLists && <span className="quiet">{t('listsGone')}</span>}
      </p>
      <div className={styles.sections}>
        <CountSection {...all} by={main} township={township} hrefOf={hrefOf(main)} />
        <CountSection
          {...all}
          by={place}
          township={township}
          hrefOf={hrefOf(place)}
          onOpen={township ? undefined : (key) => onChange({ township: key })}
          extra={
            township && (
              <>
                <span>{townshipName && b(townshipName)}</span>
                <Button size="small" onClick={() => onChange({ township: undefined })}>
                  {t('allTownships')}
                </Button>
              </>
            )
          }
        />
        {main === 'fact' && <CountSection {...all} by="program" township={township} hrefOf={hrefOf('program')} />}
      </div>
      <Rules programs={run.programs} />
    </>
  );
}

/** By which version of each rule, and by figures since when, the run judged. */
function Rules({ programs }: Pick<Run, 'programs'>) {
  const t = useTranslations('screening');
  const b = useBilingual();
  return (
    <details>
      <summary>{t('rules')}</summary>
      <ul className={`plain-list ${styles.rules}`}>
        {programs.map(({ program, version, figuresFrom }) => (
          <li key={program.code}>
            <Link href={`/programs/${program.code}`}>{b(program.name)}</Link>{' '}
            <span className="quiet">
              {t('version', { version })}
              {figuresFrom && ` · ${t('figuresFrom', { day: figuresFrom })}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
