'use client';

import { RetractObservationDocument } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import type { Observation } from './fact-history';

/** Takes back an observation that was recorded in error; it stays to be seen. */
export function RetractFactDialog({ observation, onClose }: { observation: Observation; onClose: () => void }) {
  const t = useTranslations('registry.history');
  const [form] = Form.useForm<{ reason: string }>();
  const retract = useCommand(RetractObservationDocument);
  const submit = ({ reason }: { reason: string }) => retract.run({ observationId: observation.id, reason });
  return (
    <FormDialog
      open
      title={t('retract')}
      okText={t('retract')}
      form={form}
      command={retract}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{t('retractHint')}</p>
      <Form.Item
        name="reason"
        label={t('why')}
        rules={[{ required: true, whitespace: true, message: t('whyMissing') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
