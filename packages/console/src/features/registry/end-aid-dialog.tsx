'use client';

import { type AidRecordPartsFragment, EndAidDocument } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { isFailure, placeProblems, useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';

interface EndValues {
  endedOn: string;
  reason: string;
}

/** Ends aid that runs, with its last day and why. */
export function EndAidDialog({ record, onClose }: { record: AidRecordPartsFragment; onClose: () => void }) {
  const t = useTranslations('registry.aid');
  const b = useBilingual();
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const [form] = Form.useForm<EndValues>();
  const end = useCommand(EndAidDocument);
  const submit = async (values: EndValues) => {
    const result = await end.run({ aidRecordId: record.id, ...values });
    if (isFailure(result)) end.setFailure(placeProblems(form, result));
    else onClose();
  };
  return (
    <FormDialog
      open
      fresh
      title={t('endOf', { name: record.personName, program: b(record.program.name) })}
      okText={t('end')}
      form={form}
      initialValues={{ endedOn: today }}
      running={end.running}
      failure={end.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{t('endHint')}</p>
      <Form.Item name="endedOn" label={t('endedOn')} rules={[notLater]}>
        <DayPicker />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('endReason')}
        rules={[{ required: true, whitespace: true, message: t('missing') }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}
