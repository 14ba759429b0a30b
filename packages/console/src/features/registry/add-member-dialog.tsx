'use client';

import {
  AddMemberDocument,
  type HouseholdPartsFragment,
  type PossibleDuplicatesPartsFragment,
} from '@yimen/schema/documents';
import { Form } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import { type AnotherPersonValues, anotherPerson, PossibleDuplicates } from '../duplicate/possible-duplicates';
import { MemberFields, type MemberValues } from './member-fields';

interface AddMemberValues extends AnotherPersonValues {
  member: MemberValues;
}

interface AddMemberDialogProps {
  household: HouseholdPartsFragment;
  open: boolean;
  onClose: () => void;
}

export function AddMemberDialog({ household, open, onClose }: AddMemberDialogProps) {
  const t = useTranslations('registry');
  const [form] = Form.useForm<AddMemberValues>();
  const [duplicates, setDuplicates] = useState<PossibleDuplicatesPartsFragment>();
  const add = useCommand(AddMemberDocument);

  const submit = async ({ member, anotherReason }: AddMemberValues) => {
    const result = await add.run({
      householdId: household.id,
      expectedVersion: household.version,
      member,
      anotherPerson: anotherPerson(duplicates, { anotherReason }),
    });
    if (isFailure(result)) return add.setFailure(placeProblems(form, result));
    if (result.__typename === 'PossibleDuplicates') return setDuplicates(result);
    setDuplicates(undefined);
    form.resetFields();
    onClose();
  };

  return (
    <FormDialog
      open={open}
      title={t('addMember')}
      form={form}
      running={add.running}
      failure={add.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <MemberFields at={['member']} />
      {duplicates && <PossibleDuplicates duplicates={duplicates} />}
    </FormDialog>
  );
}
