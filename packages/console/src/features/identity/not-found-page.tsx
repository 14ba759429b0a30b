'use client';

import { Result } from 'antd';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/lib/page';

export function NotFoundPage() {
  const t = useTranslations('common.states');
  return (
    <Result
      status="404"
      icon={null}
      title={<h1>{t('notFoundTitle')}</h1>}
      subTitle={t('notFoundHint')}
      extra={
        <LinkButton type="primary" href="/">
          {t('home')}
        </LinkButton>
      }
    />
  );
}
