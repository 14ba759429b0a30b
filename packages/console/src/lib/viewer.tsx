'use client';

import { ViewerDocument, type ViewerQuery } from '@yimen/schema/documents';
import { useLocale } from 'next-intl';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { useQuery } from 'urql';
import { getPathname, usePathname } from '@/i18n/navigation';
import type { Locale } from '@/i18n/routing';
import { ErrorState, NoPermission, PageSkeleton } from './states';

export type Viewer = NonNullable<ViewerQuery['viewer']>;

const ViewerContext = createContext<Viewer | undefined>(undefined);

/** Loads who is signed in; sends everyone else to the sign-in page, which leads back to where they wanted to go. */
export function ViewerProvider({ children }: { children: ReactNode }) {
  const [{ data, error }, reload] = useQuery({ query: ViewerDocument });
  const locale = useLocale() as Locale;
  const pathname = usePathname();
  const signedOut = data?.viewer === null;

  useEffect(() => {
    if (!signedOut) return;
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + window.location.search)}`;
    window.location.replace(getPathname({ href: '/sign-in', locale }) + next);
  }, [signedOut, locale, pathname]);

  if (data?.viewer) return <ViewerContext value={data.viewer}>{children}</ViewerContext>;
  if (error) return <ErrorState error={error} retry={() => reload({ requestPolicy: 'network-only' })} />;
  return <PageSkeleton />;
}

/** Who is signed in; only under the staff pages' layout. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('useViewer is used outside ViewerProvider');
  return viewer;
}

/** A page of a place: for the roles that have this place; to others it says that it is not theirs. */
export function InPlace({ place, children }: { place: string; children: ReactNode }) {
  const { places } = useViewer();
  return places.includes(place) ? children : <NoPermission />;
}
