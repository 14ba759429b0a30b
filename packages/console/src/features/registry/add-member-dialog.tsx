'use client';

import {
  AddMemberDocument,
  type HouseholdPartsFragment,
  type PossibleDuplicatesPartsFragment,
} from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import { type AnotherPersonValues, anotherPerson, PossibleDuplicates } from '../duplicate/possible-duplicates';
import { MemberFields, type MemberValues } from './member-fields';

interface AddMemberDialogProps {
  household: HouseholdPartsFragment;
  /** A child born into the household; otherwise somebody who moved in. */
  born?: boolean;
  open: boolean;
  onClose: () => void;
}

interface NewMemberValues extends AnotherPersonValues {
  member: MemberValues;
  effectiveOn?: string;
  reason?: string;
  document?: string;
}

export function AddMemberDialog({ household, born = false, open, onClose }: AddMemberDialogProps) {
  const t = useTranslations('registry');
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const [form] = Form.useForm<NewMemberValues>();
  const [duplicates, setDuplicates] = useState<PossibleDuplicatesPartsFragment>();
  const add = useCommand(AddMemberDocument);

  const submit = ({ anotherReason, ...values }: NewMemberValues) =>
    add.run({
      householdId: household.id,
      expectedVersion: household.version,
      born,
      anotherPerson: anotherPerson(duplicates, { anotherReason }),
      ...values,
    });
  return (
    <FormDialog
      open={open}
      title={t(born ? 'registerBirth' : 'addMember')}
      form={form}
      initialValues={born ? { member: { relation: 'child' } as MemberValues } : { effectiveOn: today }}
      command={add}
      onSubmit={submit}
      onDone={(result) => {
        if (result.__typename === 'PossibleDuplicates') return setDuplicates(result);
        setDuplicates(undefined);
        form.resetFields();
        onClose();
      }}
      onClose={onClose}
    >
      <MemberFields at={['member']} />
      {!born && (
        <>
          <Form.Item name="effectiveOn" label={t('movedInOn')} rules={[notLater]}>
            <DayPicker />
          </Form.Item>
          <Form.Item name="reason" label={t('movedInReason')}>
            <Input maxLength={200} />
          </Form.Item>
        </>
      )}
      <Form.Item name="document" label={t('document')}>
        <Input maxLength={200} placeholder={t(born ? 'birthDocumentHint' : 'documentHint')} />
      </Form.Item>
      {duplicates && <PossibleDuplicates duplicates={duplicates} />}
    </FormDialog>
  );
}
