'use client';

import { RefuseItemDocument } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import type { AgendaItemView } from './meeting-page';

interface RefuseDialogProps {
  item: AgendaItemView;
  onClose: () => void;
}

/** Refuses the item, with the reason that goes into the minutes. */
export function RefuseDialog({ item, onClose }: RefuseDialogProps) {
  const t = useTranslations('meetings');
  const [form] = Form.useForm<{ reason: string }>();
  const refuse = useCommand(RefuseItemDocument);
  const submit = ({ reason }: { reason: string }) =>
    refuse.run({ itemId: item.id, expectedVersion: item.version, reason });
  return (
    <FormDialog
      open
      title={t('refuse')}
      okText={t('confirmRefuse')}
      form={form}
      command={refuse}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label={t('reason')}
        extra={t('refuseHint')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
