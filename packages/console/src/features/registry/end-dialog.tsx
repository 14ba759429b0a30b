'use client';

import { Form } from 'antd';
import { useTranslations } from 'next-intl';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import type { CommandState } from '@/lib/form-dialog';
import type { Failure } from '@/lib/graphql';
import { ReasonDialog } from '@/lib/reason-dialog';
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
  command: CommandState;
  onSubmit: (values: EndValues) => Promise<object | Failure>;
  onClose: () => void;
}

/** Ends aid that runs, with its last day, not after today, and why. */
export function EndDialog(dialog: EndDialogProps) {
  const t = useTranslations('registry.aid');
  const { today } = useViewer();
  const notLater = useDayRule(today);
  return (
    <ReasonDialog label={t('endReason')} initialValues={{ endedOn: today }} {...dialog}>
      <Form.Item name="endedOn" label={t('endedOn')} rules={[notLater]}>
        <DayPicker />
      </Form.Item>
    </ReasonDialog>
  );
}
