'use client';

import { CorrectObservationDocument, FactDefinitionsDocument } from '@yimen/schema/documents';
import { Checkbox, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useQuery } from 'urql';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import { FactControl, type FactValue, factInputValue } from './fact-control';
import type { Observation } from './fact-history';

interface CorrectionValues {
  value: FactValue;
  source?: string;
  observedOn: string;
  verified?: boolean;
  document?: string;
  reason: string;
}

interface CorrectFactDialogProps {
  code: string;
  observation: Observation;
  onClose: () => void;
}

/** Records what an observation should have said; the wrong one stays to be seen. */
export function CorrectFactDialog({ code, observation, onClose }: CorrectFactDialogProps) {
  const t = useTranslations('registry.history');
  const form = useTranslations('registry.factForm');
  const b = useBilingual();
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const [fields] = Form.useForm<CorrectionValues>();
  const [{ data }] = useQuery({ query: FactDefinitionsDocument, requestPolicy: 'cache-first' });
  const correct = useCommand(CorrectObservationDocument);
  const fact = data?.factDefinitions.find((one) => one.code === code);
  if (!fact) return null;

  const submit = (values: CorrectionValues) =>
    correct.run({ ...values, observationId: observation.id, value: factInputValue(fact, values.value) });

  const { source, observedOn, verified, document } = observation;
  return (
    <FormDialog
      open
      title={t('correct')}
      form={fields}
      initialValues={{ source, observedOn, verified, document: document ?? undefined }}
      command={correct}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{t('correctHint', { value: b(observation.text) })}</p>
      <Form.Item name="value" label={b(fact.name)} rules={[{ required: true, message: form('valueMissing') }]}>
        <FactControl fact={fact} />
      </Form.Item>
      <Form.Item name="source" label={form('source')}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="observedOn"
        label={form('observedOn')}
        rules={[{ required: true, message: form('observedOnMissing') }, notLater]}
      >
        <DayPicker />
      </Form.Item>
      <Form.Item name="document" label={form('document')}>
        <Input maxLength={200} placeholder={form('documentHint')} />
      </Form.Item>
      <Form.Item name="verified" valuePropName="checked">
        <Checkbox>{form('verified')}</Checkbox>
      </Form.Item>
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
