'use client';

import { AddAgendaItemDocument, ProposedAgendaDocument } from '@yimen/schema/documents';
import { Button, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { mayArrange } from './agenda-list';
import type { MeetingView } from './meeting-page';
import styles from './review-meeting.module.css';

/** Puts one more case or batch on the agenda. */
export function AddItem({ meeting }: { meeting: MeetingView }) {
  const t = useTranslations('meetings');
  const editable = mayArrange(meeting);
  const [{ data }] = useQuery({ query: ProposedAgendaDocument, variables: {}, pause: !editable });
  const [chosen, setChosen] = useState<string>();
  const add = useCommand(AddAgendaItemDocument);
  if (!editable) return null;

  const waiting = data?.proposedAgenda?.items ?? [];
  const cases = waiting.flatMap(({ case: file }) => file ?? []);
  const batches = waiting.flatMap(({ batch }) => batch ?? []);
  const submit = async () => {
    const isBatch = batches.some(({ id }) => id === chosen);
    const result = await add.run({ meetingId: meeting.id, ...(isBatch ? { batchId: chosen } : { caseId: chosen }) });
    if (!isFailure(result)) setChosen(undefined);
  };

  return (
    <div className="stack">
      <div className="row">
        <Select
          className={styles.wide}
          aria-label={t('itemToAdd')}
          placeholder={t('itemToAdd')}
          notFoundContent={t('noCandidates')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={chosen}
          onChange={setChosen}
          options={[
            ...cases.map(({ id, number, beneficiary }) => ({ value: id, label: `${beneficiary.name} ${number}` })),
            ...batches.map(({ id, number, title }) => ({ value: id, label: `${title} ${number}` })),
          ]}
        />
        <Button disabled={!chosen} loading={add.running} onClick={submit}>
          {t('addItem')}
        </Button>
      </div>
      <MutationFailure failure={add.failure} onClose={() => add.setFailure(undefined)} />
    </div>
  );
}
