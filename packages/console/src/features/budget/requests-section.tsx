'use client';

import type { BudgetRequestPartsFragment } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { EmptyState } from '@/lib/states';
import styles from './budget.module.css';
import { RequestItem } from './request-item';

interface RequestsSectionProps {
  requests: readonly BudgetRequestPartsFragment[];
  onChange: () => void;
}

/** What waits for a decision, and on demand what is settled. */
export function RequestsSection({ requests, onChange }: RequestsSectionProps) {
  const t = useTranslations('budget');
  const [all, setAll] = useState(false);
  const [told, setTold] = useState('');
  const open = requests.filter(({ status }) => status === 'open');
  const settled = requests.length - open.length;
  const tell = (text: string) => {
    setTold(text);
    onChange();
  };
  return (
    <section className="paper" aria-labelledby="requests">
      <h2 id="requests">
        {t('requests')} <small className="quiet">{t('openRequests', { count: open.length })}</small>
      </h2>
      <p role="status" className={styles.hint}>
        {told}
      </p>
      {requests.length === 0 ? (
        <EmptyState title={t('noRequests')} hint={t('noRequestsHint')} />
      ) : (
        <ul className={styles.requests}>
          {(all ? requests : open).map((request) => (
            <RequestItem key={request.id} request={request} onDone={tell} />
          ))}
        </ul>
      )}
      {settled > 0 && !all && (
        <Button type="link" onClick={() => setAll(true)}>
          {t('showDecided', { count: settled })}
        </Button>
      )}
    </section>
  );
}
