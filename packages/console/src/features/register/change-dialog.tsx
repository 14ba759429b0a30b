'use client';

import { OFF_REGISTER, REGISTER_REASONS } from '@yimen/schema';
import { RecordRegisterChangesDocument } from '@yimen/schema/documents';
import { Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import { LEVELS, useLevelName } from './level-words';

interface ChangeValues {
  toLevel: string;
  onDay: string;
  reason: string;
  note?: string;
}

interface ChangeDialogProps {
  /** Who changes, and where he stands now; `none`: not on the register. */
  subject: { householdId: string; personId: string | null; name: string; level: string };
  onClose: () => void;
  onDone: () => void;
}

/** Moves a household to another level of the register, onto it or off it. */
export function ChangeDialog({ subject: { householdId, personId, name, level }, onClose, onDone }: ChangeDialogProps) {
  const t = useTranslations('register');
  const b = useBilingual();
  const levelName = useLevelName();
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const [form] = Form.useForm<ChangeValues>();
  const toLevel = Form.useWatch('toLevel', form);
  const record = useCommand(RecordRegisterChangesDocument);
  const leaves = toLevel === OFF_REGISTER;
  const reasons = Object.entries(REGISTER_REASONS)
    .filter(([, reason]) => (leaves ? reason.leaves : reason.enters))
    .map(([value, label]) => ({ value, label: b(label) }));
  const levels = [...LEVELS, OFF_REGISTER].filter((one) => one !== level);

  const submit = (values: ChangeValues) => {
    const change = { householdId, personId: personId ?? undefined, fromLevel: level, ...values };
    return record.run({ source: 'by_hand', changes: [change] });
  };

  return (
    <FormDialog
      open
      fresh
      title={t('changeOf', { name })}
      form={form}
      initialValues={{ onDay: today }}
      onValuesChange={(changed) => 'toLevel' in changed && form.setFieldValue('reason', undefined)}
      command={record}
      onSubmit={submit}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t('standsAt', { level: level === OFF_REGISTER ? t('off') : levelName(level) })}</p>
      <Form.Item name="toLevel" label={t('toLevel')} rules={[{ required: true, message: t('chooseLevel') }]}>
        <Select options={levels.map((value) => ({ value, label: levelName(value) }))} />
      </Form.Item>
      <Form.Item name="onDay" label={t('onDay')} rules={[notLater]}>
        <DayPicker />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true, message: t('chooseReason') }]}>
        <Select options={reasons} />
      </Form.Item>
      <Form.Item name="note" label={t('note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
