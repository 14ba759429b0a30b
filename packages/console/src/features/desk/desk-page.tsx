'use client';

import {
  DecideBatchDocument,
  DecideItemDocument,
  type DeskBatchPartsFragment,
  DeskDocument,
  type DeskItemPartsFragment,
  type LinePartsFragment,
} from '@yimen/schema/documents';
import { Table } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { isFailure, useCommand } from '@/lib/graphql';
import { formatYuan, Money } from '@/lib/money';
import { Page, StatusTag } from '@/lib/page';
import { EmptyState, NoPermission, QueryBoundary } from '@/lib/states';
import { DecideForm } from './decide-form';
import styles from './desk.module.css';

/** What waits for one's own department: items of adopted packages, its part of batches, its money. */
export function DeskPage() {
  const t = useTranslations('desk');
  const [query, reload] = useQuery({ query: DeskDocument });
  const refresh = () => reload({ requestPolicy: 'network-only' });
  return (
    <Page title={t('title')}>
      <QueryBoundary query={query} retry={refresh}>
        {({ desk }) =>
          desk ? (
            <>
              <section className="stack" aria-labelledby="waiting">
                <h2 id="waiting">{t('waiting', { count: desk.waiting.length })}</h2>
                {desk.waiting.length === 0 && <EmptyState title={t('nothingWaiting')} hint={t('nothingWaitingHint')} />}
                <ul className={styles.items}>
                  {desk.waiting.map((item) => (
                    <WaitingItem key={item.packageItem.id} item={item} onDone={refresh} />
                  ))}
                </ul>
              </section>
              {desk.batches.length > 0 && (
                <section className="stack" aria-labelledby="batches">
                  <h2 id="batches">{t('batches')}</h2>
                  <ul className={styles.items}>
                    {desk.batches.map((batch) => (
                      <BatchItem key={batch.id} batch={batch} departmentCode={desk.department.code} onDone={refresh} />
                    ))}
                  </ul>
                </section>
              )}
              <Lines lines={desk.lines} />
              {desk.decided.length > 0 && (
                <section className="stack" aria-labelledby="decided">
                  <h2 id="decided">{t('decided', { count: desk.decided.length })}</h2>
                  <ul className={styles.items}>
                    {desk.decided.map((item) => (
                      <DecidedItem key={item.packageItem.id} item={item} />
                    ))}
                  </ul>
                </section>
              )}
            </>
          ) : (
            <NoPermission reason={t('noDesk')} />
          )
        }
      </QueryBoundary>
    </Page>
  );
}

function Amount({ item }: { item: DeskItemPartsFragment['packageItem'] }) {
  const t = useTranslations('desk');
  if (item.planOnly) return <strong>{t('onPlan')}</strong>;
  if (item.amountFen === null || item.amountFen === undefined) return <strong>{t('service')}</strong>;
  return (
    <strong>
      <Money fen={item.amountFen} /> {item.period === 'monthly' && t('monthly')}
    </strong>
  );
}

function ItemHead({ item: { packageItem, case: file, meetingNumber } }: { item: DeskItemPartsFragment }) {
  const t = useTranslations('desk');
  const b = useBilingual();
  return (
    <div className={styles.head}>
      <div>
        <div className={styles.program}>{b(packageItem.program.name)}</div>
        <div className="quiet">
          <Link href={`/cases/${file.id}`}>{file.number}</Link> {file.beneficiary.name}
          {meetingNumber && <> · {t('meeting', { number: meetingNumber })}</>}
        </div>
      </div>
      <Amount item={packageItem} />
    </div>
  );
}

function WaitingItem({ item, onDone }: { item: DeskItemPartsFragment; onDone: () => void }) {
  const t = useTranslations('desk');
  const b = useBilingual();
  const decide = useCommand(DecideItemDocument);
  const { packageItem, case: file } = item;
  const names = { program: b(packageItem.program.name), number: file.number };
  const submit = async (outcome: 'confirmed' | 'declined', reason?: string) => {
    const result = await decide.run({ packageItemId: packageItem.id, outcome, reason: reason ?? null });
    if (!isFailure(result)) onDone();
  };
  return (
    <li className={styles.item}>
      <ItemHead item={item} />
      <p className="quiet">{b(packageItem.program.ruleInWords)}</p>
      {packageItem.hold === 'held' && <p className="quiet">{t('held')}</p>}
      {packageItem.hold === 'short' && <p className="late">{t('short')}</p>}
      {packageItem.deadline && <p className="quiet">{t('due', { day: packageItem.deadline })}</p>}
      {packageItem.allowedActions.some(({ action }) => action === 'confirm') && (
        <DecideForm
          confirmLabel={t('confirm')}
          confirmName={t('confirmNamed', names)}
          declineName={t('declineNamed', names)}
          running={decide.running}
          failure={decide.failure}
          onDecide={submit}
        />
      )}
    </li>
  );
}

