'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import type { ListColumn } from '@/lib/list-table';

interface Named {
  personName: string;
  householdId: string | null;
  townshipName: { zh: string; en: string } | null;
  villageName: string | null;
}

/** The columns of whom a list or a match names, and where he lives; `below` stands below the name. */
export function useNameColumns<Row extends Named>(below: (row: Row) => ReactNode): ListColumn<Row>[] {
  const t = useTranslations('list');
  const b = useBilingual();
  return [
    {
      title: t('person'),
      render: (_, row) => (
        <>
          {row.householdId ? <Link href={`/households/${row.householdId}`}>{row.personName}</Link> : row.personName}
          <div className="quiet">{below(row)}</div>
        </>
      ),
    },
    {
      title: t('place'),
      render: (_, { townshipName, villageName }) => (
        <>
          {townshipName ? b(townshipName) : t('noPlace')} <span className="quiet">{villageName}</span>
        </>
      ),
    },
  ];
}
