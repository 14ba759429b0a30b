'use client';

import { APPRAISAL_MEASURES, type AppraisalMeasureCode, DELAY_CAUSES, type DelayCause } from '@yimen/schema';
import { AppraisalDocument, type AppraisalQuery, StateAppraisalObjectionDocument } from '@yimen/schema/documents';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton, Page } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import styles from './appraisal.module.css';
import { useYear } from './appraisal-page';
import { ClosedYear } from './closed-year';
import { useOpening } from './opening';
import { ReadingList } from './reading-list';
import type { Measure, Result } from './results';
import { ScoreBar } from './score-bar';
import { SourcesPanel } from './sources-panel';
import { TextDialog } from './text-dialog';

type Appraisal = NonNullable<AppraisalQuery['appraisal']>;

/** One department in a year: each score, how it came about, and the way to what it was counted from. */
export function DepartmentPage({ code }: { code: string }) {
  const [year] = useYear();
  const [query, reload] = useQuery({ query: AppraisalDocument, variables: { year } });
  const again = () => reload({ requestPolicy: 'network-only' });
  return (
    <QueryBoundary query={query} retry={again}>
      {({ appraisal }) => {
        const result = appraisal?.departments.find(({ department }) => department.code === code);
        return appraisal && result ? (
          <DepartmentView appraisal={appraisal} result={result} onChange={again} />
        ) : appraisal?.report && appraisal.departments.length === 0 ? (
          <ClosedYear report={appraisal.report} onOpened={again} />
        ) : (
          <Missing />
        );
      }}
    </QueryBoundary>
  );
}

interface DepartmentViewProps {
  appraisal: Appraisal;
  result: Result;
  onChange: () => void;
}

function DepartmentView({ appraisal, result, onChange }: DepartmentViewProps) {
  const t = useTranslations('appraisal');
  const b = useBilingual();
  const { year, report } = appraisal;
  const { code, name } = result.department;
  const [opened, setOpened] = useState<{ id: string; measure: string }>();
  const opening = useOpening(({ id, measure }) => measure && setOpened({ id, measure }));
  const show = (measure: AppraisalMeasureCode) =>
    opening.open({ year, department: code, measure }, `${b(name)} · ${b(APPRAISAL_MEASURES[measure])}`);
  return (
    <Page
      title={<DepartmentName department={result.department} />}
      documentTitle={`${b(name)} ${year}`}
      breadcrumb={[
        { title: t('title'), href: `/appraisal?year=${year}` },
        { title: t('yearOf', { year: String(year) }) },
      ]}
      extra={<ScoreBar points={result.total} />}
    >
      {opening.dialog}
      <section className="stack" aria-labelledby="measures">
        <h2 id="measures">{t('measures')}</h2>
        <ul className={styles.measures}>
          {result.measures.map((measure) => (
            <MeasureCard key={measure.code} measure={measure} onOpen={show} />
          ))}
        </ul>
      </section>
      {opened && <SourcesPanel readingId={opened.id} measure={opened.measure} isClosed={report !== null} />}
      <Waits waiting={result.waiting} />
      <Objections appraisal={appraisal} code={code} onChange={onChange} />
      <ReadingList key={opened?.id} year={year} department={code} opened={opened?.id} />
    </Page>
  );
}

function MeasureCard({ measure, onOpen }: { measure: Measure; onOpen: (code: AppraisalMeasureCode) => void }) {
  const t = useTranslations('appraisal');
  const b = useBilingual();
  const code = measure.code as AppraisalMeasureCode;
  const name = b(APPRAISAL_MEASURES[code]);
  return (
    <li className={`paper ${styles.measure}`} data-measure={code}>
      <div className={styles.head}>
        <h3>{name}</h3>
        <span className="quiet">{t('weight', { weight: measure.weight })}</span>
      </div>
      <ScoreBar points={measure.points} />
      <p>{b(measure.formula)}</p>
      <p className="quiet">{b(measure.reason)}</p>
      <dl className={styles.parts}>
        {measure.parts.map(({ code: part, name: partName, unit, value }) => (
          <div key={part}>
            <dt className="quiet">{b(partName)}</dt>
            <dd>{unit === 'fen' ? <Money fen={value} /> : unit === 'days' ? t('days', { days: value }) : value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <Button size="small" aria-label={t('sourcesOf', { measure: name })} onClick={() => onOpen(code)}>
          {t('sources')}
        </Button>
      </div>
    </li>
  );
}

function Waits({ waiting }: { waiting: Result['waiting'] }) {
  const t = useTranslations('appraisal');
  const b = useBilingual();
  return (
    <section className="paper stack" aria-labelledby="waits">
      <h2 id="waits">{t('waits')}</h2>
      {waiting.length === 0 ? (
        <p className="quiet">{t('noWaits')}</p>
      ) : (
        <ListTable
          small
          rowKey={({ cause, by }) => `${cause} ${by?.code}`}
          rows={waiting}
          columns={[
            { title: t('cause'), render: (_, { cause }) => b(DELAY_CAUSES[cause as DelayCause]) },
            { title: t('by'), render: (_, { by }) => by && <DepartmentName department={by} /> },
            { title: t('waitDays'), align: 'right', render: (_, { days }) => t('days', { days }) },
            { title: t('lateDays'), align: 'right', render: (_, { late }) => t('days', { days: late }) },
          ]}
        />
      )}
    </section>
  );
}

function Objections({ appraisal, code, onChange }: { appraisal: Appraisal; code: string; onChange: () => void }) {
  const t = useTranslations('appraisal');
  const { message } = App.useApp();
  const [writing, setWriting] = useState(false);
  const command = useCommand(StateAppraisalObjectionDocument);
  const { year, allowedActions } = appraisal;
  const own = appraisal.objections.filter(({ department }) => department.code === code);
  return (
    <section className="paper stack" aria-labelledby="objections">
      <h2 id="objections">{t('objections')}</h2>
      {own.length === 0 && <p className="quiet">{t('noObjections')}</p>}
      <ul className="plain-list">
        {own.map(({ id, text, statedBy, at }) => (
          <li key={id} data-testid="objection">
            {text} <span className="quiet">{`${statedBy} ${formatDateTime(at)}`}</span>
          </li>
        ))}
      </ul>
      <div>
        <ActionButton action="object" allowedActions={allowedActions} onClick={() => setWriting(true)}>
          {t('object')}
        </ActionButton>
      </div>
      <TextDialog
        open={writing}
        title={t('object')}
        hint={t('objectHint')}
        label={t('objection')}
        command={command}
        onSubmit={(text) => command.run({ year, department: code, text })}
        onClose={() => setWriting(false)}
        onDone={() => {
          message.success(t('objected'));
          onChange();
        }}
      />
    </section>
  );
}