function DecidedItem({ item }: { item: DeskItemPartsFragment }) {
  const t = useTranslations('desk');
  const b = useBilingual();
  const locale = useLocale();
  const { decision, commitment, status } = item.packageItem;
  return (
    <li className={styles.item}>
      <ItemHead item={item} />
      <p className="quiet">
        <StatusTag kind="packageItem" status={status} />{' '}
        {decision && t('decidedBy', { name: decision.decidedBy, at: formatDateTime(decision.decidedAt) })}
        {commitment?.amountFen != null && (
          <>
            {' '}
            · {t('committedFrom', { amount: formatYuan(commitment.amountFen, locale), line: b(commitment.lineLabel) })}
          </>
        )}
        {decision?.reason && <> · {decision.reason}</>}
      </p>
    </li>
  );
}

function BatchItem({
  batch,
  departmentCode,
  onDone,
}: {
  batch: DeskBatchPartsFragment;
  departmentCode: string;
  onDone: () => void;
}) {
  const t = useTranslations('desk');
  const locale = useLocale();
  const decide = useCommand(DecideBatchDocument);
  const own = batch.byDepartment.find(({ department }) => department.code === departmentCode);
  if (!own) return null;
  const submit = async (outcome: 'confirmed' | 'declined', reason?: string) => {
    const result = await decide.run({ batchId: batch.id, outcome, reason: reason ?? null });
    if (!isFailure(result)) onDone();
  };
  const label = t('confirmBatch', { count: own.students });
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <div>
          <div className={styles.program}>
            <Link href={`/batches/${batch.id}`}>{batch.title}</Link>
          </div>
          <div className="quiet">{batch.number}</div>
        </div>
        <StatusTag kind="batch" status={batch.status} />
      </div>
      <p>
        {t('batchFigures', { students: own.students, amount: formatYuan(own.fen, locale), freed: own.freedPlaces })}
      </p>
      {own.decision && (
        <p className="quiet">
          {own.decision.outcome === 'confirmed' ? t('confirmed') : t('declined')}{' '}
          {t('decidedBy', { name: own.decision.decidedBy, at: formatDateTime(own.decision.decidedAt) })}
        </p>
      )}
      {own.allowedActions.some(({ action }) => action === 'decide_batch') && (
        <DecideForm
          confirmLabel={label}
          confirmName={`${label} ${batch.number}`}
          declineName={t('declineNamed', { program: batch.title, number: batch.number })}
          running={decide.running}
          failure={decide.failure}
          onDecide={submit}
        />
      )}
    </li>
  );
}

function Lines({ lines }: { lines: readonly LinePartsFragment[] }) {
  const t = useTranslations('desk');
  const b = useBilingual();
  const money = (title: string, key: 'budgetFen' | 'heldFen' | 'committedFen' | 'paidFen' | 'leftFen') => ({
    title,
    key,
    align: 'right' as const,
    render: (_value: unknown, line: LinePartsFragment) => <Money fen={line[key]} />,
  });
  return (
    <section className="stack" aria-labelledby="lines">
      <h2 id="lines">{t('lines')}</h2>
      <Table<LinePartsFragment>
        rowKey="id"
        size="small"
        pagination={false}
        scroll={{ x: 900 }}
        dataSource={[...lines].sort((one, other) => other.year - one.year)}
        columns={[
          { title: t('year'), dataIndex: 'year' },
          { title: t('program'), key: 'program', render: (_value, line) => b(line.program.name) },
          { title: t('fund'), key: 'fund', render: (_value, line) => b(line.fund) },
          money(t('budget'), 'budgetFen'),
          money(t('heldCol'), 'heldFen'),
          money(t('committed'), 'committedFen'),
          money(t('paid'), 'paidFen'),
          money(t('left'), 'leftFen'),
          {
            title: t('places'),
            key: 'places',
            align: 'right',
            render: (_value, line) => (line.placesTotal == null ? '—' : `${line.placesLeft}/${line.placesTotal}`),
          },
        ]}
      />
    </section>
  );
}
