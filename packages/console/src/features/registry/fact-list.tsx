'use client';

import { isUsual } from '@yimen/schema';
import type { FactPartsFragment } from '@yimen/schema/documents';
import { Collapse } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { FactDot } from '@/lib/page';
import { useFactHistory } from './fact-history';
import styles from './registry.module.css';

/**
 * Values with the dot of their state; source and date on the dot. What calls for attention is shown; what is as usual
 * (no, none, 0) and what is not known yet are folded below.
 */
export function FactList({ facts }: { facts: readonly FactPartsFragment[] }) {
  const t = useTranslations('registry.facts');
  const known = facts.filter(({ state }) => state !== 'unknown');
  const unknown = facts.filter(({ state }) => state === 'unknown');
  const usual = known.filter(({ state, code, value }) => state !== 'conflict' && isUsual(code, value));
  const telling = known.filter((fact) => !usual.includes(fact));
  const folded = [
    { key: 'usual', label: t('usual', { count: usual.length }), facts: usual },
    { key: 'unknown', label: t('unknown', { count: unknown.length }), facts: unknown },
  ].filter((group) => group.facts.length > 0);
  return (
    <>
      {telling.length > 0 && <Facts facts={telling} />}
      {known.length === 0 && <p className="quiet">{t('none')}</p>}
      {folded.length > 0 && (
        <Collapse
          ghost
          size="small"
          className={styles.folded}
          items={folded.map(({ key, label, facts: rest }) => ({ key, label, children: <Facts facts={rest} /> }))}
        />
      )}
    </>
  );
}

function Facts({ facts }: { facts: readonly FactPartsFragment[] }) {
  const t = useTranslations('registry.facts');
  const b = useBilingual();
  return (
    <dl className={styles.facts}>
      {facts.map((fact) => {
        const text = b(fact.text);
        const unit = fact.unit && restOfUnit(b(fact.unit), text);
        const origin = [fact.source, fact.observedOn && formatDate(fact.observedOn), fact.recordedBy].filter(Boolean);
        return (
          <div key={`${fact.code} ${fact.personId}`} data-fact={fact.code}>
            <dt>{b(fact.name)}</dt>
            <dd>
              <FactDot
                state={fact.state}
                detail={origin.length > 0 ? t('origin', { origin: origin.join(' · ') }) : undefined}
              />{' '}
              <FactText fact={fact} />
              {unit && fact.state !== 'unknown' && <span className="quiet"> {unit}</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** The value; where there is a history of it, a button that opens it. */
function FactText({ fact }: { fact: FactPartsFragment }) {
  const t = useTranslations('registry.facts');
  const b = useBilingual();
  const openHistory = useFactHistory();
  if (fact.state === 'unknown') return '—';
  const text = b(fact.text);
  if (!openHistory) return text;
  return (
    <button
      type="button"
      className={styles.value}
      title={t('history')}
      aria-label={t('historyOf', { fact: b(fact.name), value: text })}
      onClick={() => openHistory(fact)}
    >
      {text}
    </button>
  );
}

/** The unit without the yuan that the sign of an amount already tells (¥1,200 /月); none beside a word. */
export function restOfUnit(unit: string, text: string): string {
  if (!/\d/.test(text)) return '';
  if (/^-?¥/.test(text)) return unit.replace(/^(元|yuan\s*)/, '');
  return text === '1' ? unit.replace(/s$/, '') : unit;
}
