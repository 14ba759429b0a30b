'use client';

import { DifficultiesDocument } from '@yimen/schema/documents';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';

/** The name of a kind of difficulty by its code. */
export function useDifficultyName(): (code: string) => string {
  const b = useBilingual();
  const [{ data }] = useQuery({ query: DifficultiesDocument, requestPolicy: 'cache-first' });
  return useCallback(
    (code) => {
      const name = data?.difficulties.find((difficulty) => difficulty.code === code)?.name;
      return name ? b(name) : code;
    },
    [data, b],
  );
}
