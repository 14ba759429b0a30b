'use client';

import { Button, Input, Space } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type Failure, MutationFailure } from '@/lib/graphql';

interface DecideFormProps {
  confirmLabel: string;
  confirmName: string;
  declineName: string;
  running: boolean;
  failure: Failure | undefined;
  onDecide: (outcome: 'confirmed' | 'declined', reason?: string) => void;
}

/** Confirm at one press; decline with its reason written beneath. What was typed stays until it is done. */
export function DecideForm({ confirmLabel, confirmName, declineName, running, failure, onDecide }: DecideFormProps) {
  const t = useTranslations('desk');
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <div className="stack">
      <Space wrap>
        <Button
          type="primary"
          aria-label={confirmName}
          loading={running && !declining}
          onClick={() => onDecide('confirmed')}
        >
          {confirmLabel}
        </Button>
        {!declining && (
          <Button aria-label={declineName} onClick={() => setDeclining(true)}>
            {t('decline')}
          </Button>
        )}
      </Space>
      {declining && (
        <div className="stack">
          <Input.TextArea
            aria-label={t('reason')}
            placeholder={t('reasonHint')}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Space>
            <Button danger loading={running} onClick={() => onDecide('declined', reason)}>
              {t('confirmDecline')}
            </Button>
            <Button onClick={() => setDeclining(false)}>{t('cancel')}</Button>
          </Space>
        </div>
      )}
      <MutationFailure failure={failure} />
    </div>
  );
}
