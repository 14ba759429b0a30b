'use client';

import {
  AskWaiverDocument,
  CorrectReceiptDocument,
  RecoveryPageDocument,
  type RecoveryPartsFragment,
} from '@yimen/schema/documents';
import { App } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { DepartmentName } from '@/lib/department';
import { useCommand } from '@/lib/graphql';
import { ListTable } from '@/lib/list-table';
import { Money } from '@/lib/money';
import { ActionButton, LinkButton, Page } from '@/lib/page';
import { Missing, QueryBoundary } from '@/lib/states';
import { ReasonDialog } from '../payment/reason-dialog';
import { AskPlanDialog } from './ask-plan-dialog';
import { PlansPanel } from './plans-panel';
import { ReceiptDialog } from './receipt-dialog';
import styles from './recovery.module.css';
import { RecoveryState } from './recovery-state';

/** One claim: what is owed, how it came, the plan, and what came. */
export function RecoveryPage({ id }: { id: string }) {
  const t = useTranslations('recovery');
  const [query, reload] = useQuery({ query: RecoveryPageDocument, variables: { id } });
  const again = () => reload({ requestPolicy: 'network-only' });
  return (
    <QueryBoundary query={query} retry={again}>
      {({ recovery }) =>
        recovery ? (
          <RecoveryView recovery={recovery} onChange={again} />
        ) : (
          <Missing>
            <LinkButton href="/recoveries">{t('backToList')}</LinkButton>
          </Missing>
        )
      }
    </QueryBoundary>
  );
}

type Doing = 'record' | 'ask_plan' | 'ask_waiver';

function RecoveryView({ recovery, onChange }: { recovery: RecoveryPartsFragment; onChange: () => void }) {
  const t = useTranslations('recovery');
  const b = useBilingual();
  const [doing, setDoing] = useState<Doing>();
  const waiver = useCommand(AskWaiverDocument);
  const { id, number, program, allowedActions, waiverRound } = recovery;
  const done = () => {
    setDoing(undefined);
    onChange();
  };
  const button = (action: Doing, label: string) => (
    <ActionButton
      action={action}
      allowedActions={allowedActions}
      type={action === 'record' ? 'primary' : undefined}
      onClick={() => setDoing(action)}
    >
      {label}
    </ActionButton>
  );
  return (
    <Page
      title={b(program.name)}
      documentTitle={t('titleOf', { number })}
      breadcrumb={[{ title: t('title'), href: '/recoveries' }, { title: number }]}
      extra={
        <>
          {button('ask_waiver', t('askWaiver'))}
          {button('ask_plan', t('askPlan'))}
          {button('record', t('record'))}
        </>
      }
    >
      <div className="stack">
        <Figures recovery={recovery} />
        {waiverRound && (
          <p role="status">
            {t('waiverRound')} <Link href={`/cases/${waiverRound.id}`}>{waiverRound.number}</Link>
          </p>
        )}
        <Origin recovery={recovery} />
        <PlansPanel recovery={recovery} onChange={onChange} />
        <Entries recovery={recovery} onChange={onChange} />
      </div>
      {doing === 'record' && <ReceiptDialog recovery={recovery} onClose={() => setDoing(undefined)} onDone={done} />}
      {doing === 'ask_plan' && <AskPlanDialog recovery={recovery} onClose={() => setDoing(undefined)} onDone={done} />}
      {doing === 'ask_waiver' && (
        <ReasonDialog
          title={t('askWaiver')}
          hint={t('askWaiverHint')}
          command={waiver}
          run={(reason) => waiver.run({ recoveryId: id, reason })}
          onClose={done}
        />
      )}
    </Page>
  );
}

