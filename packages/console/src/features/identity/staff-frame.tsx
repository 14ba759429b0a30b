'use client';

import { App, Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { getPathname, Link } from '@/i18n/navigation';
import type { Locale } from '@/i18n/routing';
import { useBilingual } from '@/lib/bilingual';
import { useViewer } from '@/lib/viewer';
import styles from './identity.module.css';
import { LanguageSwitch } from './language-switch';
import { PlacesNav } from './places-nav';
import { SearchBox } from './search-box';
import { signOut } from './session';

/** The frame around every page of the staff: the places of one's role, the search, who one is. */
export function StaffFrame({ children }: { children: ReactNode }) {
  const common = useTranslations('common');
  return (
    <div className={styles.frame}>
      <a className="skip-link" href="#content">
        {common('skipToContent')}
      </a>
      <header className={`${styles.top} no-print`}>
        <Link href="/" className={styles.brand}>
          {common('product')}
        </Link>
        <SearchBox />
        <LanguageSwitch />
        <Account />
      </header>
      <PlacesNav />
      <main id="content" className={styles.content} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Account() {
  const t = useTranslations('common.frame');
  const { staff } = useViewer();
  const b = useBilingual();
  const locale = useLocale() as Locale;
  const { message } = App.useApp();
  const [leaving, setLeaving] = useState(false);

  const leave = async () => {
    setLeaving(true);
    const outcome = await signOut();
    if (outcome === 'ok') return window.location.assign(getPathname({ href: '/sign-in', locale }));
    setLeaving(false);
    message.error(t('signOutFailed'));
  };

  return (
    <section className={styles.account} aria-label={t('account')}>
      <div className={styles.who}>
        <div>{staff.name}</div>
        <div className="quiet">
          {b(staff.department?.name ?? staff.orgUnitName)} · {b(staff.title)}
        </div>
      </div>
      <Button size="small" loading={leaving} onClick={leave}>
        {t('signOut')}
      </Button>
    </section>
  );
}
