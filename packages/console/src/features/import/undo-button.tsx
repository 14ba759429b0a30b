'use client';

import { type ImportHeadFragment, UndoImportDocument } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { ActionButton } from '@/lib/page';

/** Takes back everything that an import wrote, with a reason; what stands on it is listed when it cannot be. */
export function UndoButton({ file, onDone }: { file: ImportHeadFragment; onDone: () => void }) {
  const t = useTranslations('imports');
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const undo = useCommand(UndoImportDocument);
  const submit = ({ reason }: { reason: string }) =>
    undo.run({ importId: file.id, expectedVersion: file.version, reason });
  const done = () => {
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
        command={undo}
        onSubmit={submit}
        onDone={done}
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