function Figures({ recovery }: { recovery: RecoveryPartsFragment }) {
  const t = useTranslations('recovery');
  const b = useBilingual();
  const { leftFen, amountFen, waivedFen, debtorName, department, townshipName, owner } = recovery;
  const facts: [string, React.ReactNode][] = [
    [t('cameBack'), <Money key="back" fen={amountFen - leftFen - waivedFen} />],
    ...(waivedFen > 0 ? [[t('waived'), <Money key="waived" fen={waivedFen} />] as [string, React.ReactNode]] : []),
    [t('debtor'), debtorName ?? t('hidden')],
    [t('filter.department'), <DepartmentName key="department" department={department} />],
    ...(townshipName ? [[t('township'), b(townshipName)] as [string, React.ReactNode]] : []),
    [t('owner'), owner ?? '—'],
  ];
  return (
    <section className="paper stack" aria-label={t('leftOf')}>
      <div className="row">
        <span className="quiet">{t('leftOf')}</span>
        <strong className={styles.figure} data-testid="left">
          <Money fen={leftFen} />
        </strong>
        <span className="quiet">{t.rich('ofAmount', { money: () => <Money fen={amountFen} /> })}</span>
        <RecoveryState recovery={recovery} />
      </div>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="quiet">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The review, what was learnt, the meeting and its vote. */
function Origin({ recovery }: { recovery: RecoveryPartsFragment }) {
  const t = useTranslations('recovery');
  const b = useBilingual();
  const { origin, decidedOn } = recovery;
  return (
    <section className="paper stack" aria-labelledby="how">
      <h2 id="how">{t('how')}</h2>
      {origin.reasons.length > 0 && (
        <ul>
          {origin.reasons.map((reason) => (
            <li key={reason.zh}>{b(reason)}</li>
          ))}
        </ul>
      )}
      {origin.meetingTitle && (
        <p>
          {t('byMeeting', { day: formatDate(decidedOn), meeting: origin.meetingTitle, votes: origin.votes ?? 0 })}{' '}
          {origin.round && origin.meetingId && <Link href={`/meetings/${origin.meetingId}`}>{t('wholeMeeting')}</Link>}
        </p>
      )}
      <div className="row">
        {recovery.case && (
          <span>
            {t('formerCase')} <Link href={`/cases/${recovery.case.id}`}>{recovery.case.number}</Link>
          </span>
        )}
        {origin.round && (
          <span>
            {t('round')} <Link href={`/cases/${origin.round.id}`}>{origin.round.number}</Link>
          </span>
        )}
      </div>
    </section>
  );
}

type Entry = RecoveryPartsFragment['entries'][number];

function Entries({ recovery, onChange }: { recovery: RecoveryPartsFragment; onChange: () => void }) {
  const t = useTranslations('recovery');
  const { message } = App.useApp();
  const [correcting, setCorrecting] = useState<string>();
  const correct = useCommand(CorrectReceiptDocument);
  const signed = ({ kind, amountFen }: Entry) => (kind === 'correction' ? -amountFen : amountFen);
  return (
    <section className="paper stack" aria-labelledby="entries">
      <h2 id="entries">{t('entries')}</h2>
      {recovery.entries.length === 0 ? (
        <p className="quiet">{t('noEntries')}</p>
      ) : (
        <ListTable
          small
          rowKey={({ id }) => id}
          rows={recovery.entries}
          columns={[
            { title: t('on'), render: (_, { on }) => on },
            { title: t('sum'), align: 'right', render: (_, entry) => <Money fen={signed(entry)} /> },
            {
              title: t('kind'),
              render: (_, { kind, corrected, handedUp }) =>
                [t(`entryKinds.${kind}`), corrected && t('corrected'), handedUp && t('handedUp')]
                  .filter(Boolean)
                  .join(' · '),
            },
            { title: t('document'), render: (_, { document, reason }) => document ?? reason ?? '—' },
            { title: t('by'), render: (_, { recordedBy }) => recordedBy ?? '—' },
            {
              title: '',
              render: (_, { id, allowedActions }) => (
                <ActionButton
                  action="correct"
                  size="small"
                  allowedActions={allowedActions}
                  onClick={() => setCorrecting(id)}
                >
                  {t('correct')}
                </ActionButton>
              ),
            },
          ]}
        />
      )}
      {correcting && (
        <ReasonDialog
          title={t('correct')}
          hint={t('correctHint')}
          command={correct}
          run={(reason) => correct.run({ entryId: correcting, reason })}
          onClose={() => {
            setCorrecting(undefined);
            message.destroy();
            onChange();
          }}
        />
      )}
    </section>
  );
}
