'use client';

import { TownshipsDocument } from '@yimen/schema/documents';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';

/** Options of the county's townships, and of the villages of one of them. */
export function useAreaOptions(townshipCode: string | undefined) {
  const b = useBilingual();
  const [{ data, fetching }] = useQuery({ query: TownshipsDocument, requestPolicy: 'cache-first' });
  return useMemo(() => {
    const townships = data?.townships ?? [];
    const villages = townships.find(({ code }) => code === townshipCode)?.villages ?? [];
    return {
      fetching,
      townships: townships.map(({ code, name }) => ({ value: code, label: b(name) })),
      villages: villages.map(({ code, name }) => ({ value: code, label: name })),
    };
  }, [data, fetching, townshipCode, b]);
}
