'use client';

import { IssueGoodsDocument } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import { GoodsLines } from './goods-lines';

interface IssueValues {
  caseNumber: string;
  on: string;
  signedBy: string;
  note?: string;
  lines: { itemId: string; quantity: number }[];
}

interface IssueDialogProps {
  departmentCode?: string;
  onClose: () => void;
  onDone: () => void;
}

/** Hands goods out to a family, apart from what a department decided for it. */
export function IssueDialog({ departmentCode, onClose, onDone }: IssueDialogProps) {
  const t = useTranslations('stock');
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const [form] = Form.useForm<IssueValues>();
  const issue = useCommand(IssueGoodsDocument);
  const submit = (values: IssueValues) => issue.run(values);
  const required = [{ required: true, whitespace: true, message: t('missing') }];
  return (
    <FormDialog
      open
      fresh
      width={640}
      title={t('issue')}
      okText={t('issue')}
      form={form}
      initialValues={{ on: today, lines: [{} as IssueValues['lines'][number]] }}
      command={issue}
      onSubmit={submit}
      onDone={onDone}
      onClose={onClose}
    >
      <p className="quiet">{t('issueHint')}</p>
      <Form.Item name="caseNumber" label={t('caseNumber')} rules={required}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      <GoodsLines name="lines" departmentCode={departmentCode} />
      <Form.Item name="signedBy" label={t('signedBy')} rules={required}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name="on" label={t('issuedOn')} rules={[notLater]}>
        <DayPicker />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}
