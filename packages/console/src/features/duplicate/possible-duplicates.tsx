'use client';

import { DUPLICATE_SIGNS } from '@yimen/schema';
import type { PossibleDuplicatesPartsFragment } from '@yimen/schema/documents';
import { Alert, Form, Input, Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';

/** In a form's values: why those it is like are other people. */
export interface AnotherPersonValues {
  anotherReason?: string;
}

/** What the form sends once somebody has looked at those it is like. */
export function anotherPerson(
  duplicates: PossibleDuplicatesPartsFragment | undefined,
  { anotherReason }: AnotherPersonValues,
): { personIds: string[]; reason: string } | undefined {
  if (!duplicates || !anotherReason) return undefined;
  return { personIds: [...new Set(duplicates.candidates.map(({ personId }) => personId))], reason: anotherReason };
}

/** The labels of signs by which two records may be of one person. */
export function SignTags({ signs }: { signs: readonly string[] }) {
  const b = useBilingual();
  const labels = DUPLICATE_SIGNS as Record<string, { zh: string; en: string }>;
  return (
    <span className="row">
      {signs.map((sign) => (
        <Tag key={sign} color="warning">
          {labels[sign] ? b(labels[sign]) : sign}
        </Tag>
      ))}
    </span>
  );
}

/** Inside a form that was not saved: whom they may be already, and the reason why they are not. */
export function PossibleDuplicates({ duplicates }: { duplicates: PossibleDuplicatesPartsFragment }) {
  const t = useTranslations('duplicate');
  const box = useRef<HTMLDivElement>(null);
  // Told where nobody looks, it would be as if nothing had happened.
  useEffect(() => {
    if (duplicates) box.current?.scrollIntoView({ block: 'nearest' });
  }, [duplicates]);
  return (
    <div ref={box} className="stack">
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={duplicates.message}
        description={
          <ul className="plain-list">
            {duplicates.candidates.map((candidate) => (
              <li key={`${candidate.path} ${candidate.personId}`}>
                <Candidate candidate={candidate} />
              </li>
            ))}
          </ul>
        }
      />
      <Form.Item
        name="anotherReason"
        label={t('anotherReason')}
        extra={t('anotherHint')}
        rules={[{ required: true, whitespace: true, message: t('anotherReasonMissing') }]}
      >
        <Input autoComplete="off" maxLength={200} />
      </Form.Item>
    </div>
  );
}

function Candidate({ candidate }: { candidate: PossibleDuplicatesPartsFragment['candidates'][number] }) {
  const t = useTranslations('duplicate');
  const b = useBilingual();
  const { name, birthDate, idNumber, phone, householdId, householdCode, township, signs } = candidate;
  return (
    <>
      {householdId ? (
        <>
          <Link href={`/households/${householdId}`} target="_blank">
            {name}
          </Link>{' '}
          {[birthDate, idNumber, phone, township && b(township), householdCode].filter(Boolean).join(' · ')}
        </>
      ) : (
        t('elsewhere', { township: township ? b(township) : '' })
      )}{' '}
      <SignTags signs={signs} />
    </>
  );
}
