'use client';

import { DownloadOutlined, InboxOutlined } from '@ant-design/icons';
import type { PaymentBatchPartsFragment } from '@yimen/schema/documents';
import { Alert, Spin, Upload } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { MOST_BYTES, sendTo } from '@/features/import/send-file';
import { JobProgress } from '@/features/job/job-progress';
import { useBilingual } from '@/lib/bilingual';
import { formatDateTime } from '@/lib/dates';
import { newKey } from '@/lib/graphql';
import styles from './payment.module.css';

type Result = PaymentBatchPartsFragment['results'][number];

interface Props {
  batch: PaymentBatchPartsFragment;
  onDone: () => void;
}

/** The file for the bank, and its answers, once the batch is with the bank. */
export function BankResults({ batch, onDone }: Props) {
  const t = useTranslations('payments');
  if (!batch.checksum) return null;
  const mayTake = batch.allowedActions.some(({ action }) => action === 'take_results');
  return (
    <section className="paper stack" aria-labelledby="bank">
      <h2 id="bank">{t('bank')}</h2>
      {mayTake && (
        <>
          <p className="row">
            {(['xlsx', 'csv'] as const).map((type) => (
              <a key={type} href={`/api/payments/${batch.id}/file.${type}`} download>
                <DownloadOutlined aria-hidden /> {t('file', { number: batch.number, type })}
              </a>
            ))}
          </p>
          <p className="quiet">{t('fileHint')}</p>
        </>
      )}
      <p className={`quiet ${styles.checksum}`}>{t('checksum', { sum: batch.checksum })}</p>
      {mayTake && <UploadResults batch={batch} onDone={onDone} />}
      {batch.results.map((result) => (
        <ResultLine key={result.id} result={result} onDone={onDone} />
      ))}
    </section>
  );
}

function UploadResults({ batch, onDone }: Props) {
  const t = useTranslations('payments');
  const locale = useLocale();
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const send = async (file: File) => {
    if (file.size > MOST_BYTES) return setProblem(t('tooLarge'));
    setProblem(undefined);
    setSending(true);
    const query = new URLSearchParams({ name: file.name, key: newKey() });
    const sent = await sendTo(`/api/payments/${batch.id}/results?${query}`, file, locale);
    setSending(false);
    if (sent === 'unreachable') setProblem(t('sendFailed'));
    else if ('refusal' in sent) setProblem(sent.refusal);
    else onDone();
  };
  return (
    <>
      <Spin spinning={sending}>
        <Upload.Dragger
          accept=".xlsx,.csv,.txt"
          showUploadList={false}
          disabled={sending}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <p>
            <InboxOutlined aria-hidden /> {t('drop')}
          </p>
          <p className="quiet">{t('dropHint')}</p>
        </Upload.Dragger>
      </Spin>
      {problem && <Alert type="warning" showIcon role="alert" title={problem} />}
    </>
  );
}

function ResultLine({ result, onDone }: { result: Result; onDone: () => void }) {
  const t = useTranslations('payments');
  const b = useBilingual();
  const { fileName, status, problems, problemCount, newPaid, newReturned, known, uploadedBy, uploadedAt, jobId } =
    result;
  const of = t('resultOf', { file: fileName, by: uploadedBy, at: formatDateTime(uploadedAt) });
  if (status === 'checking') return jobId ? <JobProgress jobId={jobId} onEnd={onDone} /> : null;
  if (status === 'applied') {
    return (
      <Alert
        type="success"
        showIcon
        role="status"
        title={t('applied', { paid: newPaid, returned: newReturned, known })}
        description={of}
      />
    );
  }
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('refused', { count: problemCount })}
      description={
        <>
          <p>{of}</p>
          <ul className="plain-list">
            {problems.map(({ at, key, message }) => (
              <li key={`${at} ${key} ${message.en}`}>
                {at > 0 && t('row', { at })} {key} {b(message)}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}
