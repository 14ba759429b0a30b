'use client';

import type { CaseDossierPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Link } from '@/i18n/navigation';
import { ActionButton } from '@/lib/page';
import { FactList } from '../registry/fact-list';
import { MemberCard } from '../registry/member-card';
import { RecordFactDialog } from '../registry/record-fact-dialog';
import styles from './case.module.css';

/** The household and its members, each value with where it comes from. */
export function DossierFacts({ dossier }: { dossier: CaseDossierPartsFragment }) {
  const t = useTranslations('case');
  const [recording, setRecording] = useState(false);
  const { household, beneficiary } = dossier;
  const members = [...household.members].sort(
    (one, other) => Number(other.id === beneficiary.id) - Number(one.id === beneficiary.id),
  );
  const caseFacts = dossier.facts.filter(({ scope }) => scope === 'case');
  return (
    <section className="stack" aria-label={t('facts')}>
      <div className="paper">
        <header className={styles.panelHeader}>
          <h2>{t('householdFacts')}</h2>
          <ActionButton
            action="record_facts"
            size="small"
            allowedActions={household.allowedActions}
            onClick={() => setRecording(true)}
          >
            {t('recordFact')}
          </ActionButton>
        </header>
        <p className="quiet">
          {household.code} · {household.address}
        </p>
        <FactList facts={household.facts} />
        <p className="no-print">
          <Link href={`/households/${household.id}?member=${beneficiary.id}#programs`}>{t('programsAndCliff')}</Link>
        </p>
      </div>
      {caseFacts.length > 0 && (
        <div className="paper">
          <h2>{t('caseFacts')}</h2>
          <FactList facts={caseFacts} />
        </div>
      )}
      <ul className={`plain-list ${styles.members}`}>
        {members.map((person) => (
          <MemberCard key={person.id} person={person} highlight={person.id === beneficiary.id} />
        ))}
      </ul>
      <RecordFactDialog
        household={household}
        caseId={dossier.id}
        open={recording}
        onClose={() => setRecording(false)}
      />
    </section>
  );
}
