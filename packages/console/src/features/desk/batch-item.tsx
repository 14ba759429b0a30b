'use client';

import { DecideBatchDocument, type DeskBatchPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { formatDateTime } from '@/lib/dates';
import { Money } from '@/lib/money';
import { StatusTag } from '@/lib/page';
import { useViewer } from '@/lib/viewer';
import { DecideForm } from './decide-form';
import styles from './desk.module.css';

interface BatchItemProps {
  batch: DeskBatchPartsFragment;
  departmentCode: string;
  onDecided: (text: string) => void;
}

/** The department's part of an adopted batch: decided for all its students at once. */
export function BatchItem({ batch, departmentCode, onDecided }: BatchItemProps) {
  const t = useTranslations('desk');
  const { places } = useViewer();
  const own = batch.byDepartment.find(({ department }) => department.code === departmentCode);
  if (!own) return null;
  const names = { program: batch.title, number: batch.number };
  const label = t('confirmBatch', { count: own.students });
  return (
    <li className={styles.item} data-batch={batch.number}>
      <div className={styles.head}>
        <div>
          <h3>{batch.title}</h3>
          {places.includes('batches') ? <Link href={`/batches/${batch.id}`}>{batch.number}</Link> : batch.number}
        </div>
        <div className={styles.sum}>
          <strong>
            <Money fen={own.fen} />
          </strong>
          <StatusTag kind="batch" status={batch.status} />
        </div>
      </div>
      <p>
        {t('batchFigures', { students: own.students, freed: own.freedPlaces })}
        {own.pending > 0 && ` · ${t('batchPending', { count: own.pending })}`}
      </p>
      {own.decision && (
        <p>
          <StatusTag kind="decision" status={own.decision.outcome} />{' '}
          {t('decidedBy', { name: own.decision.decidedBy, at: formatDateTime(own.decision.decidedAt) })}
          {own.decision.reason && ` · ${own.decision.reason}`}
        </p>
      )}
      <DecideForm
        document={DecideBatchDocument}
        of={{ batchId: batch.id }}
        allowedActions={own.allowedActions}
        confirmAction="decide_batch"
        declineAction="decide_batch"
        confirmLabel={label}
        confirmName={`${label} ${batch.number}`}
        declineName={t('declineNamed', names)}
        onDecided={(outcome) => onDecided(t(`told.${outcome}`, names))}
      />
    </li>
  );
}
