'use client';

import type { TraceValuePartsFragment, VerdictPartsFragment } from '@yimen/schema/documents';
import { useLocale, useTranslations } from 'next-intl';
import { readableRule } from '@/lib/rule-text';
import { AssumedTag } from '../program/programs-page';
import styles from './aid-package.module.css';

/** A node of the rule as evaluated; the document carries it down to a fixed depth. */
interface Node {
  op?: string;
  text: string;
  truth: string;
  label: string | null;
  values: TraceValuePartsFragment[];
  children?: Node[];
}

/** Whether a node only joins the conditions below it, and is told by a word instead of its whole text. */
export const isGroup = (op: string | undefined): op is 'all' | 'any' | 'not' =>
  op === 'all' || op === 'any' || op === 'not';

const MARKS: Record<string, string> = { true: '✓', false: '×' };

/** The rule as a tree: each comparison, whether it holds, and the values compared with their source and date. */
export function Trace({ trace }: { trace: VerdictPartsFragment['trace'] }) {
  return (
    <ul className={styles.trace}>
      <TraceBranch node={trace} />
    </ul>
  );
}

function TraceBranch({ node }: { node: Node }) {
  const t = useTranslations('composer.trace');
  const children = node.children ?? [];
  return (
    <li>
      {children.length > 0 && isGroup(node.op) ? (
        <div>
          <TruthMark truth={node.truth} /> {t(node.op)}
        </div>
      ) : (
        <Clause node={node} />
      )}
      {children.length > 0 && (
        <ul className={styles.trace}>
          {children.map((child, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule's clauses never move
            <TraceBranch key={index} node={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** ✓, × or ?, and the same in words. */
export function TruthMark({ truth }: { truth: string }) {
  const t = useTranslations('composer.trace');
  const known = truth in MARKS ? truth : 'unknown';
  return (
    <span className={styles.truth} data-truth={known}>
      <span aria-hidden>{MARKS[known] ?? '?'}</span>
      <span className="visually-hidden">{t(`truth.${known}`)}</span>
    </span>
  );
}

/** One comparison with its values. */
export function Clause({ node }: { node: Node }) {
  const locale = useLocale();
  return (
    <>
      <div>
        <TruthMark truth={node.truth} /> {node.label ?? readableRule(node.text, locale)}
      </div>
      <TraceValues values={node.values} />
    </>
  );
}

/** Values with where they come from: of a fact its source and day, of a standard since when it holds, of a term its formula. */
export function TraceValues({ values }: { values: readonly TraceValuePartsFragment[] }) {
  const t = useTranslations('composer.trace');
  if (values.length === 0) return null;
  const distinct = [...new Map(values.map((value) => [`${value.kind} ${value.code} ${value.text}`, value])).values()];
  return (
    <ul className={styles.values}>
      {distinct.map((value) => (
        <li key={`${value.kind} ${value.code} ${value.text}`}>
          {value.name} <strong className={styles.value}>{value.text ? <Quantity value={value} /> : t('ask')}</strong>
          {value.figureKind === 'assumed' && <AssumedTag />}
          <Origin value={value} />
        </li>
      ))}
    </ul>
  );
}

function Quantity({ value: { text, unit } }: { value: TraceValuePartsFragment }) {
  const locale = useLocale();
  const shown = text ?? '';
  const number = /^-?\d+(\.\d+)?$/.test(shown)
    ? new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(Number(shown))
    : shown;
  return (
    <>
      {number}
      {unit && !/^-?¥/.test(shown) ? ` ${unit}` : ''}
    </>
  );
}

function Origin({ value }: { value: TraceValuePartsFragment }) {
  const t = useTranslations('composer.trace');
  const locale = useLocale();
  if (!value.text) return null;
  const { kind, formula, observedOn, source, verified } = value;
  const state = verified === null ? null : verified ? t('verified') : t('declared');
  const since = observedOn && kind === 'standard' ? t('since', { date: observedOn }) : observedOn;
  const parts =
    kind === 'standard' ? [since, source] : [formula && `= ${readableRule(formula, locale)}`, source, since, state];
  const origin = parts.filter(Boolean).join(' · ');
  return origin ? <span className="quiet"> {origin}</span> : null;
}
