'use client';

import { CaseDonationsDocument } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { formatYuan } from '@/lib/money';
import { useDonorName } from './donor-name';

const CONTEXT = { additionalTypenames: ['PackageItem'] };

/** Of whose donations, and by which wish, a part of the package was given. */
export function CaseDonations({ caseId }: { caseId: string }) {
  const t = useTranslations('donations');
  const b = useBilingual();
  const locale = useLocale();
  const nameOf = useDonorName();
  const [{ data }] = useQuery({ query: CaseDonationsDocument, variables: { id: caseId }, context: CONTEXT });
  const parts = (data?.case?.package?.items ?? []).flatMap(({ program, donations }) =>
    donations.map((donation) => ({ ...donation, program })),
  );
  if (parts.length === 0) return null;
  return (
    <section className="paper" aria-labelledby="case-donations">
      <h2 id="case-donations">{t('ofCase')}</h2>
      <ul className="plain-list">
        {parts.map(({ donationId, number, fen, wishWords, program, donor }) => (
          <li key={`${program.code}:${donationId}`}>
            {t('ofCaseLine', {
              program: b(program.name),
              donor: nameOf({ donor }),
              number,
              amount: formatYuan(fen, locale),
            })}
            {wishWords && <div className="quiet">{t('ofWish', { wish: wishWords })}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}
