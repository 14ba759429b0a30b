'use client';

import type { CaseDossierPartsFragment } from '@yimen/schema/documents';
import { useTranslations } from 'next-intl';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { StatusTag } from '@/lib/page';
import { useViewer } from '@/lib/viewer';
import { Deadline, mostPressing } from '../today/deadline';
import styles from './case.module.css';

/** The line that stays on top: who, where, how far, until when, and who answers for it. */
export function DossierLine({ dossier }: { dossier: CaseDossierPartsFragment }) {
  const t = useTranslations('case');
  const b = useBilingual();
  const { places } = useViewer();
  const { household, beneficiary, firstContactOwner: owner } = dossier;
  const task = mostPressing(dossier.tasks);
  const meeting = dossier.agendaItems.at(-1);
  return (
    <dl className={styles.line}>
      <div>
        <dt>{t('beneficiary')}</dt>
        <dd>
          {places.includes('households') ? (
            <Link href={`/households/${household.id}`}>{beneficiary.name}</Link>
          ) : (
            beneficiary.name
          )}
        </dd>
      </div>
      <div>
        <dt>{t('place')}</dt>
        <dd>
          {b(household.township.name)} {household.village.name}
        </dd>
      </div>
      <div>
        <dt>{t('stage')}</dt>
        <dd>
          <StatusTag kind="case" status={dossier.status} />
          {meeting &&
            (places.includes('meetings') ? (
              <Link href={`/meetings/${meeting.meetingId}`}>{t('meeting')}</Link>
            ) : (
              <StatusTag kind="agendaItem" status={meeting.status} />
            ))}
        </dd>
      </div>
      <div>
        <dt>{t('deadline')}</dt>
        <dd>{task ? <Deadline {...task} /> : t('noDeadline')}</dd>
      </div>
      <div>
        <dt>{t('owner')}</dt>
        <dd>
          {owner.name} <span className="quiet">{b(owner.orgUnitName)}</span>
        </dd>
      </div>
    </dl>
  );
}
