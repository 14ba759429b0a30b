'use client';

import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useViewer } from '@/lib/viewer';
import { ShareDialog } from './share-dialog';

/** Who may show the numbers on a screen. */
const SHARING = ['leader', 'chair'];

/** The page on paper, as a workbook, or on the screen of a meeting room. */
export function TakeAway({ year }: { year: number }) {
  const t = useTranslations('leadership.share');
  const locale = useLocale();
  const { staff } = useViewer();
  const [sharing, setSharing] = useState(false);
  return (
    <>
      <Button onClick={() => window.print()}>{t('print')}</Button>
      <Button href={`/api/funding/outlook.xlsx?year=${year}&lang=${locale}`} download>
        {t('export')}
      </Button>
      {SHARING.includes(staff.role) && (
        <>
          <Button onClick={() => setSharing(true)}>{t('button')}</Button>
          <ShareDialog year={year} open={sharing} onClose={() => setSharing(false)} />
        </>
      )}
    </>
  );
}
