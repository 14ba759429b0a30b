'use client';

import type { FactPartsFragment } from '@yimen/schema/documents';
import { Collapse } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { FactDot } from '@/lib/page';
import styles from './registry.module.css';

/** Values with the dot of their state; source and date on the dot. What is not known yet is folded below. */
export function FactList({ facts }: { facts: readonly FactPartsFragment[] }) {
  const t = useTranslations('registry.facts');
  const known = facts.filter(({ state }) => state !== 'unknown');
  const unknown = facts.filter(({ state }) => state === 'unknown');
  return (
    <>
      {known.length > 0 ? <Facts facts={known} /> : <p className="quiet">{t('none')}</p>}
      {unknown.length > 0 && (
        <Collapse
          ghost
          size="small"
          items={[
            { key: 'unknown', label: t('unknown', { count: unknown.length }), children: <Facts facts={unknown} /> },
          ]}
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
              {fact.state === 'unknown' ? '—' : text}
              {unit && fact.state !== 'unknown' && <span className="quiet"> {unit}</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** The unit without the yuan that the sign of an amount already tells: ¥1,200 /月. */
function restOfUnit(unit: string, text: string): string {
  return /^-?¥/.test(text) ? unit.replace(/^(元|yuan\s*)/, '') : unit;
}
