'use client';

import {
  type HouseholdChangeInput,
  PreviewHouseholdChangeDocument,
  type PreviewHouseholdChangeQuery,
} from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { Money } from '@/lib/money';
import { useStatusLabel } from '@/lib/page';
import styles from './household-change.module.css';

type Preview = Extract<PreviewHouseholdChangeQuery['previewHouseholdChange'], { __typename: 'ChangePreview' }>;

const SETTLE_MS = 500;

/** What would follow, asked again whenever the form rests; nothing while it is not complete. */
function usePreview(input: Omit<HouseholdChangeInput, 'key'>): Preview | undefined {
  const client = useClient();
  const [preview, setPreview] = useState<Preview>();
  // The reason changes nothing that follows; whoever has not written one yet sees the preview all the same.
  const asked = JSON.stringify({ ...input, key: 'preview', reason: '—' });
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const { data } = await client.query(PreviewHouseholdChangeDocument, { input: JSON.parse(asked) }).toPromise();
      const result = data?.previewHouseholdChange;
      if (current) setPreview(result?.__typename === 'ChangePreview' ? result : undefined);
    }, SETTLE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, asked]);
  return preview;
}

export function ChangePreview({ input }: { input: Omit<HouseholdChangeInput, 'key'> }) {
  const t = useTranslations('changes.preview');
  const b = useBilingual();
  const outcome = useStatusLabel();
  const preview = usePreview(input);
  if (!preview) return null;
  const { households, aid, fits, staleFacts } = preview;
  return (
    <section className={styles.preview} aria-label={t('title')} aria-live="polite">
      <h3>{t('title')}</h3>
      <ul>
        {households.map(({ code, sizeBefore, sizeAfter, headName }) => (
          <li key={code}>
            {headName
              ? t('household', { code, before: sizeBefore, after: sizeAfter, head: headName })
              : t('dissolved', { code })}
          </li>
        ))}
        {aid.map(({ householdCode, personName, program, department, amountFen, stops }) => (
          <li key={`${householdCode} ${program.code} ${personName}`}>
            {t(stops ? 'stops' : 'reviews', {
              department: b(department.name),
              program: b(program.name),
              whose: personName ?? householdCode,
            })}{' '}
            {amountFen !== null && <Money fen={amountFen} />}
          </li>
        ))}
        {fits.map(({ personName, program, before, after }) => (
          <li key={`${personName} ${program.code}`}>
            {t('fit', {
              name: personName,
              program: b(program.name),
              before: outcome('outcome', before),
              after: outcome('outcome', after),
            })}
          </li>
        ))}
        {staleFacts.length > 0 && (
          <li>{t('stale', { count: staleFacts.length, facts: staleFacts.slice(0, 6).map(b).join(t('comma')) })}</li>
        )}
      </ul>
    </section>
  );
}
