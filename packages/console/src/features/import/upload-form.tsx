'use client';

import { InboxOutlined } from '@ant-design/icons';
import { IMPORT_KINDS, type ImportKind } from '@yimen/schema';
import { Alert, Radio, Spin, Upload } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRouter } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { newKey } from '@/lib/graphql';
import { useUrlFilters } from '@/lib/url-filters';
import { useViewer } from '@/lib/viewer';
import styles from './import.module.css';
import { MOST_BYTES, sendFile } from './send-file';

const KINDS_BY_ROLE: Record<string, readonly ImportKind[]> = {
  clerk: ['people', 'facts'],
  manager: ['facts', 'awards', 'lists'],
  member: ['lists'],
};

/** What is imported, and the file. */
export function UploadForm() {
  const t = useTranslations('imports');
  const b = useBilingual();
  const locale = useLocale();
  const router = useRouter();
  const kinds = KINDS_BY_ROLE[useViewer().staff.role] ?? [];
  const [{ kind: asked, list }, setFilters] = useUrlFilters(['kind', 'list'] as const);
  const kind = kinds.find((one) => one === asked) ?? kinds[0] ?? 'facts';
  const [sending, setSending] = useState<string>();
  const [problem, setProblem] = useState<string>();

  const send = async (file: File) => {
    if (file.size > MOST_BYTES) return setProblem(t('tooLarge', { name: file.name }));
    setProblem(undefined);
    setSending(file.name);
    const sent = await sendFile(kind, file, newKey(), locale);
    setSending(undefined);
    if (sent === 'unreachable') setProblem(t('sendFailed'));
    else if ('refusal' in sent) setProblem(sent.refusal);
    else router.push(`/imports/${sent.id}${list ? `?list=${list}` : ''}`);
  };

  return (
    <section className="paper stack" aria-label={t('upload')}>
      <Radio.Group
        aria-label={t('kind')}
        value={kind}
        onChange={({ target }) => setFilters({ kind: target.value as ImportKind, list: undefined })}
        options={kinds.map((value) => ({ value, label: b(IMPORT_KINDS[value]) }))}
        optionType="button"
      />
      <p className="quiet">{t(`kindHint.${kind}`)}</p>
      <Spin spinning={sending !== undefined} description={sending && t('sending', { name: sending })}>
        <Upload.Dragger
          accept=".xlsx,.csv,.tsv,.txt"
          showUploadList={false}
          disabled={sending !== undefined}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <p className={styles.drop}>
            <InboxOutlined aria-hidden /> {t('drop')}
          </p>
          <p className="quiet">{t('dropHint')}</p>
        </Upload.Dragger>
      </Spin>
      {problem && <Alert type="warning" showIcon role="alert" title={problem} />}
    </section>
  );
}
