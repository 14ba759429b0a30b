'use client';

import {
  AnnexMinutesDocument,
  type MeetingMinutesQuery,
  type MinutesPartsFragment,
  NameSecretaryDocument,
  SignMinutesDocument,
} from '@yimen/schema/documents';
import { Button, Form, Input, Popconfirm, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { MutationFailure, useCommand } from '@/lib/graphql';
import styles from './review-meeting.module.css';

type Meeting = NonNullable<MeetingMinutesQuery['meeting']>;
type Minutes = MinutesPartsFragment;

/** What may still be done with written minutes: name the secretary, sign, annex a correction. */
export function MinutesSigning({ meeting, minutes }: { meeting: Meeting; minutes: Minutes }) {
  const t = useTranslations('meetings');
  const sign = useCommand(SignMinutesDocument);
  const [annexing, setAnnexing] = useState(false);
  const may = (name: string) => minutes.allowedActions.some(({ action, allowed }) => action === name && allowed);
  if (minutes.allowedActions.length === 0) return null;
  return (
    <section className={styles.signing} aria-label={t('signing')}>
      {may('name_secretary') && <SecretaryPicker meeting={meeting} minutes={minutes} />}
      {may('sign_minutes') && (
        <Popconfirm
          title={t('signTitle')}
          description={t('signHint')}
          okText={t('sign')}
          onConfirm={() => sign.run({ meetingId: meeting.id, digest: minutes.digest })}
        >
          <Button type="primary" loading={sign.running}>
            {t('sign')}
          </Button>
        </Popconfirm>
      )}
      {may('annex_minutes') && <Button onClick={() => setAnnexing(true)}>{t('annex')}</Button>}
      <MutationFailure failure={sign.failure} onClose={() => sign.setFailure(undefined)} />
      <AnnexDialog meeting={meeting} minutes={minutes} open={annexing} onClose={() => setAnnexing(false)} />
    </section>
  );
}

function SecretaryPicker({ meeting, minutes }: { meeting: Meeting; minutes: Minutes }) {
  const t = useTranslations('meetings');
  const name = useCommand(NameSecretaryDocument);
  const id = useId();
  const members = meeting.members.filter(({ role }) => role !== 'chair');
  return (
    <>
      <label className={styles.secretary} htmlFor={id}>
        {t('secretary')}
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('chooseSecretary')}
          loading={name.running}
          value={minutes.secretaryId ?? undefined}
          options={members.map(({ staff }) => ({ value: staff.id, label: staff.name }))}
          onChange={(staffId) => name.run({ meetingId: meeting.id, staffId })}
        />
      </label>
      <MutationFailure failure={name.failure} onClose={() => name.setFailure(undefined)} />
    </>
  );
}

interface AnnexDialogProps {
  meeting: Meeting;
  minutes: Minutes;
  open: boolean;
  onClose: () => void;
}

/** Writes a correction, of one item or of the whole. */
function AnnexDialog({ meeting, minutes, open, onClose }: AnnexDialogProps) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const [form] = Form.useForm<{ text: string; itemPosition?: number }>();
  const annex = useCommand(AnnexMinutesDocument);
  const submit = ({ text, itemPosition }: { text: string; itemPosition?: number }) =>
    annex.run({ meetingId: meeting.id, text, itemPosition: itemPosition ?? null });
  const done = () => {
    form.resetFields();
    onClose();
  };
  return (
    <FormDialog
      open={open}
      title={t('annex')}
      form={form}
      command={annex}
      onSubmit={submit}
      onDone={done}
      onClose={onClose}
    >
      <Form.Item
        name="text"
        label={t('annexText')}
        extra={t('annexHint')}
        rules={[{ required: true, message: t('annexMissing') }]}
      >
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
      <Form.Item name="itemPosition" label={t('annexItem')}>
        <Select
          allowClear
          placeholder={t('annexWhole')}
          options={minutes.items.map(({ position, title }) => ({
            value: position,
            label: t('itemTitle', { position, title: b(title) }),
          }))}
        />
      </Form.Item>
    </FormDialog>
  );
}
