'use client';

import { CARER_KINDS, type CarerKind, HUKOU_KINDS, type HukouKind } from '@yimen/schema';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import type { Household } from './change-fields';
import styles from './household-change.module.css';

/** Where a person is registered and who looks after him, as far as it is on record. */
export function RegisterLines({ person }: { person: Household['members'][number] }) {
  const t = useTranslations('changes');
  const b = useBilingual();
  const { hukou, carers } = person;
  const cares = carers.filter(({ until }) => until === null);
  if (!hukou && cares.length === 0) return null;
  return (
    <ul className={styles.register}>
      {hukou && (
        <li>
          {t('hukouLine', {
            kind: b(HUKOU_KINDS[hukou.kind as HukouKind]),
            place: [hukou.township && b(hukou.township.name), hukou.village?.name, hukou.address]
              .filter(Boolean)
              .join(' '),
          })}
        </li>
      )}
      {cares.map(({ id, kind, carerName, from }) => (
        <li key={id}>{t('careLine', { kind: b(CARER_KINDS[kind as CarerKind]), name: carerName, from })}</li>
      ))}
    </ul>
  );
}
