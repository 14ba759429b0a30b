'use client';

import type { CountsPartsFragment } from '@yimen/schema/documents';
import { Progress } from 'antd';
import { useTranslations } from 'next-intl';

/** How many of the questions are answered, as a bar, and what is not in words. */
export function Counts({ counts }: { counts: CountsPartsFragment }) {
  const t = useTranslations('verification.counts');
  const { answered, waiting, queued, withheld, stopped } = counts;
  const asked = answered + waiting + queued + stopped;
  const rest = Object.entries({ waiting, queued, withheld, stopped }).filter(([, count]) => count > 0);
  return (
    <div>
      <Progress
        size="small"
        percent={asked === 0 ? 0 : Math.floor((answered / asked) * 100)}
        format={() => t('answered', { answered, asked })}
        aria-label={t('answered', { answered, asked })}
      />
      {rest.length > 0 && <span className="quiet">{rest.map(([name, count]) => t(name, { count })).join(' · ')}</span>}
    </div>
  );
}
