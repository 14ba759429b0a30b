'use client';

import { type BatchPartsFragment, SplitBatchDocument } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';

interface SplitBatchProps {
  batch: BatchPartsFragment;
  /** Ids of the applications chosen. */
  chosen: string[];
  onDone: () => void;
}

/** What can be done with the people chosen: before the decision a vote of their own, afterwards a second turn. */
export function splitActionOf({ allowedActions }: BatchPartsFragment): 'split' | 'call_waiting' | undefined {
  return (['split', 'call_waiting'] as const).find((one) =>
    allowedActions.some(({ action, allowed }) => action === one && allowed),
  );
}

/** Takes the people chosen out into a batch of their own, with the reason. */
export function SplitBatch({ batch, chosen, onDone }: SplitBatchProps) {
  const t = useTranslations('batches');
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const split = useCommand(SplitBatchDocument);
  const action = splitActionOf(batch);
  if (!action) return null;
  const submit = ({ reason }: { reason: string }) =>
    split.run({
      batchId: batch.id,
      expectedVersion: batch.version,
      applicationIds: chosen,
      reason,
    });
  const done = () => {
    setOpen(false);
    onDone();
  };
  return (
    <>
      <ActionButton
        action={action}
        allowedActions={
          chosen.length > 0 ? batch.allowedActions : [{ action, allowed: false, reason: t(`${action}.choose`) }]
        }
        onClick={() => setOpen(true)}
      >
        {t(`${action}.button`, { count: chosen.length })}
      </ActionButton>
      <FormDialog
        open={open}
        title={t(`${action}.title`, { count: chosen.length })}
        okText={t(`${action}.confirm`)}
        form={form}
        command={split}
        onSubmit={submit}
        onDone={done}
        onClose={() => setOpen(false)}
        fresh
      >
        <p>{t(`${action}.hint`)}</p>
        <Form.Item
          name="reason"
          label={t('splitReason')}
          rules={[{ required: true, whitespace: true, message: t('splitReasonMissing') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </FormDialog>
    </>
  );
}
