'use client';

import { DeferItemDocument, RefuseItemDocument } from '@yimen/schema/documents';
import { Form, Input, Modal } from 'antd';
import { useTranslations } from 'next-intl';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';
import type { AgendaItemView } from './meeting-page';

interface DecideDialogProps {
  item: AgendaItemView;
  kind: 'refuse' | 'defer';
  open: boolean;
  onClose: () => void;
}

/** Refuses or defers the item, with the reason that goes into the minutes. */
export function DecideDialog({ item, kind, open, onClose }: DecideDialogProps) {
  const t = useTranslations('meetings');
  const common = useTranslations('common.actions');
  const [form] = Form.useForm<{ reason: string }>();
  const refuseItem = useCommand(RefuseItemDocument);
  const deferItem = useCommand(DeferItemDocument);
  const decide = kind === 'refuse' ? refuseItem : deferItem;

  const submit = async ({ reason }: { reason: string }) => {
    const result = await decide.run({ itemId: item.id, expectedVersion: item.version, reason });
    if (!isFailure(result)) return onClose();
    decide.setFailure(placeProblems<Failure>(form, result));
  };

  return (
    <Modal
      open={open}
      title={t(kind)}
      okText={t(kind === 'refuse' ? 'confirmRefuse' : 'confirmDefer')}
      cancelText={common('cancel')}
      confirmLoading={decide.running}
      afterOpenChange={(shown) => shown && form.getFieldInstance('reason')?.focus()}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form name={kind} form={form} layout="vertical" onFinish={submit}>
        <Form.Item
          name="reason"
          label={t('reason')}
          extra={t(kind === 'refuse' ? 'refuseHint' : 'deferHint')}
          rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <MutationFailure failure={decide.failure} />
      </Form>
    </Modal>
  );
}
