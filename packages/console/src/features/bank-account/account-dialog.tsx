'use client';

import { RecordBankAccountDocument } from '@yimen/schema/documents';
import { Form, Input, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import type { Household } from '../household-change/change-fields';

interface AccountValues {
  personId: string;
  kind: string;
  bank: string;
  holder: string;
  bankAccount: string;
  reason: string;
  document?: string;
}

const KINDS = ['one_card', 'bank'] as const;

/** Records the account to which aid of a member is paid from now on. */
export function AccountDialog({ household, onClose }: { household: Household; onClose: () => void }) {
  const t = useTranslations('changes.account');
  const [form] = Form.useForm<AccountValues>();
  const record = useCommand(RecordBankAccountDocument);
  const submit = async (values: AccountValues) => {
    const result = await record.run(values);
    if (isFailure(result)) record.setFailure(placeProblems(form, result));
    else onClose();
  };
  const required = [{ required: true, whitespace: true, message: t('missing') }];
  return (
    <FormDialog
      open
      title={t('title')}
      form={form}
      initialValues={{ kind: 'one_card' }}
      onValuesChange={({ personId }) => {
        const person = household.members.find(({ id }) => id === personId);
        if (person) form.setFieldValue('holder', person.name);
      }}
      running={record.running}
      failure={record.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form.Item name="personId" label={t('person')} rules={required}>
        <Select options={household.members.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name="holder" label={t('holder')} extra={t('holderHint')} rules={required}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')} extra={t('kindHint')}>
        <Radio.Group options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))} />
      </Form.Item>
      <Form.Item name="bank" label={t('bank')} rules={required}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name="bankAccount" label={t('number')} rules={required}>
        <Input maxLength={30} inputMode="numeric" autoComplete="off" />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={required}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="document" label={t('document')}>
        <Input maxLength={200} placeholder={t('documentHint')} />
      </Form.Item>
    </FormDialog>
  );
}
