'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { formatYuan } from '@/lib/money';
import { useViewer } from '@/lib/viewer';
import styles from './donation.module.css';
import type { DonationDetails } from './donation-page';

/** Thanks to the giver and what the donation did, without a name: what is printed of the page. */
export function Statement({ donation }: { donation: DonationDetails }) {
  const t = useTranslations('donations');
  const stock = useTranslations('stock');
  const b = useBilingual();
  const locale = useLocale();
  const { today } = useViewer();
  const { donor, amountFen, usedFen, leftFen, people, months, wishWords, number, receivedOn, department } = donation;
  const yuan = (fen: number) => formatYuan(fen, locale);
  const organisation = b(department.name);
  return (
    <section className={`paper ${styles.statement}`} aria-labelledby="statement">
      <h2 id="statement">{t('statement')}</h2>
      <p>{t('dear', { name: donor ?? t('dearFriend') })}</p>
      <p>{t('thanks', { kind: donation.kind, organisation, day: receivedOn, amount: yuan(amountFen), number })}</p>
      <p>{wishWords ? t('wishLine', { wish: wishWords }) : t('freeLine')}</p>
      <p>
        {usedFen > 0
          ? t('usedLine', { today, used: yuan(usedFen), count: people, left: yuan(leftFen) })
          : t('unusedLine', { today })}
      </p>
      {months.length > 0 && (
        <ul>
          {months.map(({ month, fen, people: count }) => (
            <li key={month}>{t('monthLine', { month, amount: yuan(fen), count })}</li>
          ))}
        </ul>
      )}
      {donation.goods.length > 0 && (
        <ul>
          {donation.goods.map((goods) => (
            <li key={goods.item}>{stock('goodsOfDonation', goods)}</li>
          ))}
        </ul>
      )}
      <p className={styles.signature}>{t('signature', { organisation, today })}</p>
    </section>
  );
}
