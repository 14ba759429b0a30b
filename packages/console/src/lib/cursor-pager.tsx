'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';

export interface CursorPagerProps {
  total: number;
  /** Whether no more were looked for, so that there may be more than the total. */
  isCut?: boolean;
  /** The cursor of the page shown; undefined on the first. */
  after: string | undefined;
  nextCursor: string | null;
  onGo: (after: string | undefined) => void;
}

/** Under a list: how many there are, the first page, the next page. */
export function CursorPager({ total, isCut = false, after, nextCursor, onGo }: CursorPagerProps) {
  const t = useTranslations('common.pager');
  return (
    <div className="row">
      <span className="quiet">{t(isCut ? 'totalCut' : 'total', { total })}</span>
      {after && <Button onClick={() => onGo(undefined)}>{t('first')}</Button>}
      {nextCursor && <Button onClick={() => onGo(nextCursor)}>{t('next')}</Button>}
    </div>
  );
}
