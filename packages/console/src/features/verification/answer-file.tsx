'use client';

import { Alert, Button, Upload } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';

interface Uploaded {
  taken: number;
  known: number;
  stopped: number;
  blank: number;
  problems: { line: number; message: string }[];
}

type Outcome = { uploaded: Uploaded } | { failure: string };

/** The questions of one item as a file to take to the register, and the answered file back. */
export function AnswerFile({ item, onTaken }: { item: string; onTaken: () => void }) {
  const t = useTranslations('verification');
  const locale = useLocale();
  const [sending, setSending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();

  const send = async (file: File) => {
    setSending(true);
    setOutcome(await upload(item, file, locale, t('uploadFailed')));
    setSending(false);
    onTaken();
  };

  return (
    <>
      <Button href={`/api/verification/questions?item=${item}`}>{t('download')}</Button>
      <Button href={`/api/verification/questions?item=${item}&format=csv`}>{t('downloadCsv')}</Button>
      <Upload
        accept=".xlsx,.csv"
        showUploadList={false}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <Button loading={sending}>{t('upload')}</Button>
      </Upload>
      {outcome && <UploadOutcome outcome={outcome} onClose={() => setOutcome(undefined)} />}
    </>
  );
}

async function upload(item: string, file: File, locale: string, failed: string): Promise<Outcome> {
  try {
    const response = await fetch(`/api/verification/answers?item=${item}`, {
      method: 'POST',
      headers: { 'x-yimen-locale': locale, 'content-type': 'application/octet-stream' },
      body: file,
    });
    return response.ok ? { uploaded: (await response.json()) as Uploaded } : { failure: await response.text() };
  } catch {
    return { failure: failed };
  }
}

function UploadOutcome({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  const t = useTranslations('verification');
  if ('failure' in outcome) {
    return <Alert type="error" showIcon role="alert" title={outcome.failure} closable={{ onClose }} />;
  }
  const { taken, known, stopped, blank, problems } = outcome.uploaded;
  return (
    <Alert
      type={problems.length > 0 ? 'warning' : 'success'}
      showIcon
      role="status"
      title={t('uploaded', { taken, known, stopped, blank })}
      description={
        problems.length > 0 && (
          <ul className="plain-list">
            {problems.slice(0, 50).map(({ line, message }) => (
              <li key={`${line} ${message}`}>{t('problemAt', { line, message })}</li>
            ))}
          </ul>
        )
      }
      closable={{ onClose }}
    />
  );
}
