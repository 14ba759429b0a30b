'use client';

import { useTranslations } from 'next-intl';
import { LinkButton } from '@/lib/page';
import { Notice } from '@/lib/states';

export function NotFoundPage() {
  const t = useTranslations('common.states');
  return (
    <Notice
      title={t('notFoundTitle')}
      action={
        <LinkButton type="primary" href="/">
          {t('home')}
        </LinkButton>
      }
    >
      {t('notFoundHint')}
    </Notice>
  );
}
