'use client';

import { Tooltip } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { formatYuan } from '@/lib/money';
import { PARTS, type PartKey } from './columns';
import styles from './funding.module.css';

/** A budget as one bar: frozen, reserved, held, committed, paid, and what is left. */
export function MoneyBar({ money, small }: { money: Record<PartKey, number>; small?: boolean }) {
  const t = useTranslations('funding');
  const locale = useLocale();
  const words = PARTS.map(({ key, name }) => `${t(name)} ${formatYuan(money[key], locale)}`);
  return (
    <Tooltip title={words.map((line) => <div key={line}>{line}</div>)}>
      <div className={small ? `${styles.bar} ${styles.small}` : styles.bar} role="img" aria-label={words.join(', ')}>
        {PARTS.filter(({ key }) => money[key] > 0).map(({ key, color }) => (
          <span key={key} style={{ flexGrow: money[key], background: color, minWidth: key === 'leftFen' ? 0 : 2 }} />
        ))}
      </div>
    </Tooltip>
  );
}
