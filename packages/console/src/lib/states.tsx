'use client';

import type { CombinedError } from '@urql/core';
import { Button, Empty, Skeleton } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import type { UseQueryState } from 'urql';
import { Link, usePathname } from '@/i18n/navigation';
import { requestFailure, SIGN_IN } from './graphql';

/** A skeleton that shows only when waiting takes longer than 300 ms. */
export function PageSkeleton({ rows = 6 }: { rows?: number }) {
  const t = useTranslations('common.states');
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-live="polite" className="page-skeleton">
      {late && (
        <>
          <span className="visually-hidden">{t('loading')}</span>
          <Skeleton active title paragraph={{ rows }} />
        </>
      )}
    </div>
  );
}

export interface EmptyStateProps {
  /** What is empty, and what one can do about it. */
  title: ReactNode;
  hint?: ReactNode;
  /** The button or link that does it. */
  children?: ReactNode;
}

export function EmptyState({ title, hint, children }: EmptyStateProps) {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <>
          <div>{title}</div>
          {hint && <div className="quiet">{hint}</div>}
        </>
      }
    >
      {children}
    </Empty>
  );
}

interface NoticeProps {
  title: string;
  /** In the place of a page's part that failed, told to a screen reader at once; otherwise the whole page. */
  alert?: boolean;
  children: ReactNode;
  /** What one can do about it. */
  action?: ReactNode;
}

/** A page, or a part of one, that has only something to say: what happened and what to do. */
export function Notice({ title, alert, children, action }: NoticeProps) {
  const t = useTranslations('common');
  useEffect(() => {
    if (!alert) document.title = `${title} · ${t('product')}`;
  }, [title, alert, t]);
  return (
    <section className="notice" role={alert ? 'alert' : undefined}>
      {alert ? <h2>{title}</h2> : <h1>{title}</h1>}
      <div className="quiet">{children}</div>
      {action && <div className="row">{action}</div>}
    </section>
  );
}

/** What happened, what was kept, what to do, and the id to quote. */
export function ErrorState({ error, retry }: { error: CombinedError | Error; retry?: () => void }) {
  const t = useTranslations('common.states');
  const locale = useLocale();
  const failure =
    'graphQLErrors' in error
      ? requestFailure(error, locale)
      : { message: error.message, network: false, reference: undefined };
  if ('code' in failure && failure.code === SIGN_IN) return <SignedOut />;
  return (
    <Notice
      alert
      title={failure.network ? t('networkTitle') : t('errorTitle')}
      action={
        retry && (
          <Button type="primary" onClick={retry}>
            {t('retry')}
          </Button>
        )
      }
    >
      <p>{failure.network ? t('networkHint') : failure.message}</p>
      <p>{t('kept')}</p>
      {failure.reference && !failure.message.includes(failure.reference) && (
        <p>{t('reference', { id: failure.reference })}</p>
      )}
    </Notice>
  );
}

function SignedOut() {
  const t = useTranslations('common.states');
  const pathname = usePathname();
  return (
    <Notice
      title={t('signedOutTitle')}
      action={<Link href={`/sign-in?next=${encodeURIComponent(pathname)}`}>{t('signIn')}</Link>}
    >
      {t('signedOutHint')}
    </Notice>
  );
}

export function NoPermission({ reason }: { reason?: string }) {
  const t = useTranslations('common.states');
  return (
    <Notice title={t('noPermissionTitle')} action={<Link href="/">{t('home')}</Link>}>
      {reason ?? t('noPermissionHint')}
    </Notice>
  );
}

/** A record that does not exist or is not open to the reader. */
export function Missing({ children }: { children?: ReactNode }) {
  const t = useTranslations('common.states');
  return (
    <Notice title={t('missingTitle')} action={children}>
      {t('missingHint')}
    </Notice>
  );
}

export interface QueryBoundaryProps<Data> {
  query: Pick<UseQueryState<Data>, 'data' | 'error' | 'fetching'>;
  retry?: () => void;
  skeletonRows?: number;
  children: (data: Data) => ReactNode;
}

const FORBIDDEN: readonly unknown[] = ['NOT_ALLOWED', 'FORBIDDEN'];

/** Skeleton while a query loads, its error when it failed, else its data (what is already there stays on a refresh). */
export function QueryBoundary<Data>({ query, retry, skeletonRows, children }: QueryBoundaryProps<Data>) {
  const locale = useLocale();
  const { data, error } = query;
  if (data !== undefined && data !== null && !(error && Object.values(data).every((value) => value === null))) {
    return children(data);
  }
  const refusal = error?.graphQLErrors.find(({ extensions }) => FORBIDDEN.includes(extensions?.code));
  if (refusal && error) return <NoPermission reason={requestFailure(error, locale).message} />;
  if (error) return <ErrorState error={error} retry={retry} />;
  return <PageSkeleton rows={skeletonRows} />;
}
