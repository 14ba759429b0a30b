'use client';

import { FileReservePapersDocument, type ReserveUsePartsFragment } from '@yimen/schema/documents';
import { Checkbox, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import styles from './reserve.module.css';

interface PapersDialogProps {
  use: ReserveUsePartsFragment;
  onClose: () => void;
  onDone: () => void;
}

/** The papers that a use needs, ticked one by one once they are there. */
export function PapersDialog({ use, onClose, onDone }: PapersDialogProps) {
  const t = useTranslations('reserve');
  const b = useBilingual();
  const [form] = Form.useForm<{ papers: string[]; document: string }>();
  const file = useCommand(FileReservePapersDocument);
  const submit = async (values: { papers?: string[]; document: string }) => {
    const input = { useId: use.id, expectedVersion: use.version, document: values.document };
    const result = await file.run({ ...input, papers: values.papers ?? [] });
    if (isFailure(result)) file.setFailure(placeProblems(form, result));
    else {
      onClose();
      onDone();
    }
  };
  return (
    <FormDialog
      open
      fresh
      title={t('papersOf', { name: use.headName })}
      okText={t('act.file')}
      form={form}
      running={file.running}
      failure={file.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{t('papersHint')}</p>
      <Form.Item name="papers" label={t('papers')}>
        <Checkbox.Group
          className={styles.papers}
          options={use.reason.papers.map(({ code, name }) => ({ value: code, label: b(name) }))}
        />
      </Form.Item>
      <Form.Item
        name="document"
        label={t('document')}
        rules={[{ required: true, whitespace: true, message: t('missing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}
