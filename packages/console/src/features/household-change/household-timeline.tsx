'use client';

import { HOUSEHOLD_CHANGES, type HouseholdChange } from '@yimen/schema';
import { UndoHouseholdChangeDocument } from '@yimen/schema/documents';
import { Form, Input, Tag } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Link } from '@/i18n/navigation';
import { useBilingual } from '@/lib/bilingual';
import { formatDate } from '@/lib/dates';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';
import type { Household } from './change-fields';
import styles from './household-change.module.css';

type Happened = Household['events'][number];

/** What happened to a household, the latest on top; what may be undone has its button. */
export function HouseholdTimeline({ household }: { household: Household }) {
  const t = useTranslations('changes');
  const [undoing, setUndoing] = useState<Happened>();
  return (
    <section className="paper" aria-labelledby="history">
      <h2 id="history">{t('history')}</h2>
      <ol className={styles.timeline}>
        {household.events.map((event) => (
          <li key={event.id} data-undone={event.undone}>
            <EventLine event={event} undone={household.events.find(({ id }) => id === event.undoesId)} />
            <ActionButton
              size="small"
              action="undo"
              allowedActions={event.allowedActions}
              onClick={() => setUndoing(event)}
            >
              {t('undo')}
            </ActionButton>
          </li>
        ))}
        <li>
          <strong>{t('registered')}</strong> <time>{formatDate(household.registeredAt)}</time>
        </li>
      </ol>
      {undoing && <UndoDialog household={household} event={undoing} onClose={() => setUndoing(undefined)} />}
    </section>
  );
}

function EventLine({ event, undone }: { event: Happened; undone: Happened | undefined }) {
  const t = useTranslations('changes');
  const b = useBilingual();
  const words = (kind: string) => b(HOUSEHOLD_CHANGES[kind as HouseholdChange]);
  const details = [event.reason, event.note, event.document && t('byDocument', { document: event.document })];
  return (
    <>
      <div className="row">
        <strong>{undone ? t('undoes', { change: words(undone.kind) }) : words(event.kind)}</strong>
        <time>{event.effectiveOn}</time>
        {event.undone && <Tag>{t('undone')}</Tag>}
        <span>{event.people.map(({ name }) => name).join(t('preview.comma'))}</span>
        {event.others.map(({ householdId, code }) => (
          <Link key={householdId} href={`/households/${householdId}`}>
            {code}
          </Link>
        ))}
      </div>
      <div>{details.filter(Boolean).join(' · ')}</div>
      <div className="quiet">{t('recorded', { name: event.recordedBy, day: formatDate(event.recordedAt) })}</div>
    </>
  );
}

interface UndoDialogProps {
  household: Household;
  event: Happened;
  onClose: () => void;
}

function UndoDialog({ household, event, onClose }: UndoDialogProps) {
  const t = useTranslations('changes');
  const b = useBilingual();
  const [form] = Form.useForm<{ reason: string }>();
  const undo = useCommand(UndoHouseholdChangeDocument);
  const submit = ({ reason }: { reason: string }) => undo.run({ householdId: household.id, eventId: event.id, reason });
  return (
    <FormDialog
      open
      title={t('undoes', { change: b(HOUSEHOLD_CHANGES[event.kind as HouseholdChange]) })}
      okText={t('undo')}
      form={form}
      command={undo}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{t('undoHint')}</p>
      <Form.Item
        name="reason"
        label={t('undoReason')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
