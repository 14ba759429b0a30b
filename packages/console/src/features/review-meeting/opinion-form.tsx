'use client';

import { RecordOpinionDocument } from '@yimen/schema/documents';
import { Button, Form, Input, Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { type Failure, isFailure, MutationFailure, placeProblems, useCommand } from '@/lib/graphql';

const STANCES = ['support', 'oppose', 'neutral'] as const;

interface OpinionValues {
  stance: string;
  text: string;
}

interface OpinionFormProps {
  itemId: string;
  /** The member whom the chair records; undefined for oneself. */
  staffId: string | undefined;
}

export function OpinionForm({ itemId, staffId }: OpinionFormProps) {
  const t = useTranslations('meetings');
  const [form] = Form.useForm<OpinionValues>();
  const record = useCommand(RecordOpinionDocument);

  const submit = async (values: OpinionValues) => {
    const result = await record.run({ itemId, staffId, ...values });
    if (!isFailure(result)) return form.resetFields();
    record.setFailure(placeProblems<Failure>(form, result));
  };

  return (
    <Form<OpinionValues> form={form} layout="vertical" initialValues={{ stance: 'support' }} onFinish={submit}>
      <Form.Item name="stance" label={t('stance')}>
        <Radio.Group options={STANCES.map((stance) => ({ value: stance, label: t(`stances.${stance}`) }))} />
      </Form.Item>
      <Form.Item
        name="text"
        label={t('opinion')}
        rules={[{ required: true, whitespace: true, message: t('opinionMissing') }]}
      >
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <MutationFailure failure={record.failure} onClose={() => record.setFailure(undefined)} />
      <Button htmlType="submit" loading={record.running}>
        {t('recordOpinion')}
      </Button>
    </Form>
  );
}
