'use client';

import type { PersonPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useVocabulary } from '@/lib/vocabulary';
import { IdentityNumbers } from '../privacy/identity-numbers';
import { FactList } from './fact-list';
import styles from './registry.module.css';

interface MemberCardProps {
  person: PersonPartsFragment;
  highlight?: boolean;
  /** What else is on record of him. */
  children?: ReactNode;
}

/** A member with what is known about them. */
export function MemberCard({ person, highlight, children }: MemberCardProps) {
  const t = useTranslations('registry.member');
  const { sex, relation } = useVocabulary();
  return (
    <li className={`paper ${highlight ? styles.highlight : ''}`}>
      <h3>
        {person.name} <span className="quiet">{relation(person.relation)}</span>
      </h3>
      <p className={styles.identity}>
        {t('line', { sex: sex(person.sex), age: person.age, birthDate: person.birthDate })}
        <br />
        <IdentityNumbers person={person} />
      </p>
      {children}
      <FactList facts={person.facts} />
    </li>
  );
}
