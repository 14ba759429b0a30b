'use client';

import type { RecoveryRowFragment } from '@yimen/schema/documents';
import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { Money } from '@/lib/money';

/** Where a claim stands: what is late first, since it waits for somebody. */
export function RecoveryState({ recovery }: { recovery: RecoveryRowFragment }) {
  const t = useTranslations('recovery');
  const { status, lateFen, lateSince, nextOn, debtorDied } = recovery;
  if (status !== 'open') return <Tag color={status === 'settled' ? 'green' : undefined}>{t(`states.${status}`)}</Tag>;
  if (debtorDied) return <Tag>{t('died')}</Tag>;
  if (lateFen > 0)
    return <Tag color="red">{t.rich('lateOf', { since: lateSince ?? '', money: () => <Money fen={lateFen} /> })}</Tag>;
  return <Tag color="blue">{nextOn ? t('next', { day: nextOn }) : t('states.open')}</Tag>;
}
