'use client';

import { APPRAISAL_MEASURES, type AppraisalMeasureCode } from '@yimen/schema';
import { AnnexAppraisalDocument, AppraisalDocument, type AppraisalQuery } from '@yimen/schema/documents';
import { App, Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { useCommand } from '@/lib/graphql';
import { ActionButton, LinkButton, Page } from '@/lib/page';
import { EmptyState, QueryBoundary } from '@/lib/states';
import styles from './appraisal.module.css';
import { useYear } from './appraisal-page';
import { ClosedYear } from './closed-year';
import { ReadingList } from './reading-list';
import { byTotal } from './results';
import { ScoreBar } from './score-bar';
import { TextDialog } from './text-dialog';

type Appraisal = NonNullable<AppraisalQuery['appraisal']>;
type Report = NonNullable<Appraisal['report']>;

/** The report of a closed year: shown once one has said what for. */
export function ReportPage() {
  const t = useTranslations('appraisal');
  const locale = useLocale();
  const [year] = useYear();
  const [query, reload] = useQuery({ query: AppraisalDocument, variables: { year } });
  const [readingId, setReadingId] = useState<string>();
  const again = () => reload({ requestPolicy: 'network-only' });
  const opened = (id: string) => {
    setReadingId(id);
    again();
  };
  return (
    <Page
      title={t('report')}
      documentTitle={`${t('report')} ${year}`}
      breadcrumb={[
        { title: t('title'), href: `/appraisal?year=${year}` },
        { title: t('yearOf', { year: String(year) }) },
      ]}
      extra={
        readingId && (
          <>
            <Button onClick={() => window.print()}>{t('print')}</Button>
            <Button type="primary" href={`/api/appraisal/${readingId}/report.docx?lang=${locale}`} download>
              {t('takeReport')}
            </Button>
          </>
        )
      }
    >
      <QueryBoundary query={query} retry={again}>
        {({ appraisal }) => {
          if (!appraisal?.report) {
            return (
              <EmptyState title={t('notClosed')} hint={t('closeHint')}>
                <LinkButton href={`/appraisal?year=${year}`}>{t('backToTable')}</LinkButton>
              </EmptyState>
            );
          }
          if (!readingId) return <ClosedYear report={appraisal.report} onOpened={opened} />;
          return <ReportView appraisal={appraisal} report={appraisal.report} onChange={again} />;
        }}
      </QueryBoundary>
      <ReadingList key={readingId} year={year} opened={readingId} />
    </Page>
  );
}

function ReportView({ appraisal, report, onChange }: { appraisal: Appraisal; report: Report; onChange: () => void }) {
  const t = useTranslations('appraisal');
  const b = useBilingual();
  return (
    <>
      <section className="paper stack" data-testid="report">
        <h2>{report.number}</h2>
        <p className="quiet">{t('reportNote')}</p>
        {byTotal(appraisal.departments).map(({ department, total, measures }) => (
          <section key={department.code}>
            <div className={styles.head}>
              <h3>{b(department.name)}</h3>
              <ScoreBar points={total} />
            </div>
            <ul>
              {measures.map(({ code, points, formula }) => (
                <li key={code}>
                  <strong>{b(APPRAISAL_MEASURES[code as AppraisalMeasureCode])}</strong>{' '}
                  {points === null ? t('unscored') : t('points', { points })}{' '}
                  <span className="quiet">{b(formula)}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <h3>{t('objections')}</h3>
        {appraisal.objections.length === 0 && <p className="quiet">{t('noObjections')}</p>}
        <ul>
          {appraisal.objections.map(({ id, department, text, statedBy }) => (
            <li key={id}>{`${b(department.name)}：${text}（${statedBy}）`}</li>
          ))}
        </ul>
        <p>{t('closedBy', { name: report.closedBy, at: formatDateTime(report.closedAt) })}</p>
        <p className={`quiet ${styles.digest}`}>
          SHA-256 {report.digest}{' '}
          <span className={report.intact ? '' : 'late'}>{t(report.intact ? 'intact' : 'broken')}</span>
        </p>
      </section>
      <Annexes report={report} onChange={onChange} />
    </>
  );
}

function Annexes({ report: { id, annexes, allowedActions }, onChange }: { report: Report; onChange: () => void }) {
  const t = useTranslations('appraisal');
  const { message } = App.useApp();
  const [writing, setWriting] = useState(false);
  const command = useCommand(AnnexAppraisalDocument);
  return (
    <section className="stack">
      {annexes.map(({ id: annexId, number, text, writtenBy, at }) => (
        <div key={annexId} className="paper" data-testid="annex">
          <h3>{t('annexOf', { number })}</h3>
          <p>{text}</p>
          <p className="quiet">{`${writtenBy} ${formatDateTime(at)}`}</p>
        </div>
      ))}
      <div className="no-print">
        <ActionButton action="annex" allowedActions={allowedActions} onClick={() => setWriting(true)}>
          {t('annex')}
        </ActionButton>
      </div>
      <TextDialog
        open={writing}
        title={t('annex')}
        hint={t('closeHint')}
        label={t('annexText')}
        command={command}
        onSubmit={(text) => command.run({ reportId: id, text })}
        onClose={() => setWriting(false)}
        onDone={() => {
          message.success(t('annexed'));
          onChange();
        }}
      />
    </section>
  );
}
