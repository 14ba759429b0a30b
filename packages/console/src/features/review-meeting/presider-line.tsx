'use client';

import { ChoosePresiderDocument } from '@yimen/schema/documents';
import { Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { MutationFailure, useCommand } from '@/lib/graphql';
import type { AgendaItemView, MeetingView } from './meeting-page';
import styles from './review-meeting.module.css';

interface PresiderLineProps {
  meeting: MeetingView;
  item: AgendaItemView;
}

/** Who presides where the chair does not; chosen anew by him, or by whoever presides. */
export function PresiderLine({ meeting, item }: PresiderLineProps) {
  const t = useTranslations('meetings');
  const id = useId();
  const choose = useCommand(ChoosePresiderDocument);
  const chooses = item.allowedActions.some(({ action, allowed }) => action === 'choose_presider' && allowed);
  if (item.presider.id === meeting.chair.id && !chooses) return null;
  const aside = new Set(item.recusals.map((one) => one.staff.id));
  const possible = meeting.members.filter(
    ({ staff, present, standsFor }) => present && !standsFor && !aside.has(staff.id),
  );
  return (
    <div className={styles.field} data-testid="presider">
      <label htmlFor={id}>{t('presider')}</label>
      {chooses ? (
        <Select
          id={id}
          value={item.presider.id}
          loading={choose.running}
          options={[item.presider, ...possible.map(({ staff }) => staff)]
            .filter((one, at, all) => all.findIndex((other) => other.id === one.id) === at)
            .map((one) => ({ value: one.id, label: one.name }))}
          onChange={(staffId) => choose.run({ itemId: item.id, expectedVersion: item.version, staffId })}
        />
      ) : (
        <span id={id}>{item.presider.name}</span>
      )}
      <MutationFailure failure={choose.failure} onClose={() => choose.setFailure(undefined)} />
    </div>
  );
}
