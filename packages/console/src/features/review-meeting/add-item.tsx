'use client';

import { AddAgendaItemDocument, ProposedAgendaDocument } from '@yimen/schema/documents';
import { Button, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { isFailure, MutationFailure, useCommand } from '@/lib/graphql';
import { idOf, useCandidateName } from './agenda-candidate';
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
  const nameOf = useCandidateName();
  if (!editable) return null;

  const waiting = data?.proposedAgenda?.items ?? [];
  const submit = async () => {
    const kind = waiting.find((item) => idOf(item) === chosen)?.kind;
    const field = kind === 'batch' ? 'batchId' : kind === 'declined' ? 'packageItemId' : 'caseId';
    const result = await add.run({ meetingId: meeting.id, [field]: chosen });
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
          options={waiting.map((item) => ({ value: idOf(item), label: nameOf(item) }))}
        />
        <Button disabled={!chosen} loading={add.running} onClick={submit}>
          {t('addItem')}
        </Button>
      </div>
      <MutationFailure failure={add.failure} onClose={() => add.setFailure(undefined)} />
    </div>
  );
}
