'use client';

import {
  NameSubstituteDocument,
  PossibleSubstitutesDocument,
  SettleSubstituteDocument,
  type SubstitutionPartsFragment,
} from '@yimen/schema/documents';
import { Button, Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { MutationFailure, useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import type { MeetingView } from './meeting-page';
import styles from './review-meeting.module.css';

/** Who sits, or is proposed to sit, in whose place; and the button to name somebody. */
export function Substitutes({ meeting }: { meeting: MeetingView }) {
  const t = useTranslations('meetings');
  const [naming, setNaming] = useState(false);
  const may = (name: string) => meeting.allowedActions.some(({ action, allowed }) => action === name && allowed);
  const standing = meeting.substitutions.filter(({ status }) => status === 'proposed' || status === 'accepted');
  const names = may('name_substitute') || may('settle_substitute');
  return (
    <div data-testid="substitutes">
      {standing.map((one) => (
        <SubstitutionLine key={one.member.id} meetingId={meeting.id} substitution={one} />
      ))}
      {names && (
        <Button type="link" size="small" onClick={() => setNaming(true)}>
          {t('nameSubstitute')}
        </Button>
      )}
      {naming && (
        <SubstituteDialog meeting={meeting} forOthers={may('settle_substitute')} onClose={() => setNaming(false)} />
      )}
    </div>
  );
}

interface SubstitutionLineProps {
  meetingId: string;
  substitution: SubstitutionPartsFragment;
}

function SubstitutionLine({ meetingId, substitution }: SubstitutionLineProps) {
  const t = useTranslations('meetings');
  const settle = useCommand(SettleSubstituteDocument);
  const { member, substitute, reason, status, allowedActions } = substitution;
  return (
    <div className={styles.substitution}>
      <span>{t(`substitutions.${status}`, { member: member.name, substitute: substitute.name, reason })}</span>
      {allowedActions.map(({ action }) => (
        <Button
          key={action}
          size="small"
          loading={settle.running}
          onClick={() => settle.run({ meetingId, memberId: member.id, action })}
        >
          {t(`settling.${action}`)}
        </Button>
      ))}
      <MutationFailure failure={settle.failure} onClose={() => settle.setFailure(undefined)} />
    </div>
  );
}

interface SubstituteValues {
  memberId: string;
  substituteId: string;
  reason: string;
}

interface SubstituteDialogProps {
  meeting: MeetingView;
  forOthers: boolean;
  onClose: () => void;
}

function SubstituteDialog({ meeting, forOthers, onClose }: SubstituteDialogProps) {
  const t = useTranslations('meetings');
  const b = useBilingual();
  const { staff } = useViewer();
  const [form] = Form.useForm<SubstituteValues>();
  const memberId = Form.useWatch('memberId', form);
  const name = useCommand(NameSubstituteDocument);
  const [{ data }] = useQuery({ query: PossibleSubstitutesDocument, variables: { id: meeting.id } });
  const members = data?.meeting?.members.filter((one) => one.possibleSubstitutes.length > 0) ?? [];
  const possible = members.find((one) => one.staff.id === memberId)?.possibleSubstitutes ?? [];
  const submit = (values: SubstituteValues) => name.run({ meetingId: meeting.id, ...values });
  return (
    <FormDialog
      open
      title={t('nameSubstitute')}
      form={form}
      initialValues={{ memberId: forOthers ? undefined : staff.id }}
      command={name}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="memberId" label={t('whoCannotCome')} rules={[{ required: true, message: t('chooseMember') }]}>
        <Select
          disabled={!forOthers}
          options={members.map((one) => ({ value: one.staff.id, label: one.staff.name }))}
          onChange={() => form.resetFields(['substituteId'])}
        />
      </Form.Item>
      <Form.Item
        name="substituteId"
        label={t('substitute')}
        extra={t('substituteHint')}
        rules={[{ required: true, message: t('chooseSubstitute') }]}
      >
        <Select
          disabled={possible.length === 0}
          options={possible.map((one) => ({ value: one.id, label: `${one.name} ${b(one.title)}` }))}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('whyNotComing')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
