'use client';

import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useRouter } from '@/i18n/navigation';
import { searchText } from '@/lib/id-number';
import { useViewer } from '@/lib/viewer';
import styles from './identity.module.css';

const TYPING = 'input, textarea, select, [contenteditable="true"]';

/** One search for all pages: households for those who keep them, cases for everyone else; `/` puts the cursor there. */
export function SearchBox() {
  const t = useTranslations('common.frame');
  const { places } = useViewer();
  const router = useRouter();
  const input = useRef<InputRef>(null);
  const target = ['households', 'cases'].find((place) => places.includes(place));

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      event.preventDefault();
      input.current?.focus({ cursor: 'all' });
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);

  if (!target) return <div className={styles.search} />;

  const label = target === 'households' ? t('searchHouseholds') : t('searchCases');
  const search = (data: FormData) => {
    const text = searchText(String(data.get('search') ?? ''));
    // A case number is letters, a hyphen and digits; everything else is looked for among the households.
    const place = target === 'households' && /^[A-Z]{1,4}-\d/i.test(text) ? 'cases' : target;
    router.push(text ? `/${place}?search=${encodeURIComponent(text)}` : `/${place}`);
  };
  return (
    <search className={styles.search}>
      <form action={search}>
        <Input
          ref={input}
          name="search"
          allowClear
          prefix={<SearchOutlined />}
          placeholder={label}
          aria-label={label}
        />
      </form>
    </search>
  );
}
