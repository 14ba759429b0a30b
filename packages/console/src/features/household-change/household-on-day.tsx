'use client';

import { HouseholdOnDayDocument } from '@yimen/schema/documents';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { QueryBoundary } from '@/lib/states';
import { useVocabulary } from '@/lib/vocabulary';
import { FactList } from '../registry/fact-list';
import registry from '../registry/registry.module.css';
import styles from './household-change.module.css';

interface DayChooserProps {
  day: string | undefined;
  knownBy: string | undefined;
  onChange: (days: { day: string | undefined; knownBy: string | undefined }) => void;
}

/** The day as of which a household is shown, and by when what is shown had been recorded. */
export function DayChooser({ day, knownBy, onChange }: DayChooserProps) {
  const t = useTranslations('changes');
  return (
    <span className={styles.days}>
      <span>{t('asOn')}</span>
      <DayPicker
        aria-label={t('asOn')}
        value={day}
        onChange={(next) => onChange({ day: next, knownBy: next && knownBy })}
      />
      {day && (
        <>
          <span>{t('knownBy')}</span>
          <DayPicker aria-label={t('knownBy')} value={knownBy} onChange={(next) => onChange({ day, knownBy: next })} />
          <Button onClick={() => onChange({ day: undefined, knownBy: undefined })}>{t('now')}</Button>
        </>
      )}
    </span>
  );
}

interface HouseholdOnDayProps {
  id: string;
  day: string;
  knownBy: string | undefined;
}

/** A household as it was on a day: where it lived, who was in it, what was known. */
export function HouseholdOnDay({ id, day, knownBy }: HouseholdOnDayProps) {
  const t = useTranslations('changes');
  const b = useBilingual();
  const { relation } = useVocabulary();
  const [query, reload] = useQuery({ query: HouseholdOnDayDocument, variables: { id, day, knownBy } });
  return (
    <QueryBoundary query={query} retry={() => reload({ requestPolicy: 'network-only' })}>
      {({ household }) =>
        household && (
          <>
            <p>
              {b(household.onDay.township.name)} {household.onDay.village.name} · {household.onDay.address}
            </p>
            {household.onDay.members.length === 0 && <p className="quiet">{t('nobody')}</p>}
            <ul className={registry.memberCards}>
              {household.onDay.members.map(({ person, relation: was, age, facts }) => (
                <li key={person.id} className="paper">
                  <h3>
                    {person.name}{' '}
                    <span className="quiet">
                      {relation(was)} · {t('age', { age })}
                    </span>
                  </h3>
                  <FactList facts={facts} />
                </li>
              ))}
            </ul>
            <div className="paper">
              <FactList facts={household.onDay.facts} />
            </div>
          </>
        )
      }
    </QueryBoundary>
  );
}
