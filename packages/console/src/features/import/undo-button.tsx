'use client';

import { type ImportHeadFragment, UndoImportDocument } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormDialog } from '@/lib/form-dialog';
import { type Failure, isFailure, placeProblems, useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';

/** Takes back everything that an import wrote, with a reason; what stands on it is listed when it cannot be. */
export function UndoButton({ file, onDone }: { file: ImportHeadFragment; onDone: () => void }) {
  const t = useTranslations('imports');
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const undo = useCommand(UndoImportDocument);
  const submit = async ({ reason }: { reason: string }) => {
    const result = await undo.run({ importId: file.id, expectedVersion: file.version, reason });
    if (isFailure(result)) return undo.setFailure(placeProblems<Failure>(form, result));
    setOpen(false);
    onDone();
  };
  return (
    <>
      <ActionButton action="undo" allowedActions={file.allowedActions} onClick={() => setOpen(true)}>
        {t('undo')}
      </ActionButton>
      <FormDialog
        open={open}
        title={t('undo')}
        okText={t('undo')}
        form={form}
        running={undo.running}
        failure={undo.failure}
        onSubmit={submit}
        onClose={() => setOpen(false)}
        fresh
      >
        <p className="quiet">{t(file.kind === 'lists' ? 'undoHintList' : 'undoHint')}</p>
        <Form.Item
          name="reason"
          label={t('undoReason')}
          rules={[{ required: true, whitespace: true, message: t('undoReasonMissing') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </FormDialog>
    </>
  );
}
