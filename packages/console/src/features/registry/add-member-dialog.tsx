'use client';

import { AddMemberDocument, type HouseholdPartsFragment } from '@yimen/schema/documents';
import { Form } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import { MemberFields, type MemberValues } from './member-fields';

interface AddMemberDialogProps {
  household: HouseholdPartsFragment;
  open: boolean;
  onClose: () => void;
}

export function AddMemberDialog({ household, open, onClose }: AddMemberDialogProps) {
  const t = useTranslations('registry');
  const [form] = Form.useForm<{ member: MemberValues }>();
  const add = useCommand(AddMemberDocument);

  const submit = async ({ member }: { member: MemberValues }) => {
    const result = await add.run({ householdId: household.id, expectedVersion: household.version, member });
    if (isFailure(result)) return add.setFailure(placeProblems(form, result));
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
    </FormDialog>
  );
}
