'use client';

import { AUDIT_QUESTIONS, type AuditQuestion } from '@yimen/schema';
import { AuditFindingDocument, type AuditFindingQuery } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { Money } from '@/lib/money';
import { ActionButton, Page, StatusTag } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { Deadline } from '../today/deadline';
import styles from './self-audit.module.css';
import { SettleDialog, type Settling } from './settle-dialog';
import { SeverityTag } from './severity-tag';

type Finding = NonNullable<AuditFindingQuery['auditFinding']>;

/** One finding: the question, what it rests on, who has to answer by when, and what was done about it. */
export function FindingPage({ id }: { id: string }) {
  const [query, reload] = useQuery({ query: AuditFindingDocument, variables: { id } });
  const again = () => reload({ requestPolicy: 'network-only' });
  return (
    <QueryBoundary query={query} retry={again}>
      {({ auditFinding }) => (auditFinding ? <FindingView finding={auditFinding} onChange={again} /> : <Missing />)}
    </QueryBoundary>
  );
}

function FindingView({ finding, onChange }: { finding: Finding; onChange: () => void }) {
  const t = useTranslations('selfAudit');
  const b = useBilingual();
  const locale = useLocale();
  const [settling, setSettling] = useState<Settling>();
  const { id, number, question, allowedActions, status } = finding;
  const words = AUDIT_QUESTIONS[question as AuditQuestion];
  const button = (action: Settling) => (
    <ActionButton
      action={action}
      allowedActions={allowedActions}
      type={action === 'explain' ? 'primary' : undefined}
      danger={action === 'hand_over'}
      onClick={() => setSettling(action)}
    >
      {t(`actions.${action}`)}
    </ActionButton>
  );
  return (
    <Page
      title={b(words)}
      documentTitle={`${number} ${b(words)}`}
      breadcrumb={[{ title: t('title'), href: '/audit' }, { title: number }]}
      extra={
        <>
          {allowedActions.some(({ action }) => action === 'take_evidence') && (
            <Button href={`/api/audit/${id}/evidence.docx?lang=${locale}`} download>
              {t('takeEvidence')}
            </Button>
          )}
          {button('send_back')}
          {button('hand_over')}
          {button('correct')}
          {button('explain')}
        </>
      }
    >
      <p>{b(words.asks)}</p>
      <Facts finding={finding} />
      <section className="paper stack" aria-labelledby="evidence">
        <h2 id="evidence">{t('evidence')}</h2>
        <ol className={styles.evidence}>
          {finding.evidence.map(({ kind, words: said, meetingId }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of evidence never move
            <li key={index} data-evidence={kind}>
              {meetingId ? <Link href={`/meetings/${meetingId}`}>{b(said)}</Link> : b(said)}
            </li>
          ))}
        </ol>
      </section>
      <Story finding={finding} />
      <section className="paper stack" aria-labelledby="readings">
        <h2 id="readings">{t('readings')}</h2>
        {finding.readings.length === 0 && <p className="quiet">{t('noReadings')}</p>}
        <ul className="plain-list">
          {finding.readings.map(({ reader, title, at }) => (
            <li key={at}>{t('reading', { at: formatDateTime(at), reader, title: b(title) })}</li>
          ))}
        </ul>
      </section>
      <SettleDialog
        finding={finding}
        settling={settling}
        key={status}
        onClose={() => setSettling(undefined)}
        onSettled={onChange}
      />
    </Page>
  );
}

function Facts({ finding }: { finding: Finding }) {
  const t = useTranslations('selfAudit');
  const b = useBilingual();
  const { department, personName, householdId, case: file, amountFen, severity, status, townshipName } = finding;
  return (
    <dl className={styles.facts}>
      <Fact name={t('statusOf')}>
        <StatusTag kind="auditFinding" status={status} />
      </Fact>
      <Fact name={t('severity')}>
        <SeverityTag severity={severity} />
      </Fact>
      <Fact name={t('owner')}>{department ? b(department.name) : t('committee')}</Fact>
      {status === 'open' && (
        <Fact name={t('due')}>
          <Deadline {...finding} />
        </Fact>
      )}
      {personName && (
        <Fact name={t('person')}>
          {householdId ? <Link href={`/households/${householdId}`}>{personName}</Link> : personName}
        </Fact>
      )}
      {townshipName && <Fact name={t('township')}>{b(townshipName)}</Fact>}
      {file && (
        <Fact name={t('case')}>
          <Link href={`/cases/${file.id}`}>{file.number}</Link>
        </Fact>
      )}
      {amountFen !== null && (
        <Fact name={t('amount')}>
          <Money fen={amountFen} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="quiet">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What happened to the finding, in its order. */
function Story({ finding: { events } }: { finding: Finding }) {
  const t = useTranslations('selfAudit');
  return (
    <section className="paper stack" aria-labelledby="story">
      <h2 id="story">{t('story')}</h2>
      <ol className={styles.evidence}>
        {events.map(({ id, kind, text, document, actor, at }) => (
          <li key={id} data-event={kind}>
            <span className="quiet">{formatDateTime(at)}</span> <strong>{t(`events.${kind}`)}</strong> {actor}
            {text && <p className={styles.said}>{text}</p>}
            {document && <p className="quiet">{t('documentOf', { document })}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
