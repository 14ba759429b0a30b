'use client';

import { Button } from 'antd';
import { useSearchParams } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { usePathname, useRouter } from '@/i18n/navigation';

/** The same page in the other language, its filters kept. */
export function LanguageSwitch() {
  const t = useTranslations('common.frame');
  const other = useLocale() === 'en' ? 'zh-CN' : 'en';
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const router = useRouter();
  return (
    <Button
      type="text"
      lang={other}
      aria-label={`${t('language')}: ${t('otherLanguage')}`}
      onClick={() => router.replace(query ? `${pathname}?${query}` : pathname, { locale: other })}
    >
      {t('otherLanguage')}
    </Button>
  );
}
