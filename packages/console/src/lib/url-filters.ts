'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { usePathname, useRouter } from '@/i18n/navigation';

/**
 * The page's filters, kept in its address so that it can be shared and come back to. Setting one to undefined or ''
 * takes it away; a changed filter starts again at the first page (`after`).
 */
export function useUrlFilters<Name extends string>(
  names: readonly Name[],
): [Partial<Record<Name, string>>, (patch: Partial<Record<Name, string | undefined>>) => void] {
  const params = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const text = params.toString();
  const list = names.join(' ');

  const filters = useMemo(() => {
    const current = new URLSearchParams(text);
    const entries = list.split(' ').map((name) => [name, current.get(name) ?? undefined]);
    return Object.fromEntries(entries.filter(([, value]) => value)) as Partial<Record<Name, string>>;
  }, [text, list]);

  const setFilters = useCallback(
    (patch: Partial<Record<Name, string | undefined>>) => {
      const next = new URLSearchParams(text);
      next.delete('after');
      for (const [name, value] of Object.entries<string | undefined>(patch)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const query = next.toString();
      router.replace(query ? `${pathname}?${query}` : pathname, { scroll: false });
    },
    [text, pathname, router],
  );

  return [filters, setFilters];
}
