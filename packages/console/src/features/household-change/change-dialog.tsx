'use client';

import { HOUSEHOLD_CHANGES } from '@yimen/schema';
import { RecordHouseholdChangeDocument } from '@yimen/schema/documents';
import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useBilingual } from '@/lib/bilingual';
import { DayPicker } from '@/lib/day-picker';
import { useDayRule } from '@/lib/day-rule';
import { FormDialog } from '@/lib/form-dialog';
import { useCommand } from '@/lib/graphql';
import { useViewer } from '@/lib/viewer';
import { ChangeFields, type Household } from './change-fields';
import { type ChangeKind, type ChangeValues, changeInput } from './change-input';
import { ChangePreview } from './change-preview';
import type { FoundHousehold } from './household-select';

interface ChangeDialogProps {
  kind: ChangeKind;
  household: Household;
  onClose: () => void;
}

/** Records what happened to a household, with what would follow from it beside the form. */
export function ChangeDialog({ kind, household, onClose }: ChangeDialogProps) {
  const t = useTranslations('changes');
  const b = useBilingual();
  const { today } = useViewer();
  const notLater = useDayRule(today);
  const [form] = Form.useForm<ChangeValues>();
  const [other, setOther] = useState<FoundHousehold>();
  const values = Form.useWatch([], form) as ChangeValues | undefined;
  const record = useCommand(RecordHouseholdChangeDocument);

  const submit = (submitted: ChangeValues) => record.run(changeInput(kind, household, other, submitted));

  return (
    <FormDialog
      open
      width={640}
      title={b(HOUSEHOLD_CHANGES[kind])}
      form={form}
      initialValues={initialValues(kind, household, today)}
      command={record}
      onSubmit={submit}
      onClose={onClose}
    >
      <ChangeFields kind={kind} household={household} other={other} onOther={setOther} />
      <Form.Item
        name="effectiveOn"
        label={t('effectiveOn')}
        rules={[{ required: true, message: t('effectiveOnMissing') }, notLater]}
      >
        <DayPicker />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, whitespace: true, message: t('reasonMissing') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="document" label={t('document')}>
        <Input maxLength={200} placeholder={t('documentHint')} />
      </Form.Item>
      {values && <ChangePreview input={changeInput(kind, household, other, values)} />}
    </FormDialog>
  );
}

/** A new address begins with the old one, everybody's relation with what it is. */
function initialValues(kind: ChangeKind, { township, village, address, members }: Household, today: string) {
  const place = { townshipCode: township.code, villageCode: village.code, address };
  return {
    effectiveOn: today,
    ...((kind === 'split' || kind === 'relocated') && { place }),
    ...(kind === 'hukou_changed' && { hukou: place as ChangeValues['hukou'] }),
    ...(kind === 'head_changed' && {
      relations: Object.fromEntries(members.map(({ id, relation }) => [id, relation])),
    }),
  };
}
