'use client';

import { AddMemberDocument, type HouseholdPartsFragment } from '@yimen/schema/documents';
import { Form, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import { MemberFields, type MemberValues } from './member-fields';

interface AddMemberDialogProps {
  household: HouseholdPartsFragment;
  open: boolean;
  onClose: () => void;
}

export function AddMemberDialog({ household, open, onClose }: AddMemberDialogProps) {
  const t = useTranslations('registry');
  const common = useTranslations('common.actions');
  const [form] = Form.useForm<{ member: MemberValues }>();
  const add = useCommand(AddMemberDocument);

  const submit = async ({ member }: { member: MemberValues }) => {
    const result = await add.run({ householdId: household.id, expectedVersion: household.version, member });
    if (isFailure(result)) return add.setFailure(placeProblems(form, result));
    form.resetFields();
    onClose();
  };

  return (
    <Modal
      open={open}
      title={t('addMember')}
      okText={common('save')}
      cancelText={common('cancel')}
      confirmLoading={add.running}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={submit}>
        <MemberFields at={['member']} />
        <MutationFailure failure={add.failure} />
      </Form>
    </Modal>
  );
}
