'use client';

import { ListMatchesDocument } from '@yimen/schema/documents';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { NoPermission, QueryBoundary } from '@/lib/states';

/** What only those see who may make matches of lists. */
export function MatchSavers({ children }: { children: ReactNode }) {
  const [query, reload] = useQuery({ query: ListMatchesDocument });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ listMatchActions }) =>
        listMatchActions.some(({ action }) => action === 'save') ? children : <NoPermission />
      }
    </QueryBoundary>
  );
}
