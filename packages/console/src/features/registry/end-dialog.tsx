'use client';

import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { type Failure, isFailure, placeProblems } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';

export interface EndValues {
  endedOn: string;
  reason: string;
}

interface EndDialogProps {
  title: string;
  okText: string;
  /** What follows from it, in a sentence. */
  hint: string;
  command: { running: boolean; failure: Failure | undefined; setFailure: (failure: Failure | undefined) => void };
  run: (values: EndValues) => Promise<unknown>;
  onClose: () => void;
}

/** Ends aid that runs, with its last day, not after today, and why. */
export function EndDialog({ title, okText, hint, command, run, onClose }: EndDialogProps) {
  const t = useTranslations('registry.aid');
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const [form] = Form.useForm<EndValues>();
  const submit = async (values: EndValues) => {
    const result = await run(values);
    if (isFailure(result)) command.setFailure(placeProblems(form, result));
    else onClose();
  };
  return (
    <FormDialog
      open
      fresh
      title={title}
      okText={okText}
      form={form}
      initialValues={{ endedOn: today }}
      running={command.running}
      failure={command.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="quiet">{hint}</p>
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
