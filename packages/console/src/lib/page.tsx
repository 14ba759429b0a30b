'use client';

import { Breadcrumb, Button, type ButtonProps, Tag, Tooltip } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { type CSSProperties, type MouseEvent, type ReactNode, useEffect } from 'react';
import { getPathname, Link, useRouter } from '@/i18n/navigation';

export interface PageProps {
  title: ReactNode;
  /** For the browser's tab, when `title` is more than text. */
  documentTitle?: string;
  /** The page's actions, beside the title. */
  extra?: ReactNode;
  breadcrumb?: { title: ReactNode; href?: string }[];
  children: ReactNode;
}

export function Page({ title, documentTitle, extra, breadcrumb, children }: PageProps) {
  const t = useTranslations('common');
  const tabTitle = documentTitle ?? (typeof title === 'string' ? title : undefined);
  useEffect(() => {
    if (tabTitle) document.title = `${tabTitle} · ${t('product')}`;
  }, [tabTitle, t]);
  return (
    <article className="page">
      {breadcrumb && (
        <Breadcrumb
          className="page-breadcrumb"
          items={breadcrumb.map((item) => ({
            title: item.href ? <Link href={item.href}>{item.title}</Link> : item.title,
          }))}
        />
      )}
      <header className="page-header">
        <h1>{title}</h1>
        {extra && <div className="page-extra">{extra}</div>}
      </header>
      {children}
    </article>
  );
}

export type StatusKind =
  | 'case'
  | 'package'
  | 'packageItem'
  | 'packageReview'
  | 'auditFinding'
  | 'hold'
  | 'application'
  | 'meeting'
  | 'agendaItem'
  | 'batch'
  | 'batchRow'
  | 'task'
  | 'fact'
  | 'outcome'
  | 'decision'
  | 'vote'
  | 'stance'
  | 'funding'
  | 'job'
  | 'verification'
  | 'import'
  | 'paymentBatch'
  | 'paymentLine'
  | 'paymentSchedule'
  | 'paymentDue'
  | 'recalculation'
  | 'stockCount'
  | 'reserveUse'
  | 'ruleVersion'
  | 'budgetRequest';

/** Red is kept for what is late or unlawful; these say only how far a thing is. */
const STATUS_COLORS: Record<string, string> = {
  open: 'processing',
  draft: 'default',
  in_review: 'processing',
  in_discussion: 'processing',
  awaiting_review: 'warning',
  awaiting_decision: 'warning',
  on_agenda: 'warning',
  queued: 'default',
  adopted: 'success',
  approved: 'success',
  granted: 'success',
  committed: 'success',
  confirmed: 'success',
  kept: 'success',
  paid: 'success',
  verified: 'success',
  ELIGIBLE: 'success',
  NEEDS_FACTS: 'warning',
  short: 'warning',
  deferred: 'warning',
  displaced: 'warning',
  running: 'processing',
  done: 'success',
  succeeded: 'success',
  submitted: 'warning',
  in_force: 'success',
  scheduled: 'processing',
  checking: 'processing',
  undoing: 'processing',
  uploaded: 'warning',
  checked: 'warning',
  stopped: 'warning',
  undo_stopped: 'warning',
  imported: 'success',
  gathering: 'processing',
  judging: 'processing',
  carrying: 'processing',
  sent: 'processing',
  settled: 'success',
  returned: 'warning',
  out: 'warning',
  suspended: 'warning',
  underway: 'processing',
  awaiting_papers: 'warning',
  filed: 'processing',
};

/** The label of a status; `kind` says of what, since the same word means different things. */
export function StatusTag({ kind, status }: { kind: StatusKind; status: string }) {
  const label = useStatusLabel();
  return (
    <Tag color={STATUS_COLORS[status] ?? 'default'} data-status={status}>
      {label(kind, status)}
    </Tag>
  );
}

export function useStatusLabel(): (kind: StatusKind, status: string) => string {
  const t = useTranslations('common.status');
  return (kind, status) => (t.has(`${kind}.${status}`) ? t(`${kind}.${status}`) : status);
}

/** A dot before a value: verified, declared, in conflict, or unknown; told in words on hover and to screen readers. */
export function FactDot({ state, detail }: { state: string; detail?: ReactNode }) {
  const label = useStatusLabel()('fact', state);
  return (
    <Tooltip
      trigger={['hover', 'focus', 'click']}
      title={
        <>
          {label}
          {detail && <div>{detail}</div>}
        </>
      }
    >
      <button type="button" className={`fact-dot fact-dot-${state}`} aria-label={label} />
    </Tooltip>
  );
}

export interface AllowedAction {
  action: string;
  allowed: boolean;
  reason: string | null;
}

export interface ActionButtonProps extends Omit<ButtonProps, 'disabled'> {
  action: string;
  allowedActions: readonly AllowedAction[];
  /** Where the action leads, when it is a page. */
  href?: string;
}

/** Greyed, yet not `disabled`: the keyboard must reach it for its reason. */
const UNAVAILABLE: CSSProperties = {
  borderColor: 'var(--line-strong)',
  background: 'var(--desk)',
  color: 'var(--ink-quiet)',
  boxShadow: 'none',
  cursor: 'not-allowed',
};

/**
 * A button for something one may do with a record: absent when one may never do it; greyed when one may not do it now,
 * still reachable by keyboard, with the reason as its tooltip.
 */
export function ActionButton({ action, allowedActions, href, onClick, children, ...props }: ActionButtonProps) {
  const found = allowedActions.find((each) => each.action === action);
  if (!found) return null;
  if (!found.allowed) {
    return (
      <Tooltip title={found.reason} trigger={['hover', 'focus']}>
        <Button {...props} style={UNAVAILABLE} aria-disabled htmlType="button">
          {children}
          {found.reason && <span className="visually-hidden">({found.reason})</span>}
        </Button>
      </Tooltip>
    );
  }
  if (href) {
    return (
      <LinkButton {...props} href={href}>
        {children}
      </LinkButton>
    );
  }
  return (
    <Button {...props} onClick={onClick}>
      {children}
    </Button>
  );
}

/** A link that looks like a button; `href` without the language's prefix. */
export function LinkButton({ href, ...props }: Omit<ButtonProps, 'href' | 'onClick'> & { href: string }) {
  const locale = useLocale();
  const router = useRouter();
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    router.push(href);
  };
  return <Button {...props} href={getPathname({ href, locale })} onClick={follow} />;
}
